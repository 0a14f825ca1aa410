"""What is worth a look before a package goes out, and holds nothing back."""

from decimal import Decimal

import pytest

from model.domain.package import Duty
from model.package.draft import with_share
from model.package.duties import all_items, assigned, duties_in_force, given_alone
from model.package.duty_table import loads, matrices
from model.package.hints import hints
from model.package.in_force import in_force
from model.package.validation import package_problems


@pytest.fixture
def told(plan):
    def told(package):
        today = in_force(plan, package)
        found = loads(today, duties_in_force(plan, package))
        return "\n".join(hints(today, package, matrices(plan, package), found))

    return told


def test_that_loads_and_shared_items_are_told(told, package, plan):
    said = told(package)
    assert f"区商务局 {len(plan.measures_of('swj'))} 项" in said
    assert "项由多个单位共担" in said
    assert list(package_problems(plan, package)) == []


def test_that_shares_that_miss_the_target_are_told_and_those_that_fit_are_not(told, package, plan):
    bodies = plan.indicators["tech_smes"].departments
    for body in bodies:
        package = with_share(package, "tech_smes", body, Decimal(54))
    assert "入库国家科技型中小企业" not in told(package)
    short = with_share(package, "tech_smes", bodies[0], Decimal(50))
    assert "比全区目标 270 家少 4 家" in told(short)


def test_that_a_body_without_any_work_is_told(told, package, plan):
    items = [item.id for item in all_items(plan)]
    assert "1 个单位没有任何事项：区体育局。" in told(
        assigned(plan, package, items, ["tyj"], Duty.NONE)
    )


def test_that_nothing_is_told_about_what_is_settled(told, package, plan):
    alone = {item.id: item.departments[:1] for item in all_items(plan)}
    assert "共担" not in told(given_alone(plan, package, alone))

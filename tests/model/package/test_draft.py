from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.package import Contact, Duty, HandedDown, Settlement
from model.domain.submission import Edition
from model.domain.targets import Baseline, Basis, target_in_force
from model.package.draft import (
    RulebookText,
    corrected,
    opened_after,
    with_change,
    with_own_target,
    with_share,
    with_target,
)
from model.package.duties import assigned
from model.package.validation import package_problems
from tests.model.package.conftest import MERGED

LATER = "2026-10-01T09:00:00+08:00"


@pytest.fixture(scope="module")
def last(plan, package):
    package = with_change(assigned(plan, package, ["3.1.1-01"], ["kjj"], Duty.LEAD), MERGED)
    package = with_target(package, "coal_cap", HandedDown(value=Decimal(900)))
    package = with_share(package, "sorting_accuracy", "street-ningyuan", Decimal(90))
    package = with_own_target(package, "tech_smes", 2026, Decimal(280))
    return replace(
        package,
        contacts={"kjj": Contact(name="李")},
        office=Contact(name="王"),
        settled={"q-300p": Settlement(decision="是", by="办公室", on="2025-03-01")},
        baselines={"tech_smes": Baseline(year=2021, value=Decimal(200))},
    )


@pytest.fixture(scope="module")
def this(plan, last):
    return opened_after(last, plan, deadline="2027-01-31", at=LATER).package


def test_that_contacts_duties_settlements_and_reorganisations_are_carried_over(last, this):
    assert this.duties == {"3.1.1-01": last.duties["3.1.1-01"]}  # the brackets' are no decision
    for name in ("contacts", "office", "settled", "changes", "baselines", "breakdown"):
        assert getattr(this, name) == getattr(last, name), name


def test_that_targets_handed_down_are_the_years_own(this):
    assert this.targets == this.shares == {}
    assert this.handed_down == {"tech_smes": 280}


def test_that_the_new_year_starts_a_line_of_its_own(last, this):
    assert (this.year, this.version, this.parent) == (2026, 1, None)
    assert this.id != last.id


def test_that_the_new_year_is_right_as_it_stands(plan, this):
    assert list(package_problems(plan, this)) == []


def test_that_rules_stay_last_years_unless_others_are_chosen(plan, last, this):
    assert (this.rulebook, this.rulebook_text) == (last.rulebook, last.rulebook_text)
    rules = RulebookText(edition=Edition(id="percent", version="2026.1"), text="x")
    other = opened_after(last, plan, deadline="2027-01-31", at=LATER, rules=rules).package
    assert other.rulebook == rules.edition


def test_that_opening_a_year_leaves_last_years_package_as_it_was(plan, last):
    before = last.digest
    opened_after(last, plan, deadline="2027-01-31", at=LATER)
    assert replace(last).digest == before


def test_that_after_2025_reached_levels_are_held_and_2030_is_in_force(plan, this):
    def basis(indicator):
        target = target_in_force(plan.indicators[indicator], 2026, this.handed_down.get(indicator))
        return target.basis, target.due

    assert basis("high_tech_firms") == (Basis.HELD, 2025)
    assert basis("tech_smes") == (Basis.PACKAGE, None)
    assert basis("carbon_peak") == (Basis.UNDIVIDED, 2030)


def test_that_a_correction_knows_what_it_corrects(package):
    next_one = corrected(package, at="2025-12-01T09:00:00+08:00", reason="市里补下目标")
    assert (next_one.version, next_one.parent) == (2, package.digest)
    assert next_one.id == package.id
    assert next_one.rank > package.rank


def test_that_a_clock_set_back_makes_no_correction_older_than_what_it_corrects(package):
    assert corrected(package, at="2020-01-01T00:00:00+08:00", reason="").made_at == package.made_at

"""What the office has confirmed of the proposal of duties, and what it has not."""

from dataclasses import replace

import pytest

from model.domain.package import Duty
from model.package.draft import without_duties
from model.package.duties import all_items, assigned, confirmed, duties_in_force, unconfirmed
from model.package.duty_table import USUAL_LED, department_matrix, loads, matrices
from model.package.hints import hints
from model.package.in_force import in_force

ITEM = "3.1.1-01"


@pytest.fixture(scope="module")
def proposed(plan, silent):
    """A package in which nobody has confirmed anything."""
    return replace(silent, separate_support=True)


def loads_of(plan, package):
    duties = duties_in_force(plan, package)
    return loads(in_force(plan, package), duties, by_lead=package.separate_support)


def test_that_what_the_package_is_silent_about_goes_by_the_proposal(plan, proposed):
    for item, duties in duties_in_force(plan, proposed).items():
        one = plan.proposals[item]
        leads = {body for body, duty in duties.items() if duty is Duty.LEAD}
        supports = {body for body, duty in duties.items() if duty is Duty.SUPPORT}
        assert (leads, supports) == ({*one.lead}, {*one.support})
    assert len(unconfirmed(plan, proposed)) == len(all_items(plan))


def test_that_a_package_of_before_has_nothing_to_confirm(plan, silent):
    assert unconfirmed(plan, silent) == ()
    assert not any(one.unconfirmed or one.doubtful for one in matrices(plan, silent))


def test_that_confirming_changes_what_is_known_and_not_who_does_what(plan, proposed):
    for one in matrices(plan, proposed)[:4]:
        done = confirmed(plan, proposed, one.unconfirmed)
        assert duties_in_force(plan, done) == duties_in_force(plan, proposed)
        left = {item.id for item in unconfirmed(plan, done)}
        assert left == {item.id for item in all_items(plan)} - {*one.unconfirmed}


def test_that_an_edit_confirms_its_item_and_taking_it_back_leaves_it_proposed(plan, proposed):
    edited = assigned(plan, proposed, [ITEM], ["swj"], Duty.SUPPORT)
    assert ITEM not in {item.id for item in unconfirmed(plan, edited)}
    assert without_duties(edited, [ITEM]) == proposed


def test_that_each_clause_counts_what_is_unconfirmed_and_what_is_doubtful(plan, proposed):
    found = matrices(plan, proposed)
    assert sum(len(one.unconfirmed) for one in found) == len(plan.proposals)
    doubtful = sum(one.doubtful for one in plan.proposals.values())
    assert sum(one.doubtful for one in found) == doubtful > 0
    own = department_matrix(in_force(plan, proposed), found, "kjj")
    assert own.unconfirmed == tuple(row.item.id for row in own.rows)


def test_that_nobody_leads_more_than_the_usual_by_the_proposal(plan, proposed):
    found = loads_of(plan, proposed)
    assert len(found) == len(plan.bodies)
    assert max(load.answered for load in found.values()) <= USUAL_LED[1]
    for body, load in found.items():
        now = in_force(plan, proposed).measures
        asked = [m for m in plan.measures if now[m].stage.asked]
        led = [m for m in asked if body in plan.proposals[m].lead]
        supported = [m for m in asked if body in plan.proposals[m].support]
        assert (load.answered, load.supported) == (len(led), len(supported))


def test_that_more_than_the_usual_is_said_of_what_a_body_leads(plan, proposed):
    edited = assigned(plan, proposed, [*plan.measures][:61], ["kjj"], Duty.LEAD)
    load = loads_of(plan, edited)["kjj"]
    assert load.heavy
    assert load.sentence.endswith("通常牵头 10–60 项任务，偏多")


def test_that_an_item_with_one_lead_and_supporters_is_not_shared(plan, proposed):
    row = next(r for one in matrices(plan, proposed) for r in one.rows if r.item.id == ITEM)
    assert len(row.carriers) > 1
    assert not row.shared


def test_that_what_is_unconfirmed_is_told_before_the_package_goes_out(plan, proposed):
    def told(package):
        today, found = in_force(plan, package), matrices(plan, package)
        return "\n".join(hints(today, package, found, loads_of(plan, package)))

    assert f"{len(plan.proposals)} 项分工照建议执行，未经办公室确认" in told(proposed)
    done = confirmed(plan, proposed, plan.proposals)
    assert "未经办公室确认" not in told(done)

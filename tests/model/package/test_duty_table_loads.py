"""How many measures each department has to answer for, and all that one of them carries."""

import pytest

from model.domain.package import Duty
from model.package.duties import all_items, assigned, duties_in_force, filled_down, given_alone
from model.package.duty_table import USUAL, department_matrix, loads, matrices
from model.package.in_force import in_force

ITEM, NEXT = "3.1.1-01", "3.1.1-02"


def loads_of(plan, package):
    return loads(in_force(plan, package), duties_in_force(plan, package))


@pytest.fixture(scope="module")
def found(plan, package):
    return loads_of(plan, package)


def test_that_measures_and_indicators_are_counted_as_the_plan_in_force_has_them(plan, found):
    assert list(found) == [body.id for body in plan.bodies]
    for body, load in found.items():
        assert load.measures == len(plan.measures_of(body))
        assert load.indicators == len(plan.indicators_of(body))
        assert load.led + load.shared >= load.measures


def test_that_more_than_the_usual_is_said_and_the_usual_is_not(found):
    heavy = {body for body, load in found.items() if load.heavy}
    assert heavy == {body for body, load in found.items() if load.measures > USUAL[1]}
    assert "swj" in heavy
    assert found["swj"].sentence.endswith("通常 40–120 项任务，偏多")
    assert "通常" not in found["kjj"].sentence


def test_that_a_body_that_carries_nothing_is_idle(plan, package):
    edited = assigned(plan, package, [i.id for i in all_items(plan)], ["kjj"], Duty.NONE)
    assert loads_of(plan, edited)["kjj"].idle


def test_that_an_item_given_to_one_body_is_led_by_it_and_leaves_the_others_loads(plan, package):
    edited = given_alone(plan, package, {ITEM: ["kjj"]})
    before, after = loads_of(plan, package), loads_of(plan, edited)
    assert edited.duties[ITEM]["kjj"] is Duty.LEAD
    assert after["kjj"].led == before["kjj"].led + 1
    for body in set(package.duties[ITEM]) - {"kjj"}:
        assert after[body].measures == before[body].measures - 1


def test_that_giving_an_item_to_nobody_in_particular_changes_nothing(plan, package):
    assert given_alone(plan, package, {ITEM: []}) == package


def test_that_rows_are_filled_from_the_first(plan, package):
    first = assigned(plan, package, [ITEM], ["kjj"], Duty.LEAD)
    edited = filled_down(plan, first, [ITEM, NEXT], ["kjj", "swj"])
    assert edited.duties[NEXT]["kjj"] is Duty.LEAD
    assert edited.duties[NEXT]["swj"] is Duty.SUPPORT
    assert filled_down(plan, first, [ITEM], ["kjj"]) == first


def test_that_a_departments_matrix_has_it_first_and_all_that_it_carries(plan, package):
    today = in_force(plan, package)
    one = department_matrix(today, matrices(plan, package), "swj")
    assert one.columns[0].id == "swj"
    assert {row.item.id for row in one.rows} == {i.id for i in plan.items_of("swj")}
    shares = [sum(body.id in row.carriers for row in one.rows) for body in one.columns[1:]]
    assert shares == sorted(shares, reverse=True)


def test_that_rows_to_be_kept_stay_in_a_departments_matrix(plan, package):
    edited = given_alone(plan, package, {ITEM: ["kjj"]})
    today, found = in_force(plan, edited), matrices(plan, edited)
    assert ITEM not in {r.item.id for r in department_matrix(today, found, "swj").rows}
    kept = department_matrix(today, found, "swj", frozenset({ITEM}))
    assert ITEM in {r.item.id for r in kept.rows}

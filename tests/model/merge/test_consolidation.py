from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from model.domain.plan import DepartmentKind
from model.domain.targets import Basis
from model.merge.consolidation import consolidated
from tests.model.workbook import years
from tests.model.workbook.years import ANSWERS, YEAR, make_report

PLAN, RULES = years.small_plan(), years.small_rulebook()
CITY = make_report(ANSWERS).submission
CITY_AGAIN = make_report({**ANSWERS, "i-cars": {"value": "12"}}, sequence=2, id="d" * 32).submission
SCHOOLS = make_report({"i-green": {"value": "40"}}, body="jyj", id="e" * 32).submission
OTHER_YEAR = make_report(ANSWERS, year=2024, id="f" * 32).submission


def of(*submissions, **more):
    return consolidated(PLAN, RULES, YEAR, submissions, **more)


def body(consolidation, key):
    return next(one for one in consolidation.bodies if one.department.id == key)


def test_that_every_body_of_the_plan_is_listed_reported_or_not():
    year = of(CITY)
    assert [one.department.id for one in year.bodies] == ["cgw", "jyj", "tjj"]
    assert [one.department.id for one in year.reported] == ["cgw"]
    assert [one.id for one in year.missing] == ["jyj", "tjj"]


def test_that_scores_are_recomputed_here():
    year = of(CITY)
    one = body(year, "cgw")
    assert str(one.assessment.total) == one.submission.self_total
    assert not one.differs
    assert (one.items, one.assessment.open_items) == (7, 1)


def test_that_a_self_score_that_does_not_follow_from_the_answers_shows():
    boast = make_report(ANSWERS, self_total="99.00").submission
    assert body(of(boast), "cgw").differs
    better = make_report(ANSWERS, self_grade="优秀").submission
    assert body(of(better), "cgw").differs


def test_that_the_later_submission_counts():
    year = of(CITY_AGAIN, CITY)
    assert body(year, "cgw").submission == CITY_AGAIN
    assert body(year, "cgw").versions.superseded == 1


def test_that_other_years_are_not_part_of_the_picture():
    assert not of(OTHER_YEAR).reported


def test_that_numbers_for_one_indicator_stand_side_by_side():
    year = of(CITY, SCHOOLS)
    side = next(one for one in year.indicators if one.indicator.id == "i-green")
    assert {(one.department, one.value) for one in side.reported} == {
        ("cgw", Decimal("38.9")),
        ("jyj", Decimal(40)),
    }
    assert side.differs
    assert year.conflicts == (side,)


def test_that_silence_is_no_contradiction():
    silent = make_report({}, body="jyj", id="e" * 32).submission
    assert not of(CITY, silent).conflicts


def test_that_not_applicable_against_a_number_is_a_difference():
    away = make_report(
        {"i-green": {"state": "not_applicable", "reason": "无"}}, body="jyj"
    ).submission
    (side,) = of(CITY, away).conflicts
    assert any(one.away for one in side.reported)


def test_that_streets_speak_for_themselves_and_contradict_nobody():
    schools = replace(PLAN.departments["jyj"], kind=DepartmentKind.STREET)
    plan = replace(PLAN, departments={**PLAN.departments, "jyj": schools})
    year = consolidated(plan, RULES, YEAR, [CITY, SCHOOLS])
    assert not year.conflicts
    side = next(one for one in year.indicators if one.indicator.id == "i-green")
    assert [one.own_area for one in side.reported] == [False, True]


def test_that_targets_handed_down_by_the_office_are_in_force():
    year = of(CITY, handed_down={"i-given": Decimal(5)})
    side = next(one for one in year.indicators if one.indicator.id == "i-given")
    assert side.target.basis is Basis.PACKAGE
    assert body(year, "cgw").differs  # the department was scored without it


@settings(max_examples=40)
@given(st.lists(st.sampled_from([CITY, CITY_AGAIN, SCHOOLS, OTHER_YEAR]), max_size=8).flatmap(
    lambda came: st.tuples(st.just(came), st.permutations(came))
))  # fmt: skip
def test_that_neither_order_nor_repetition_of_arrivals_matters(both):
    came, shuffled = both
    assert of(*came) == of(*shuffled) == of(*came, *shuffled)

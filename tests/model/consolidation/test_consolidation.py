from dataclasses import replace
from decimal import Decimal

import pytest

from model.consolidation.conflicts import FigureRuling, How
from model.consolidation.consolidation import DepartmentResult, items_behind, picture
from model.consolidation.ranking_groups import ranking_groups
from model.consolidation.sections import section_of, sections
from model.consolidation.target_attainment import Reach, meets, reach_of
from model.domain.plan import Direction
from model.domain.review import Matter, Ruling
from model.domain.targets import Baseline, Basis, target_in_force
from model.scoring.rulebook import Weighting
from tests.model.workbook.years import (
    ANSWERS,
    YEAR,
    assessor,
    small_plan,
    small_rulebook,
)

PLAN, RULES = small_plan(), small_rulebook()


def year(body, answers):
    judge = assessor(PLAN, RULES, body)
    score = judge.assess(answers)
    return DepartmentResult(
        department=PLAN.departments[body],
        answers=answers,
        reported=answers,
        recomputed=score,
        reviewed=score,
        assessor=judge,
        self_total=score.total,
    )


def drawn(*departments, rulings=None, **more):
    return picture(PLAN, YEAR, departments, rulings or {}, **more)


def found(key, *departments, **more):
    return next(one for one in drawn(*departments, **more).indicators if one.indicator.id == key)


def ruled(how, named=""):
    choice = FigureRuling(how=how, named=named).choice
    ruling = Ruling(matter=Matter.FIGURE, subject="i-green", choice=choice)
    return {(Matter.FIGURE, "i-green"): ruling}


OWN = {"cgw": Decimal(30), "jyj": Decimal(15)}  # of the target, as the package divides it
CITY = year("cgw", ANSWERS)
SCHOOLS = year("jyj", {"i-green": {"value": "40"}, "3.1-01-02": {"state": "not_started"}})


def test_that_one_number_or_the_same_number_holds_for_the_district():
    one = found("i-green", CITY)
    assert (one.value, one.reach, one.note) == (Decimal("38.9"), Reach.REACHED, "1 个单位填报")
    both = found("i-green", CITY, year("jyj", {"i-green": {"value": "38.9"}}))
    assert both.note == "2 个单位填报，数值一致"


def test_that_different_numbers_hold_for_nobody_until_a_person_decides():
    assert found("i-green", CITY, SCHOOLS).reach is Reach.CONFLICT
    owner = found("i-green", CITY, SCHOOLS, rulings=ruled(How.OWNER, "jyj"))
    assert (owner.value, owner.note) == (Decimal(40), "以教育局的数为准")
    value = found("i-green", CITY, SCHOOLS, rulings=ruled(How.VALUE, "38"))
    assert (value.value, value.reach) == (Decimal(38), Reach.MISSED)
    total = found("i-green", CITY, SCHOOLS, rulings=ruled(How.SUM))
    assert (total.value, total.note) == (Decimal("78.9"), "2 个单位合计")


def test_that_bodies_that_report_on_themselves_must_each_reach_the_target():
    each = found("i-green", CITY, SCHOOLS, rulings=ruled(How.EACH))
    assert (each.value, each.reach) == (None, Reach.REACHED)
    short = year("jyj", {"i-green": {"value": "30"}})
    assert found("i-green", CITY, short, rulings=ruled(How.EACH)).reach is Reach.MISSED


def test_that_shares_of_a_target_add_up_without_those_who_report_the_whole():
    green = replace(PLAN.indicators["i-green"], unit="公顷")
    areas = replace(PLAN, indicators={**PLAN.indicators, "i-green": green})
    shown = picture(areas, YEAR, (CITY, SCHOOLS), {}, shares={"i-green": {"jyj": Decimal(40)}})
    one = next(i for i in shown.indicators if i.indicator.id == "i-green")
    assert (one.value, one.note) == (Decimal(40), "1 个单位合计")


@pytest.mark.parametrize(
    ("direction", "goal", "reach"),
    [
        (Direction.AT_LEAST, 100, Reach.PART),  # the rest may make up for it
        (Direction.AT_LEAST, 40, Reach.REACHED),
        (Direction.AT_MOST, 39, Reach.MISSED),
        (Direction.AT_MOST, 100, Reach.PART),
        (Direction.EQUAL, 40, Reach.PART),
    ],
)
def test_that_a_sum_of_which_a_part_is_not_reported_is_no_number_of_the_district(
    direction, goal, reach
):
    green = replace(PLAN.indicators["i-green"], unit="公顷", direction=direction)
    areas = replace(PLAN, indicators={**PLAN.indicators, "i-green": green})
    divided = {"shares": {"i-green": OWN}, "handed_down": {"i-green": Decimal(goal)}}
    shown = picture(areas, YEAR, (SCHOOLS,), {}, **divided)
    one = next(i for i in shown.indicators if i.indicator.id == "i-green")
    assert (one.value, one.reach) == (None, reach)
    assert one.note == "1 个单位合计 40 公顷，另有 1 个单位没有报"
    whole = picture(areas, YEAR, (SCHOOLS, CITY), {}, **divided)
    one = next(i for i in whole.indicators if i.indicator.id == "i-green")
    assert one.value == Decimal("78.9")


def test_that_of_rates_one_that_is_short_tells_before_the_others_are_reported():
    shares = {"i-green": OWN}
    assert found("i-green", CITY, shares=shares).reach is Reach.PART
    short = year("jyj", {"i-green": {"value": "14"}})
    assert found("i-green", short, shares=shares).reach is Reach.MISSED


def test_that_rates_with_targets_of_their_own_do_not_add_up():
    one = found("i-green", CITY, SCHOOLS, shares={"i-green": OWN})
    assert (one.value, one.note) == (None, "2 个单位各报本单位情况")


@pytest.mark.parametrize(
    ("shares", "schools", "reach"),
    [
        (OWN, "15", Reach.REACHED),
        (OWN, "14.9", Reach.MISSED),
        ({"cgw": Decimal(30)}, "38.5", Reach.REACHED),  # without one it goes by the district's
        ({"cgw": Decimal(30)}, "38.4", Reach.MISSED),
        ({"cgw": Decimal(30)}, None, Reach.PART),
    ],
)
def test_that_a_rate_is_held_by_each_against_the_target_it_is_scored_by(shares, schools, reach):
    came = [year("cgw", {"i-green": {"value": "30"}})]
    if schools:
        came.append(year("jyj", {"i-green": {"value": schools}}))
    one = found("i-green", *came, shares={"i-green": shares})
    assert (one.reach, one.value) == (reach, None)


def test_that_silence_no_target_and_not_applicable_are_told_apart():
    assert found("i-cars", SCHOOLS).reach is Reach.UNREPORTED
    assert found("i-given", CITY).reach is Reach.NO_TARGET
    assert found("i-done", CITY).reach is Reach.AWAY


AWAY = {"i-green": {"state": "not_applicable", "reason": "无"}}


def test_that_a_target_is_not_applicable_only_if_all_who_answer_for_it_say_so():
    assert found("i-green", year("jyj", AWAY)).reach is Reach.UNREPORTED
    assert found("i-green", year("jyj", AWAY), year("cgw", AWAY)).reach is Reach.AWAY
    assert found("i-green", year("jyj", AWAY), CITY).value == Decimal("38.9")


WORDS_ALONE = [{"explanation": "统计局3月才公布"}, {"basis": "年报"}, {}]


@pytest.mark.parametrize("words", WORDS_ALONE)
def test_that_words_without_a_number_are_no_answer(words):
    silent = year("jyj", {"i-green": words} if words else {})
    assert found("i-green", silent).reach is Reach.UNREPORTED
    both = {"shares": {"i-green": OWN}}
    assert found("i-green", silent, CITY, **both).reach is Reach.PART
    green = replace(PLAN.indicators["i-green"], unit="公顷")
    areas = replace(PLAN, indicators={**PLAN.indicators, "i-green": green})
    shown = picture(areas, YEAR, (silent, CITY), {}, **both, handed_down={"i-green": Decimal(99)})
    one = next(i for i in shown.indicators if i.indicator.id == "i-green")
    assert (one.reach, one.value) == (Reach.PART, None)


@pytest.mark.parametrize(
    ("other", "reach"),
    [
        (None, Reach.PART),
        ({}, Reach.PART),
        ({"state": "behind"}, Reach.PART),  # which says nothing without a progress
        ({"state": "behind", "progress": "40"}, Reach.MISSED),
        ({"state": "not_applicable", "reason": "无"}, Reach.REACHED),
        ({"state": "done"}, Reach.REACHED),
    ],
)
def test_that_what_several_have_to_do_is_done_once_all_of_them_say_so(other, reach):
    several = replace(PLAN.indicators["i-done"], departments=("cgw", "jyj"))
    plan = replace(PLAN, indicators={**PLAN.indicators, "i-done": several})
    came = [year("cgw", {"i-done": {"state": "done"}})]
    if other is not None:
        came.append(year("jyj", {"i-done": other} if other else {}))
    shown = picture(plan, YEAR, came, {})
    assert next(i for i in shown.indicators if i.indicator.id == "i-done").reach is reach


def test_that_a_number_that_cannot_be_neither_reaches_nor_misses_a_target():
    share = replace(PLAN.indicators["i-green"], at_most=Decimal(100))
    plan = replace(PLAN, indicators={**PLAN.indicators, "i-green": share})
    for number, reach in (("120", Reach.UNREPORTED), ("100", Reach.REACHED)):
        shown = picture(plan, YEAR, (year("cgw", {"i-green": {"value": number}}),), {})
        assert next(i for i in shown.indicators if i.indicator.id == "i-green").reach is reach


def test_that_a_target_handed_down_is_held_against():
    one = found("i-given", CITY, handed_down={"i-given": Decimal(5)})
    assert (one.reach, one.completion) == (Reach.REACHED, Decimal(1))


@pytest.mark.parametrize(
    ("basis", "met", "short"),
    [
        (Basis.MILESTONE, Reach.REACHED, Reach.MISSED),
        (Basis.UNDIVIDED, Reach.EARLY, Reach.NOT_DUE),
        (Basis.SCHEDULED, Reach.EARLY, Reach.NOT_DUE),
    ],
)
def test_that_a_number_towards_a_target_ahead_neither_reaches_nor_misses_it(basis, met, short):
    target = replace(found("i-green", CITY).target, basis=basis)
    assert reach_of(target, target.value) is met
    assert reach_of(target, target.value - 1) is short


def test_that_completion_goes_by_the_direction_of_the_target():
    assert found("i-green", CITY).completion == Decimal("38.9") / Decimal("38.5")
    assert found("i-cars", CITY).completion == 0
    assert found("i-cars", CITY).reach is Reach.MISSED


def test_that_meeting_needs_a_target():
    target = found("i-given", CITY).target
    with pytest.raises(ValueError, match="no target"):
        meets(target, Decimal(1))


def test_that_points_and_states_add_up_by_section_clause_and_district():
    seen = drawn(CITY, SCHOOLS)
    whole = seen.whole
    assert whole.obligations == 9
    assert sum(count for _, count in whole.counts) == 9
    assert seen.section("三（一）").earned == whole.earned
    assert seen.by_clause["3.1-01"].obligations == 4
    assert 0 < whole.share < 1
    assert [(m.id, one.department.id) for m, one in items_behind(seen)] == [("3.1-01-02", "jyj")]


def test_that_every_item_of_the_plan_stands_in_a_section(plan):
    keys = {section.key for section in sections(plan)}
    items = [*plan.measures.values(), *plan.indicators.values()]
    assert {section_of(plan, item) for item in items} == keys
    assert [section.key for section in sections(plan)][:3] == ["二", "三（一）", "三（二）"]


def test_that_equal_totals_share_a_rank_and_what_is_left_out_stands_beside():
    twin = year("jyj", {})
    (group,) = ranking_groups(RULES, [CITY, twin])
    assert [place.rank and place.rank.number for place in group.places] == [1, None]
    assert (group.places[0].not_applicable, group.places[0].no_target) == (1, 1)


def test_that_only_those_with_about_as_many_scored_items_are_ranked_together():
    twin, many, few = year("jyj", ANSWERS), len(CITY.assessor.subjects), 2
    assert len(twin.assessor.subjects) == few < many
    apart = Weighting(
        source="x", reason="x", by_clause=True, item_cap=Decimal(5), small_below=0,
        middle_from=few + 1, large_from=many + 1,
    )  # fmt: skip
    small, middle = ranking_groups(replace(RULES, weighting=apart), [CITY, twin])
    assert [place.one.department.id for place in small.places] == ["jyj"]
    assert [place.rank.number for place in middle.places] == [1]
    assert small.title == f"区政府部门（计分事项不足 {few + 1} 项）"
    assert middle.title == f"区政府部门（计分事项 {few + 1}–{many} 项）"
    assert replace(apart, large_from=0).size_of(many) == f"计分事项 {few + 1} 项以上"
    (together,) = ranking_groups(replace(RULES, weighting=replace(apart, middle_from=1)), [CITY])
    assert together.title == "区政府部门"


def test_that_the_district_goes_by_the_same_path_from_a_baseline_as_its_departments():
    base = Baseline(year=YEAR - 2, value=Decimal(30))
    plan = replace(PLAN, indicators={"i-green": due_later(PLAN.indicators["i-green"])})
    (one,) = picture(plan, YEAR, (CITY,), {}, baselines={"i-green": base}).indicators
    assert one.target == target_in_force(plan.indicators["i-green"], YEAR, None, base)
    assert one.target.basis is Basis.PATH


def due_later(indicator):
    (milestone,) = indicator.milestones
    return replace(indicator, milestones=(replace(milestone, year=YEAR + 2),))

"""From items to parts, total and grade."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.plan import Direction, Milestone
from model.domain.score import Standing
from model.domain.targets import Baseline
from model.errors import RulebookRejected
from model.scoring.assess import Assessor, assess
from model.scoring.kinds import Linear, Matrix, PassFail
from model.scoring.rulebook import Items
from model.scoring.total_rules import Circumstances
from model.scoring.totals import part_score
from tests.counts import counted
from tests.model.scoring.builders import (
    DEPARTMENT,
    YEAR,
    D,
    indicator,
    measure,
    plan_of,
    rule,
    rulebook,
)

BOOK = rulebook(rule("I", Linear(), part="indicators", items=Items.INDICATOR))
TEN = indicator("x", "10")
DONE, OPEN = {"state": "done"}, {}
AWAY = {"state": "not_applicable", "reason": "本单位不涉及"}


def assessed(*items, book=BOOK, year=YEAR, answers=None, **rest):
    return assess(plan_of(*items), book, DEPARTMENT, year, answers or {}, **rest)


def test_that_40_and_60_add_up():
    result = assessed(TEN, measure("m"), answers={"x": {"value": "5"}, "m": DONE})
    assert [part.points for part in result.parts] == [20, 60]
    assert (result.total, result.grade) == (80, "完成")
    assert result.sentence == "指标 20.00 分 + 任务 60.00 分 = 80.00 分，等次“完成”。"
    assert (result.rulebook, result.version) == ("test", "2025.1")


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "超额完成"),
        ("95.00", "超额完成"),
        ("94.99", "完成"),
        ("80.00", "完成"),
        ("79.99", "基本完成"),
        ("60.00", "基本完成"),
        ("59.99", "未完成"),
        ("0", "未完成"),
    ],
)
def test_that_a_grade_begins_at_its_edge(total, grade):
    assert BOOK.grade_for(Decimal(total)).name == grade


@pytest.mark.parametrize(
    ("value", "total", "grade"), [("34994", "94.99", "完成"), ("34995", "95.00", "超额完成")]
)
def test_that_the_grade_is_read_off_the_rounded_total(value, total, grade):
    # 34.994 + 60 rounds to 94.99, 34.995 + 60 to 95.00, which is 超额完成
    fine = indicator("x", "40000")
    result = assessed(fine, measure("m"), answers={"x": {"value": value}, "m": DONE})
    assert (result.total, result.grade) == (Decimal(total), grade)


def test_that_a_department_without_indicators_is_scored_openly_on_the_rest():
    result = assessed(
        measure("a"), measure("b"), answers={"a": DONE, "b": {"state": "not_started"}}
    )
    assert result.total == 50
    assert result.parts[0].points is None
    assert result.parts[0].sentence == "没有指标项目，不计入总分。"
    assert result.sentence == (
        "任务 30.00 分 ÷ 60.00 分 × 100.00 分 = 50.00 分"
        "（指标没有可计分的项目，按其余部分折算），等次“未完成”。"
    )


def test_that_not_applicable_leaves_numerator_and_denominator():
    items = [measure("a"), measure("b"), measure("c")]
    answers = {"a": DONE, "b": {"state": "ongoing", "progress": "100"}, "c": AWAY}
    part = assessed(*items, answers=answers).parts[1]
    assert part.points == 54  # (20 + 16) of 40, times 60
    assert part.sentence == (
        "各项得分合计 36.00 分 ÷ 计入满分 40.00 分 × 60.00 分 = 54.00 分"
        "（不适用 1 项，不计入满分）。"
    )


def test_that_a_target_not_handed_down_leaves_numerator_and_denominator():
    result = assessed(TEN, indicator("y", None), answers={"x": {"value": "5"}, "y": {"value": "1"}})
    assert result.parts[0].points == 20
    assert "目标未下达 1 项，不计入满分" in result.parts[0].sentence


def test_that_a_part_with_nothing_to_count_drops_out():
    result = assessed(TEN, measure("m"), answers={"x": AWAY, "m": DONE})
    assert (result.parts[0].points, result.total) == (None, 100)
    assert result.parts[0].sentence == "指标没有可计分的项目（不适用 1 项），不计入总分。"


def test_that_left_out_stays_in_the_denominator_and_is_not_nought():
    result = assessed(measure("a"), measure("b"), answers={"a": DONE})
    left_out = list(result.scores)[1]
    assert (left_out.standing, left_out.points, left_out.gain) == (Standing.OPEN, None, 30)
    assert left_out.sentence == "未填，暂不得分，30.00 分计入满分。"
    assert left_out.advice == "填写后最多可得 30.00 分"
    assert result.total == 50
    assert result.open_items == 1
    assert result.parts[1].sentence == "各项得分合计 30.00 分；1 项未填，暂不得分（30.00 分）。"


def test_that_a_part_nobody_began_has_no_points_but_counts():
    result = assessed(TEN, measure("m"), answers={"m": DONE})
    assert (result.parts[0].points, result.total) == (None, 60)
    assert result.parts[0].sentence == "指标尚未填报，共 1 项待填。"


def test_that_nothing_answered_is_no_total_rather_than_nought():
    result = assessed(TEN, measure("m"))
    assert (result.total, result.grade) == (None, "")
    assert result.sentence == "尚未填报，共 2 项待填。"


def test_that_a_year_in_which_nothing_applies_has_no_total():
    result = assessed(TEN, measure("m"), answers={"x": AWAY, "m": AWAY})
    assert (result.total, result.grade) == (None, "")
    assert result.sentence == "没有可计分的项目。"


def test_that_the_worst_answers_score_nought_rather_than_nothing():
    result = assessed(
        TEN, measure("m"), answers={"x": {"value": "0"}, "m": {"state": "not_started"}}
    )
    assert (result.total, result.grade) == (0, "未完成")


def test_that_weights_weigh_the_maximum_and_not_only_the_points():
    book = rulebook(
        rule("B", Linear(), part="indicators", weight="3", items=Items.INDICATOR, binding=True),
        rule("I", Linear(), part="indicators", items=Items.INDICATOR, binding=False),
    )
    items = (indicator("b", "10", binding=True), indicator("x", "10"))
    result = assessed(*items, book=book, answers={"b": {"value": "5"}, "x": {"value": "10"}})
    assert [s.maximum for s in result.scores] == [30, 10]
    assert result.parts[0].points == 25


def test_that_single_items_may_weigh_differently():
    weighed = replace(
        rule("I", Linear(), part="indicators", items=Items.INDICATOR), weights={"x": D(3)}
    )
    result = assessed(TEN, indicator("y", "10"), book=rulebook(weighed), answers={})
    assert [s.maximum for s in result.scores] == [30, 10]


def test_that_maxima_do_not_move_while_the_form_is_filled_in():
    items = [measure(f"m{n}") for n in range(7)]
    before = [s.maximum for s in assessed(*items).scores]
    after = [s.maximum for s in assessed(*items, answers={"m1": AWAY, "m2": DONE}).scores]
    assert before == after
    assert sum(before) == 60


def test_that_only_what_is_assigned_is_scored():
    foreign = measure("other", department="swj")
    result = assessed(measure("m"), foreign, answers={"m": DONE, "other": {"state": "not_started"}})
    assert [s.item for s in result.scores] == ["m"]
    assert result.total == 100


def test_that_the_year_may_assign_other_items_than_the_plan():
    items = (measure("a"), measure("b"), TEN)
    result = assessed(*items, items=["x", "a"], answers={"a": DONE, "x": {"value": "10"}})
    assert [s.item for s in result.scores] == ["x", "a"]


def test_that_the_package_hands_targets_down():
    missing = indicator("x", None, unit="%", binding=True)
    without = assessed(missing, answers={"x": {"value": "3"}})
    given = assessed(missing, answers={"x": {"value": "3"}}, handed_down={"x": D(4)})
    assert without.total is None
    assert given.total == 75


def test_that_a_baseline_makes_the_year_a_step_of_the_path():
    later = replace(TEN, milestones=(Milestone(year=2030, value=D(100)),))
    baselines = {"x": Baseline(year=2020, value=D(0))}
    with_base = assessed(later, answers={"x": {"value": "25"}}, baselines=baselines)
    without = assessed(later, answers={"x": {"value": "25"}})
    assert with_base.total == 50  # 25 of the 50 due half way
    assert without.total == 25  # 阶段目标未分解
    assert "目标取自2030年阶段目标未分解" in next(iter(without.scores)).sentence
    assert "目标取自按基线与阶段目标分解" in next(iter(with_base.scores)).sentence


def test_that_a_target_on_the_path_is_a_number_one_can_write_down():
    later = replace(TEN, milestones=(Milestone(year=2030, value=D(100)),))
    assessor = Assessor(
        plan_of(later), BOOK, DEPARTMENT, 2024, baselines={"x": Baseline(year=2023, value=D(0))}
    )
    assert assessor.targets["x"].value == 14  # 100 ÷ 7 = 14.2857… at no decimals


def test_that_a_reached_level_is_to_be_held_after_the_last_milestone():
    assert assessed(TEN, year=2029, answers={"x": {"value": "5"}}).total == 50


def test_that_a_clear_goal_of_zero_scores_like_any_other():
    book = rulebook(rule("I", PassFail(), part="indicators", items=Items.INDICATOR))
    gone = indicator("x", "0", direction=Direction.EQUAL)
    assert assessed(gone, book=book, answers={"x": {"value": "0"}}).total == 100
    assert assessed(gone, book=book, answers={"x": {"value": "1"}}).total == 0


def test_that_an_assessor_scores_the_same_again_and_again():
    assessor = Assessor(plan_of(TEN, measure("m")), BOOK, DEPARTMENT, YEAR)
    answers = {"x": {"value": "7"}, "m": DONE}
    first = assessor.assess(answers)
    assessor.assess({})
    assert assessor.assess(answers) == first


def test_that_items_under_one_rule_keep_their_own_signs():
    book = rulebook(rule("I", PassFail(), part="indicators", items=Items.INDICATOR))
    items = (
        indicator("least", "10"),
        indicator("more", "10", strict=True),
        indicator("most", "10", direction=Direction.AT_MOST),
        indicator("same", "10", direction=Direction.EQUAL),
    )
    for value, met in (
        ("9", {"most"}),
        ("10", {"least", "most", "same"}),
        ("11", {"least", "more"}),
    ):
        result = assessed(*items, book=book, answers={i.id: {"value": value} for i in items})
        assert {s.item for s in result.scores if s.points} == met


def test_that_items_under_one_matrix_keep_their_own_paths():
    matrix = Matrix(full=D(60), both=D(60), cumulative_only=D(55), year_only=D(40), neither=D(0))
    book = rulebook(rule("I", matrix, part="indicators", items=Items.INDICATOR))
    items = (indicator("a", "10"), indicator("b", "10", strict=True), indicator("c", None))
    result = assessed(
        *items,
        book=book,
        handed_down={i.id: D(9) for i in items},
        answers={i.id: {"value": "10"} for i in items},
    )
    assert [s.points for s in result.scores] == [D("13.34"), D("8.89"), D("13.33")]


def test_that_an_assessor_notices_an_answer_changed_in_place():
    assessor = Assessor(plan_of(measure("m")), BOOK, DEPARTMENT, YEAR)
    answers = {"m": {"state": "done"}}
    assert assessor.assess(answers).total == 100
    answers["m"]["state"] = "not_started"
    assert assessor.assess(answers).total == 0
    del answers["m"]
    assert assessor.assess(answers).total is None


def test_that_an_item_without_exactly_one_rule_is_refused():
    twice = rulebook(
        rule("I", Linear(), part="indicators", items=Items.INDICATOR),
        rule("J", Linear(), part="indicators", ids=("x",)),
    )
    with pytest.raises(RulebookRejected) as caught:
        Assessor(plan_of(TEN), twice, DEPARTMENT, YEAR)
    assert "现有 2 条" in str(caught.value.problems[0])


def test_that_answers_to_unknown_items_change_nothing():
    plain = assessed(measure("m"), answers={"m": DONE})
    assert assessed(measure("m"), answers={"m": DONE, "gone": DONE}) == plain


def test_that_the_same_answers_are_summed_up_once():
    """The office scores a report as it came, as it was checked and as it was reviewed."""
    assessor = Assessor(plan_of(TEN, measure("m")), BOOK, DEPARTMENT, YEAR)
    first = assessor.assess({"x": {"value": "5"}, "m": {**DONE}})
    with counted() as counts:
        assert assessor.assess({"x": {"value": "5"}, "m": {**DONE}}) is first
    assert counts.of(part_score) == 0


def test_that_answers_changed_in_their_place_are_summed_up_again():
    answers = {"x": {"value": "5"}, "m": {**DONE}}
    assessor = Assessor(plan_of(TEN, measure("m")), BOOK, DEPARTMENT, YEAR)
    assert assessor.assess(answers).total == 80
    answers["x"]["value"] = "10"
    assert assessor.assess(answers).total == 100


def test_that_other_circumstances_sum_up_again():
    assessor = Assessor(plan_of(TEN), BOOK, DEPARTMENT, YEAR)
    prompt = assessor.assess({"x": {"value": "5"}})
    assert assessor.assess({"x": {"value": "5"}}, Circumstances(days_late=3)) is not prompt

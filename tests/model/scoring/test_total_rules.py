"""R5 bonus, late reporting, R12 veto, R13 floor, R14 count."""

from dataclasses import replace
from decimal import Decimal

import pytest

from model.domain.plan import Direction
from model.scoring.arithmetic import CellRefs
from model.scoring.assess import Assessor, assess
from model.scoring.gain_ladder import gain_of
from model.scoring.kinds import (
    Bonus,
    Consequence,
    Count,
    Floor,
    Late,
    Linear,
    PassFail,
    Trigger,
    Veto,
)
from model.scoring.rulebook import Grade, Items
from model.scoring.sheet import adjustment_formula
from model.scoring.total_rules import Circumstances
from tests.model.scoring.builders import (
    DEPARTMENT,
    YEAR,
    D,
    indicator,
    measure,
    plan_of,
    rule,
    rulebook,
    told,
    total_rule,
)

BONUS = Bonus(each=D(1), step=D("0.1"), item_cap=D(2), cap=D(3))
LATE = Late(each=D("0.5"), cap=D(5))
LOWERING = Veto(trigger=Trigger.TARGET_MISSED, effect=Consequence.GRADE, grade="未完成")
ZEROING = Veto(trigger=Trigger.FALSE_FIGURES, effect=Consequence.ZERO)
PROPORTIONAL = rule("I", Linear(), part="indicators", items=Items.INDICATOR)
PASS = rule("I", PassFail(), part="indicators", items=Items.INDICATOR)


def assessment(
    items, answers, total_rules, *, rules=(PROPORTIONAL,), circumstances=None, **changes
):
    return assess(
        plan_of(*items),
        rulebook(*rules, total_rules=total_rules, **changes),
        DEPARTMENT,
        YEAR,
        answers,
        circumstances=circumstances or Circumstances(),
    )


def bonus_for(value, kind=BONUS, **item):
    """The bonus where everything else is worth 60 points, so that no ceiling hides it."""
    items = (indicator("x", **{"target": "100", **item}), measure("m"))
    result = assessment(
        items,
        {"x": {"value": str(value)}, "m": {"state": "not_started"}},
        [total_rule("B", kind, items=Items.INDICATOR)],
        rules=(rule("I", PassFail(), part="indicators", items=Items.INDICATOR),),
    )
    return sum((a.points for a in result.adjustments), D(0))


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("99", "0"),
        ("100", "0"),
        ("109", "0"),
        ("110", "1"),
        ("119", "1"),
        ("120", "2"),
        ("200", "2"),
    ],
)
def test_that_each_whole_step_beyond_the_target_adds_points_up_to_the_item_cap(value, points):
    assert bonus_for(value) == Decimal(points)


@pytest.mark.parametrize(("value", "points"), [("100", "0"), ("91", "0"), ("90", "1"), ("0", "2")])
def test_that_a_limit_is_gone_beyond_by_staying_below(value, points):
    assert bonus_for(value, direction=Direction.AT_MOST) == Decimal(points)


@pytest.mark.parametrize(
    "item",
    [
        {"target": "0"},
        {"target": "-5"},
        {"target": "100", "direction": Direction.EQUAL},
        {"target": None},
    ],
)
def test_that_some_targets_cannot_be_gone_beyond(item):
    assert bonus_for(500, **item) == 0


def test_that_all_bonuses_together_are_capped_and_the_sentence_shows_it():
    items = (indicator("x", "10"), indicator("y", "10"), measure("m"))
    result = assessment(
        items,
        {"x": {"value": "30"}, "y": {"value": "12"}, "m": {"state": "not_started"}},
        [total_rule("B", BONUS, items=Items.INDICATOR)],
    )
    (adjustment,) = result.adjustments
    assert adjustment.points == 3
    assert adjustment.sentence == (
        "超额完成加分（每超目标 10%加 1 分、每项最多 2 分）：指标x 2.00 分、指标y 2.00 分，"
        "合计 4.00 分，封顶 3.00 分〔规则B，依据依据〕"
    )
    assert result.total == 43


def test_that_no_bonus_lifts_the_total_above_the_ceiling():
    result = assessment(
        (indicator("x", "10"), measure("m")),
        {"x": {"value": "30"}, "m": {"state": "done"}},
        [total_rule("B", BONUS, items=Items.INDICATOR)],
    )
    assert result.total == result.maximum == 100
    assert "+ 总分规则B 2.00 分，封顶 100.00 分 = 100.00 分" in result.sentence


@pytest.mark.parametrize(("ceiling", "gain"), [(100, "0"), (101, "1"), (105, "2.4")])
def test_that_what_an_item_can_gain_ends_at_the_ceiling(ceiling, gain):
    """24 of 25 measures done, 2.4 points lost by the last; a bonus makes up for them."""
    measures = [measure(f"m{number}") for number in range(25)]
    answers = {item.id: {"state": "done"} for item in measures} | {"x": {"value": "30"}}
    result = assessment(
        (indicator("x", "10"), *measures),
        answers | {"m24": {"state": "not_started"}},
        [total_rule("B", replace(BONUS, item_cap=D("2.4")), items=Items.INDICATOR)],
        ceiling=D(ceiling),
    )
    assert result.total == 100
    assert gain_of(result, "m24") == D(gain)


def test_that_a_rulebook_may_raise_the_ceiling():
    result = assessment(
        (indicator("x", "10"), measure("m")),
        {"x": {"value": "30"}, "m": {"state": "done"}},
        [total_rule("B", BONUS, items=Items.INDICATOR)],
        ceiling=D(105),
    )
    assert result.total == 102


def test_that_not_applicable_earns_no_bonus():
    result = assessment(
        (indicator("x", "10"), measure("m")),
        {"x": {"value": "30", "state": "not_applicable"}, "m": {"state": "done"}},
        [total_rule("B", BONUS, items=Items.INDICATOR)],
    )
    assert not result.adjustments


@pytest.mark.parametrize(
    ("days", "points"), [(0, "60"), (1, "59.5"), (9, "55.5"), (10, "55"), (11, "55"), (365, "55")]
)
def test_that_each_day_late_costs_points_up_to_a_cap(days, points):
    result = assessment(
        (measure("m"), indicator("x")),
        {"m": {"state": "done"}, "x": {"value": "0"}},
        [total_rule("L", LATE)],
        circumstances=Circumstances(days_late=days),
    )
    assert result.total == Decimal(points)


def test_that_a_deduction_says_how_it_comes_about():
    late = assessment(
        (measure("m"),),
        {"m": {"state": "done"}},
        [total_rule("L", LATE)],
        circumstances=Circumstances(days_late=12),
    )
    assert late.adjustments[0].sentence == (
        "逾期 12 天 × 每天 0.5 分 = 6.00 分，最多扣 5.00 分〔规则L，依据依据〕"
    )
    assert "− 总分规则L 5.00 分 = 95.00 分" in late.sentence


def test_that_a_deduction_never_takes_a_total_below_zero():
    result = assessment(
        (measure("m"),),
        {"m": {"state": "not_started"}},
        [total_rule("L", LATE)],
        circumstances=Circumstances(days_late=1),
    )
    assert result.total == 0
    assert "扣完为止 = 0.00 分" in result.sentence


BINDING = indicator("b", "10", unit="%", binding=True)


@pytest.mark.parametrize(
    ("value", "grade"), [("9", "未完成"), ("10", "超额完成"), ("11", "超额完成")]
)
def test_that_a_missed_binding_target_forces_the_grade_down_and_leaves_the_points(value, grade):
    result = assessment(
        (BINDING, measure("m")),
        {"b": {"value": value}, "m": {"state": "done"}},
        [total_rule("V", LOWERING, binding=True)],
    )
    assert result.grade == grade
    assert result.total == (96 if value == "9" else 100)
    if value == "9":
        assert result.sentence == (
            "指标 36.00 分 + 任务 60.00 分 = 96.00 分，"
            "按总分为“超额完成”，因“总分规则V”定为“未完成”。"
        )
        assert result.adjustments[0].sentence.startswith(
            "目标未完成：指标b，等次定为“未完成”，得分不变"
        )


@pytest.mark.parametrize(
    "answer", [{}, {"value": "1", "state": "not_applicable"}], ids=["open", "not applicable"]
)
def test_that_only_an_answer_can_be_vetoed(answer):
    result = assessment(
        (BINDING, measure("m")),
        {"b": answer, "m": {"state": "done"}},
        [total_rule("V", LOWERING, binding=True)],
    )
    assert not result.adjustments


def test_that_a_target_not_handed_down_vetoes_nothing():
    result = assessment(
        (indicator("b", None, binding=True), measure("m")),
        {"b": {"value": "1"}, "m": {"state": "done"}},
        [total_rule("V", LOWERING, binding=True)],
    )
    assert (result.grade, result.adjustments) == ("超额完成", ())


@pytest.mark.parametrize(("due", "vetoed"), [(YEAR, True), (YEAR + 1, False)])
def test_that_a_milestone_still_ahead_vetoes_nothing(due, vetoed):
    result = assessment(
        (indicator("b", "10", binding=True, due=due), measure("m")),
        {"b": {"value": "9"}, "m": {"state": "done"}},
        [total_rule("V", LOWERING, binding=True)],
    )
    assert bool(result.adjustments) is vetoed


@pytest.mark.parametrize(("state", "vetoed"), [("done", False), ("ongoing", True)])
def test_that_what_is_to_be_done_is_missed_until_it_is_done(state, vetoed):
    result = assessment(
        (indicator("b", direction=Direction.DONE, binding=True), measure("m")),
        {"b": {"state": state, "progress": "99"}, "m": {"state": "done"}},
        [total_rule("V", LOWERING, binding=True)],
        rules=(
            rule("T", rulebook().rules[0].kind, part="measures", items=Items.MEASURE),
            rule("Q", rulebook().rules[0].kind, part="indicators", items=Items.INDICATOR),
        ),
    )
    assert bool(result.adjustments) is vetoed


def test_that_false_figures_set_the_total_to_zero():
    result = assessment(
        (BINDING, measure("m")),
        {"b": {"value": "10"}, "m": {"state": "done"}},
        [total_rule("Z", ZEROING), total_rule("L", LATE)],
        circumstances=Circumstances(false_figures="虚报绿化面积", days_late=1),
    )
    assert (result.total, result.grade) == (0, "未完成")
    assert [a.points for a in result.adjustments] == [D("-0.5"), D("-99.5")]
    assert result.adjustments[1].sentence.startswith(
        "经查实存在虚报瞒报（虚报绿化面积），总分计 0 分"
    )


def test_that_without_findings_false_figures_do_nothing():
    result = assessment((measure("m"),), {"m": {"state": "done"}}, [total_rule("Z", ZEROING)])
    assert (result.total, result.adjustments) == (100, ())


def test_that_false_figures_may_force_the_grade_instead():
    kind = Veto(trigger=Trigger.FALSE_FIGURES, effect=Consequence.GRADE, grade="未完成")
    result = assessment(
        (measure("m"),),
        {"m": {"state": "done"}},
        [total_rule("Z", kind)],
        circumstances=Circumstances(false_figures="查实"),
    )
    assert (result.total, result.grade) == (100, "未完成")


@pytest.mark.parametrize(
    ("states", "grade"),
    [(("done",) * 30, "超额完成"), ((*("done",) * 29, "not_started"), "完成")],
)
def test_that_an_item_at_zero_keeps_the_best_grade_away(states, grade):
    measures = [measure(f"m{n}") for n in range(30)]
    result = assessment(
        measures,
        {m.id: {"state": state} for m, state in zip(measures, states, strict=True)},
        [total_rule("F", Floor(grade="完成"), items=Items.MEASURE)],
    )
    assert result.total >= 95
    assert result.grade == grade


def test_that_an_open_item_is_not_one_at_zero():
    result = assessment(
        [measure("a"), measure("b")],
        {"a": {"state": "done"}},
        [total_rule("F", Floor(grade="完成"), items=Items.MEASURE)],
    )
    assert not result.adjustments


@pytest.mark.parametrize(("progress", "forced"), [("99", True), ("100", False)])
def test_that_a_minimum_total_is_a_floor_too(progress, forced):
    # 79.70 and 80.00 of 100
    result = assessment(
        [measure("a")],
        {"a": {"state": "ongoing", "progress": progress}},
        [total_rule("F", Floor(grade="未完成", minimum_total=D(80)))],
    )
    assert (result.grade == "未完成") is forced
    if forced:
        assert "总分 79.70 分低于 80.00 分" in result.adjustments[0].sentence


def test_that_rules_only_ever_lower_a_grade():
    result = assessment(
        [measure("a")],
        {"a": {"state": "not_started"}},
        [total_rule("F", Floor(grade="完成"), items=Items.MEASURE)],
    )
    assert (result.grade, result.adjustments[0].forces) == ("未完成", "完成")


COUNTED = tuple(Grade(name=name) for name in ("优秀", "合格", "不合格"))
FIVE_AND_NINE = (
    total_rule("C1", Count(missed=1, grade="不合格", group="控制指标"), binding=True),
    total_rule("C2", Count(missed=3, grade="不合格", group="支撑指标"), binding=False),
    total_rule("C4", Count(missed=1, grade="合格", group="全部")),
)


@pytest.mark.parametrize(
    ("control_missed", "supporting_missed", "grade"),
    [
        (0, 0, "优秀"),
        (0, 1, "合格"),
        (0, 2, "合格"),
        (0, 3, "不合格"),
        (0, 9, "不合格"),
        (1, 0, "不合格"),
        (5, 9, "不合格"),
    ],
)
def test_that_5_and_9_indicators_give_the_published_grades(
    control_missed, supporting_missed, grade
):
    control = [indicator(f"c{n}", "10", binding=True) for n in range(5)]
    supporting = [indicator(f"s{n}", "10") for n in range(9)]
    missed = {i.id for i in (*control[:control_missed], *supporting[:supporting_missed])}
    book = rulebook(PASS, total_rules=FIVE_AND_NINE)
    book = rulebook(
        PASS,
        total_rules=FIVE_AND_NINE,
        grading=type(book.grading)(grades=COUNTED, source="s", reason="r"),
    )
    items = (*control, *supporting)
    answers = {i.id: {"value": "9" if i.id in missed else "10"} for i in items}
    result = assess(plan_of(*items), book, DEPARTMENT, YEAR, answers)
    assert result.grade == grade
    assert ("控制指标 5 项中有" in "".join(a.sentence for a in result.adjustments)) is bool(
        control_missed
    )


def test_that_left_out_counts_as_missed_where_items_are_counted():
    items = [indicator("c", "10", binding=True), measure("m")]
    result = assessment(
        items, {"m": {"state": "done"}}, FIVE_AND_NINE[:1], rules=(PASS,), grading=_by_count()
    )
    assert result.grade == "不合格"


@pytest.mark.parametrize(
    ("missed", "grade"), [(0, "优秀"), (2, "优秀"), (3, "不合格"), (4, "不合格")]
)
def test_that_a_proportion_may_be_counted_instead_of_a_number(missed, grade):
    measures = [measure(f"m{n}") for n in range(9)]
    result = assessment(
        measures,
        {
            m.id: {"state": "behind" if n < missed else "done", "progress": "1"}
            for n, m in enumerate(measures)
        },
        [total_rule("C", Count(missed=3, of=9, grade="不合格", group="任务"))],
        grading=_by_count(),
    )
    assert result.grade == grade
    if missed >= 3:
        assert f"任务 9 项中有 {missed} 项未达标（达到 3/9）" in result.adjustments[0].sentence


def _by_count():
    return type(rulebook().grading)(grades=COUNTED, source="s", reason="r")


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [
        (Bonus(each=D(0), step=D("0.1"), item_cap=D(1), cap=D(1)), "each"),
        (Bonus(each=D("0.333"), step=D("0.1"), item_cap=D(1), cap=D(1)), "最多两位小数"),
        (Bonus(each=D(1), step=D(0), item_cap=D(1), cap=D(1)), "step"),
        (Bonus(each=D(1), step=D(1), item_cap=D(2), cap=D(1)), "item_cap"),
        (Late(each=D(0), cap=D(1)), "each"),
        (Late(each=D(2), cap=D(1)), "不能大于 cap"),
        (Veto(trigger=Trigger.FALSE_FIGURES, effect=Consequence.GRADE), "grade"),
        (Veto(trigger=Trigger.FALSE_FIGURES, effect=Consequence.ZERO, grade="未完成"), "删除"),
        (Count(missed=0, grade="合格", group="x"), "missed"),
        (Count(missed=3, of=2, grade="合格", group="x"), "of"),
    ],
)
def test_that_senseless_parameters_are_complained_about(kind, complaint):
    assert complaint in told(kind.flaws())


@pytest.mark.parametrize("kind", [BONUS, LATE, LOWERING, ZEROING, Floor(grade="完成")])
def test_that_sensible_parameters_are_not_complained_about(kind):
    assert not list(kind.flaws())


def test_that_total_rules_act_in_the_order_of_their_phases_however_they_are_written():
    rules = [
        total_rule("V", LOWERING, binding=True),
        total_rule("Z", ZEROING),
        total_rule("L", LATE),
    ]
    assessor = Assessor(plan_of(measure()), rulebook(PASS, total_rules=rules), DEPARTMENT, YEAR)
    assert [r.id for r in assessor.rulebook.in_phases()] == ["L", "Z", "V"]


@pytest.mark.parametrize(
    ("found", "formula"), [("", '""'), ("查实", '"总分计零"')], ids=["nothing", "found"]
)
def test_that_a_sheet_without_a_cell_for_findings_prints_what_is_known(found, formula):
    rules = [total_rule("Z", ZEROING), total_rule("L", LATE)]
    assessor = Assessor(plan_of(measure()), rulebook(PASS, total_rules=rules), DEPARTMENT, YEAR)
    known = Circumstances(false_figures=found, days_late=3)
    cells = {key: CellRefs(state="C2", points="D2") for key in assessor.subjects}
    veto, late = (
        adjustment_formula(assessor, rule, cells, "D9", circumstances=known) for rule in rules
    )
    scored = 'IF(COUNT(D2)=0,"",{})'.format
    assert veto == (scored(formula) if found else formula)
    assert late == "IF(COUNT(D2)=0,0,0-MIN(5,0.5*3))"

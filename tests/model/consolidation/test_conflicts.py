from dataclasses import replace
from decimal import Decimal

import pytest

from model.consolidation.conflicts import ConflictKind, FigureRuling, How, Said, conflicts
from model.domain.review import Matter, Ruling
from tests.model.workbook.years import ANSWERS, assessor, make_report, small_plan, small_rulebook

PLAN, RULES = small_plan(), small_rulebook()
GREEN = replace(PLAN.indicators["i-green"], unit="公顷")
AREAS = replace(PLAN, indicators={**PLAN.indicators, "i-green": GREEN})  # areas add up


def said(body, answers, self_total=None):
    recomputed = assessor(PLAN, RULES, body).assess(answers)
    own = recomputed.total if self_total is None else Decimal(self_total)
    return Said(answers=answers, self_total=own, self_grade=recomputed.grade, recomputed=recomputed)


def found(rulings=None, **reports):
    return list(conflicts(PLAN, reports, rulings or {}))


def only(kind, everything):
    return [one for one in everything if one.kind is kind]


def test_that_departments_which_say_the_same_are_in_no_conflict():
    both = {"i-green": {"value": "39"}, "3.1-01-02": {"state": "done"}}
    assert found(cgw=said("cgw", both), jyj=said("jyj", both)) == []


def test_that_different_numbers_stand_side_by_side_with_the_plans_words():
    (one,) = only(
        ConflictKind.FIGURE,
        found(
            cgw=said("cgw", {"i-green": {"value": "38.9"}}),
            jyj=said("jyj", {"i-green": {"value": "40"}}),
        ),
    )
    assert [(voice.department, voice.said) for voice in one.voices] == [
        ("cgw", "38.9%"),
        ("jyj", "40%"),
    ]
    assert one.quote == "到2025年，绿地率"
    assert one.sentence == "已报的 2 个单位有 2 种不同的结果，最大与最小相差 1.1 个百分点。"


OWNED = replace(PLAN.indicators["i-green"], lead=("cgw",), departments=("cgw", "jyj", "tjj"))
SUPPLIED = replace(PLAN, indicators={**PLAN.indicators, "i-green": OWNED})
SUPPLIERS = {
    "jyj": said("jyj", {"i-green": {"value": "38"}}),
    "tjj": said("tjj", {"i-green": {"value": "40"}}),
}


@pytest.mark.parametrize(
    "owner",
    [None, {}, {"i-green": {"state": "not_applicable", "reason": "无"}}],
    ids=["not sent", "not answered", "not applicable"],
)
def test_that_an_owner_without_a_number_has_none_that_counts(owner):
    reports = SUPPLIERS if owner is None else {"cgw": said("cgw", owner), **SUPPLIERS}
    (one,) = only(ConflictKind.SUPPLIED, conflicts(SUPPLIED, reports, {}))
    assert one.sentence.endswith("数据责任单位城管委没有报数，没有另行核定的，供的数都不计。")


def test_that_of_several_owners_those_are_named_whose_number_counts():
    plan = replace(SUPPLIED, indicators={"i-green": replace(OWNED, lead=("cgw", "jyj"))})
    (one,) = only(ConflictKind.SUPPLIED, conflicts(plan, SUPPLIERS, {}))
    assert one.sentence.endswith("没有另行核定的，按数据责任单位教育局的数计。")


@pytest.mark.parametrize(
    ("named", "words"),
    [("cgw", "以数据责任单位城管委的数为准"), ("jyj", "以教育局供的数为准")],
)
def test_that_only_who_answers_for_an_indicator_is_called_its_owner(named, words):
    choice = FigureRuling(how=How.OWNER, named=named).choice
    ruling = Ruling(matter=Matter.FIGURE, subject="i-green", choice=choice)
    reports = {"cgw": said("cgw", {"i-green": {"value": "39"}}), **SUPPLIERS}
    (one,) = only(
        ConflictKind.SUPPLIED,
        conflicts(SUPPLIED, reports, {(Matter.FIGURE, "i-green"): ruling}),
    )
    assert one.settled == words


def test_that_a_number_beside_that_of_its_owner_leaves_the_owners_number_standing():
    owned = replace(PLAN.indicators["i-green"], lead=("cgw",))
    plan = replace(PLAN, indicators={**PLAN.indicators, "i-green": owned})
    reports = {
        "cgw": said("cgw", {"i-green": {"value": "38.9"}}),
        "jyj": said("jyj", {"i-green": {"value": "40"}}),
    }
    found = [one for one in conflicts(plan, reports, {}) if one.subject == "i-green"]
    assert [(one.kind, one.open) for one in found] == [(ConflictKind.SUPPLIED, True)]
    assert "按数据责任单位城管委的数计" in found[0].sentence
    seen = Ruling(matter=Matter.SEEN, subject=found[0].key, choice=found[0].seen)
    rulings = {(Matter.SEEN, found[0].key): seen}
    assert not [one for one in conflicts(plan, reports, rulings) if one.open]


def test_that_a_number_against_none_has_no_spread_and_leaves_the_number_standing():
    (one,) = only(
        ConflictKind.JOINT,
        found(
            cgw=said("cgw", {"i-green": {"value": "0"}}),
            jyj=said("jyj", {"i-green": {"state": "not_applicable", "reason": "无"}}),
        ),
    )
    assert one.sentence == "已报的 2 个单位有 2 种不同的结果。"


def test_that_only_those_are_counted_who_have_reported():
    figure = {"i-green": {"value": "40"}}
    assert not only(ConflictKind.FIGURE, found(cgw=said("cgw", figure)))


def test_that_a_shared_target_is_reported_in_parts_and_no_conflict():
    reports = {
        "cgw": said("cgw", {"i-green": {"value": "38.9"}}),
        "jyj": said("jyj", {"i-green": {"value": "40"}}),
    }
    shares = {"i-green": {"cgw", "jyj"}}
    assert not [one for one in conflicts(PLAN, reports, {}, shares) if one.subject == "i-green"]


def test_that_parts_that_dont_add_up_to_the_whole_are_a_conflict():
    reports = {
        "cgw": said("cgw", {"i-green": {"value": "38.9"}}),
        "jyj": said("jyj", {"i-green": {"value": "12"}}),
    }
    (one,) = only(ConflictKind.PARTS, conflicts(AREAS, reports, {}, {"i-green": {"jyj"}}))
    assert one.sentence == "1 个单位的分项合计 12，与全区数不符。"
    agreeing = {**reports, "cgw": said("cgw", {"i-green": {"value": "12"}})}
    assert not only(ConflictKind.PARTS, conflicts(AREAS, agreeing, {}, {"i-green": {"jyj"}}))
    silent = {**reports, "jyj": said("jyj", {})}
    assert not only(ConflictKind.PARTS, conflicts(AREAS, silent, {}, {"i-green": {"jyj"}}))


def test_that_rates_with_targets_of_their_own_are_never_summed():
    reports = {
        "cgw": said("cgw", {"i-green": {"value": "38.9"}}),
        "jyj": said("jyj", {"i-green": {"value": "12"}}),
    }
    assert not only(ConflictKind.PARTS, conflicts(PLAN, reports, {}, {"i-green": {"jyj"}}))


def test_that_a_settled_conflict_stays_on_the_list_with_its_reason():
    ruling = Ruling(
        matter=Matter.FIGURE,
        subject="i-green",
        choice=FigureRuling(how=How.VALUE, named="39.2").choice,
        reason="按统计公报",
    )
    (one,) = only(
        ConflictKind.FIGURE,
        found(
            {(Matter.FIGURE, "i-green"): ruling},
            cgw=said("cgw", {"i-green": {"value": "38.9"}}),
        ),
    )
    assert (one.settled, one.reason, one.open) == ("核定为 39.2%", "按统计公报", False)


def test_that_a_joint_measure_with_a_part_left_blank_is_said_so():
    (one,) = only(
        ConflictKind.JOINT,
        found(cgw=said("cgw", {"3.1-01-02": {"state": "done"}}), jyj=said("jyj", {})),
    )
    assert one.sentence.startswith("1 个已报送的责任单位没有填写这一项")
    assert [voice.said for voice in one.voices] == ["完成", "未填"]


@pytest.mark.parametrize("half", [{"state": "ongoing"}, {"done": "已开工"}])
def test_that_what_is_not_answered_is_left_blank_here_as_everywhere(half):
    done = said("cgw", {"3.1-01-02": {"state": "done"}})
    (one,) = only(ConflictKind.JOINT, found(cgw=done, jyj=said("jyj", {"3.1-01-02": half})))
    assert one.voices[1].silent
    assert [voice.said for voice in one.voices] == ["完成", "未填"]


def test_that_who_has_not_reported_at_all_is_the_boards_business():
    assert not found(cgw=said("cgw", {"3.1-01-02": {"state": "done"}}))


def test_that_done_against_not_started_is_a_conflict():
    (one,) = only(
        ConflictKind.JOINT,
        found(
            cgw=said("cgw", {"3.1-01-02": {"state": "done"}}),
            jyj=said("jyj", {"3.1-01-02": {"state": "not_started"}}),
        ),
    )
    assert one.sentence == "1 个单位为“完成”，1 个单位为“未启动”。"


def test_that_a_self_score_is_held_against_the_recomputed_one():
    report = make_report(ANSWERS, self_total="99.00").submission
    (one,) = only(ConflictKind.SCORE, found(cgw=said("cgw", report.answers, "99.00")))
    assert "自评 99.00 分" in one.sentence


REPEATING = "3.1-01-03"
REPEATS = replace(
    PLAN,
    measures={
        **PLAN.measures,
        REPEATING: replace(PLAN.measures[REPEATING], repeats=("i-cars",), departments=("jyj",)),
    },
)


def told(city, schools):
    reports = {"cgw": said("cgw", city), "jyj": said("jyj", schools)}
    targets = assessor(PLAN, RULES, "cgw").targets
    reports["cgw"] = replace(reports["cgw"], targets=targets)
    return only(ConflictKind.REPEATED, conflicts(REPEATS, reports, {}))


def test_that_a_state_is_held_against_the_number_that_another_department_reports():
    done, short = {REPEATING: {"state": "done"}}, {"i-cars": {"value": "9"}}
    (one,) = told(short, done)
    assert one.sentence == ("教育局报“完成”，随指标“新增车辆”：实际 9 辆，目标 = 12 辆。")
    assert [(v.department, v.said) for v in one.voices] == [("jyj", "完成"), ("cgw", "9 辆")]
    assert told({"i-cars": {"value": "12"}}, done) == []
    assert told({}, done) == []
    assert told(short, {REPEATING: {"state": "behind", "progress": "70"}}) == []
    (other,) = told({"i-cars": {"value": "12"}}, {REPEATING: {"state": "not_started"}})
    assert "教育局报“未启动”" in other.sentence

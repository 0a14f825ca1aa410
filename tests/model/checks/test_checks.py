"""What is found before a year is sent, and what isn't."""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms import FORMS
from model.checks import Finding, Kind, Year, checked
from model.domain.answers import Evidence
from model.domain.large_change import EXPLAINED_IN, ChangeLimits
from model.domain.plan import Direction, IndicatorKind
from model.domain.submission import COVER as OF_ALL
from model.paths import asset
from model.samples.answers import COVER, sample_answers
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook

YEAR = 2025
DONE = {"state": "done", "done": "完成了十二处改造任务，覆盖四个街道。"}


@pytest.fixture(scope="module")
def assessor(plan):
    return Assessor(plan, load_rulebook(asset("rules/percent-2025.1.toml"), plan), "csglw", YEAR)


@pytest.fixture(scope="module")
def items(plan):
    return tuple(plan.items_of("csglw"))


@pytest.fixture
def year(plan, assessor, items):
    proofs = tuple(Evidence(id=key, item=key, title="统计报表") for key in plan.indicators)

    def year_(answers, **more):
        return Year(
            plan=plan,
            forms=FORMS,
            department="csglw",
            number=YEAR,
            items=items,
            answers=answers,
            cover={**COVER, **more.pop("cover", {})},
            evidence=more.pop("evidence", proofs),
            targets=assessor.targets,
            assessment=assessor.assess(answers),
            **more,
        )

    return year_


def kinds(found, item):
    return [one.kind for one in found if one.item == item]


@pytest.fixture
def measures(plan):
    return [one.id for one in plan.measures_of("csglw")]


@pytest.fixture
def counted(plan):
    return next(
        one
        for one in plan.indicators_of("csglw")
        if one.kind is IndicatorKind.QUANTITY
        and one.direction is Direction.AT_LEAST
        and any(m.value and m.year == YEAR for m in one.milestones)
    )


def test_that_what_must_be_put_right_comes_first(year, measures):
    found = checked(replace(year({measures[3]: {"state": "done"}}), cover={}))
    assert [one.hard for one in found] == sorted((one.hard for one in found), reverse=True)
    assert found[0].kind is Kind.FORM
    assert {one.item for one in found if one.hard} == {measures[3], "cover"}


def test_that_every_finding_has_a_sentence_and_a_cure(year, plan):
    for one in checked(year(sample_answers(plan, "csglw", YEAR))):
        assert one.sentence.endswith("。")
        assert one.cure.endswith("。")


def test_that_an_unanswered_item_is_said_but_not_one_without_a_target(year, items, assessor):
    found = {one.item for one in checked(year({})) if one.kind is Kind.OPEN}
    untold = {key for key, target in assessor.targets.items() if target.missing}
    assert found == {item.id for item in items} - untold
    assert untold


def test_that_a_figure_not_decided_holds_the_year_back(year, counted):
    found = checked(year({}, undecided={counted.id: {"value": "约12"}}))
    (one,) = [f for f in found if f.kind is Kind.UNDECIDED]
    assert one.hard
    assert "约12" in one.sentence
    assert kinds(found, counted.id) == [Kind.UNDECIDED]


def test_that_done_without_evidence_is_asked_about(year, measures):
    answers = {measures[0]: DONE}
    assert kinds(checked(year(answers)), measures[0]) == [Kind.UNPROVEN]
    proof = (Evidence(id="e", item=measures[0], title="总结"),)
    assert kinds(checked(year(answers, evidence=proof)), measures[0]) == []


@pytest.mark.parametrize(
    ("answer", "contradicts"),
    [
        ({"state": "ongoing", "progress": "100"}, True),
        ({"state": "behind", "progress": "100"}, True),
        ({"state": "ongoing", "progress": "0"}, True),
        ({"state": "behind", "progress": "0"}, False),
        ({"state": "ongoing", "progress": "99"}, False),
    ],
)
def test_that_state_and_progress_have_to_agree(year, measures, answer, contradicts):
    found = kinds(
        checked(year({measures[0]: {**answer, "done": "做", "problems": "难"}})), measures[0]
    )
    assert found == [Kind.CONTRADICTION] * contradicts


def test_that_delay_and_shortfall_ask_for_a_reason(year, measures, counted, assessor):
    short = assessor.targets[counted.id].value - 1
    answers = {measures[0]: {"state": "not_started"}, counted.id: {"value": str(short)}}
    found = checked(year(answers))
    assert kinds(found, measures[0]) == [Kind.UNEXPLAINED]
    assert kinds(found, counted.id) == [Kind.UNEXPLAINED]
    answers[counted.id]["explanation"] = "设备晚到"
    assert kinds(checked(year(answers)), counted.id) == []


def test_that_the_same_words_in_several_items_are_told_once(year, measures):
    answers = {item: {**DONE} for item in measures[:3]}
    repeated = [one for one in checked(year(answers)) if one.kind is Kind.REPEATED]
    assert [(one.item, one.field) for one in repeated] == [(measures[0], "done")]
    assert "另外 2 项" in repeated[0].sentence


def test_that_words_of_a_field_that_is_no_longer_asked_are_left_alone(year, plan):
    words = {"next_steps": "明确专人负责，按季度调度，争取明年二季度完成。"}
    counted = [one.id for one in plan.indicators_of("csglw") if not one.qualitative]
    found = checked(year(dict.fromkeys(counted[:2], words)))
    assert [one for one in found if one.kind is Kind.REPEATED] == []


def test_that_what_the_app_itself_puts_on_several_items_is_no_copying(year, measures, plan):
    away = {"state": "not_applicable", "reason": "本单位没有这项职责，由市级部门直接办理。"}
    counted = [one.id for one in plan.indicators_of("csglw") if not one.qualitative]
    for words in FORMS.offered:
        said = {
            **dict.fromkeys(measures[:4], away),
            **{key: {"explanation": words} for key in counted},
        }
        assert [one for one in checked(year(said)) if one.kind is Kind.REPEATED] == []
    assert FORMS.offered


def test_that_short_texts_may_be_the_same(year, measures):
    answers = {item: {"state": "done", "done": "已完成。"} for item in measures[:3]}
    assert [one for one in checked(year(answers)) if one.kind is Kind.REPEATED] == []


def test_that_last_years_words_are_noticed(year, measures):
    found = checked(year({measures[0]: DONE}, last_year={measures[0]: DONE}))
    assert Kind.COPIED in kinds(found, measures[0])


def test_that_full_marks_everywhere_are_noticed(year, measures):
    answers = {item: {"state": "done", "done": f"第{n}项做完了"} for n, item in enumerate(measures)}
    assert any(one.kind is Kind.ALL_FULL for one in checked(year(answers)))
    answers[measures[0]] = {"state": "behind", "progress": "10", "done": "少"}
    assert not any(one.kind is Kind.ALL_FULL for one in checked(year(answers)))


def test_that_targets_met_to_the_digit_everywhere_are_noticed(year, plan, assessor):
    exact = {
        one.id: {"value": str(target.value)}
        for one in plan.indicators_of("csglw")
        if not one.qualitative and (target := assessor.targets[one.id]).value is not None
    }
    assert any(one.kind is Kind.ALL_EXACT for one in checked(year(exact))) is (len(exact) >= 3)
    first = next(iter(exact))
    exact[first] = {"value": str(assessor.targets[first].value + 1)}
    assert not any(one.kind is Kind.ALL_EXACT for one in checked(year(exact)))


def test_that_a_remark_nothing_was_done_about_is_said(year, measures):
    found = checked(year({}, unanswered={measures[0]: "请写明数量"}))
    assert Kind.UNANSWERED in kinds(found, measures[0])


def test_that_an_accepted_finding_is_another_once_it_says_something_else(year, measures):
    two = checked(year({item: {**DONE} for item in measures[:2]}))
    three = checked(year({item: {**DONE} for item in measures[:3]}))
    before = {one.key for one in two if one.kind is Kind.REPEATED}
    assert before.isdisjoint(one.key for one in three)


@pytest.mark.parametrize(
    "phone", ["022-26291234", "26291234 转 801", "１３８００１３８０００", "(022)26291234"]
)
def test_that_a_telephone_number_is_taken_in_any_usual_form(year, phone):
    assert not [one for one in checked(year({}, cover={"phone": phone})) if one.field == "phone"]


@pytest.mark.parametrize("phone", ["022-1234abc", "12345", "同上"])
def test_that_what_is_no_telephone_number_asks_for_a_look_and_holds_nothing_back(year, phone):
    (found,) = [one for one in checked(year({}, cover={"phone": phone})) if one.field == "phone"]
    assert (found.item, found.hard) == ("cover", False)


def test_that_what_was_filled_in_is_told_of_before_what_was_not(year, items):
    found = checked(year({items[0].id: DONE}))
    order = [one.kind for one in found]
    assert order.index(Kind.UNPROVEN) < order.index(Kind.OPEN)
    assert set(order[order.index(Kind.OPEN) :]) == {Kind.OPEN}


def test_that_a_state_that_its_number_contradicts_is_asked_about(year, plan):
    measure, own = "box2.6-02", plan.indicators["kitchen_waste_contracts"]
    short = {own.id: {"value": "60"}, measure: DONE}
    (one,) = [f for f in checked(year(short)) if f.item == measure and f.field == "state"]
    assert one.kind is Kind.CONTRADICTION
    assert not one.hard
    assert one.sentence == (
        f"填的是“完成”，与指标不符：随指标“{own.name}”：实际 60%，目标 ≥ 100%。"
    )
    for said in ({"value": "100"}, {}):
        assert Kind.CONTRADICTION not in kinds(checked(year({**short, own.id: said})), measure)


def test_that_what_was_typed_before_the_number_is_asked_about_too(year, plan):
    measure, own = "box2.6-02", plan.indicators["kitchen_waste_contracts"]
    following = {own.id: {"value": "60"}, measure: {**DONE, "state": "behind", "progress": "60"}}
    found = checked(year(following, overruled={measure: DONE}))
    (one,) = [f for f in found if f.item == measure and f.field == "state"]
    assert one.sentence.endswith("现按“滞后”报送。")


def test_that_a_measure_said_not_to_apply_whose_number_is_reported_is_asked_about(year, plan):
    measure, own = "box2.6-02", plan.indicators["kitchen_waste_contracts"]
    away = {"state": "not_applicable", "reason": "没有这类单位"}
    found = checked(year({own.id: {"value": "100"}, measure: DONE}, overruled={measure: away}))
    (one,) = [f for f in found if f.item == measure and f.kind is Kind.CONTRADICTION]
    assert one.sentence.startswith("填的是“不适用”，与指标不符")
    assert one.sentence.endswith("现按“完成”报送。")
    assert "指标也不适用" in one.cure


def changes_of(found, indicator):
    return [f for f in found if f.item == indicator.id and f.kind is Kind.LARGE_CHANGE]


def test_that_a_large_change_needs_a_word_before_the_year_is_sent(year, counted, assessor):
    far = str(assessor.targets[counted.id].value * 5)
    last = {counted.id: {"value": str(assessor.targets[counted.id].value)}}
    (one,) = changes_of(checked(year({counted.id: {"value": far}}, last_year=last)), counted)
    assert one.hard
    assert "去年" in one.sentence
    assert "目标" in one.sentence
    told = {counted.id: {"value": far, "explanation": "新增项目"}}
    assert not changes_of(checked(year(told, last_year=last)), counted)


def test_that_a_word_about_another_value_does_not_do(year, counted, assessor):
    far = str(assessor.targets[counted.id].value * 5)
    told = {counted.id: {"value": far, "explanation": "新增项目"}}
    (one,) = changes_of(checked(year(told, lapsed={counted.id: "900"})), counted)
    assert one.hard
    assert "900" in one.sentence


def test_that_the_limits_are_those_of_the_rulebook(year, counted, assessor):
    far = {counted.id: {"value": str(assessor.targets[counted.id].value * 5)}}
    wide = ChangeLimits(shares={counted.id: Decimal(9)})
    assert not changes_of(checked(year(far, limits=wide)), counted)


def test_that_what_earns_more_and_has_no_evidence_is_told_of_first(year, measures, counted):
    answers = {
        measures[1]: {"state": "ongoing", "progress": "50", "done": "在做"},
        measures[2]: {"state": "ongoing", "progress": "40", "done": "也在做"},
        measures[0]: DONE,
        counted.id: {"value": str(counted.milestones[-1].value)},
    }
    found = [one for one in checked(year(answers, evidence=())) if one.kind is Kind.UNPROVEN]
    assert [one.item for one in found] == [counted.id, measures[0], ""]
    assert "统计报表" in found[0].cure
    assert found[2].sentence == "推进中的任务有 2 项还没有佐证材料。"
    assert not any(one.hard for one in found)


def test_that_the_date_on_a_piece_goes_before_the_years_in_its_name(year, measures):
    named = Evidence(id="1", item=measures[0], title="2025年总结", issued_on="2024年12月30日")
    found = kinds(checked(year({measures[0]: DONE}, evidence=[named])), measures[0])
    assert found == [Kind.OLD_EVIDENCE]
    dated = replace(named, title="2024年总结", issued_on="2025.1.6")
    assert kinds(checked(year({measures[0]: DONE}, evidence=[dated])), measures[0]) == []


@pytest.mark.parametrize(
    ("titles", "old"),
    [
        (["2024年总结"], True),
        (["2024年总结", "2025年总结"], False),
        (["2024年总结", "总结"], False),
        (["总结"], False),
        (["2024—2026年方案"], False),
    ],
)
def test_that_evidence_of_earlier_years_alone_is_asked_about(year, measures, titles, old):
    proof = tuple(
        Evidence(id=str(n), item=measures[0], title=title) for n, title in enumerate(titles)
    )
    found = kinds(checked(year({measures[0]: DONE}, evidence=proof)), measures[0])
    assert found == [Kind.OLD_EVIDENCE] * old


def test_that_a_date_of_evidence_that_is_none_is_told_of_until_it_is_put_right(year, measures):
    piece = Evidence(id="e", item=measures[0], title="总结", issued_on="二季度")
    answers = {measures[0]: DONE}
    for item in (measures[0], OF_ALL):
        filed = (replace(piece, item=item), Evidence(id="f", item=measures[0], title="照片"))
        (found,) = [
            one for one in checked(year(answers, evidence=filed)) if one.kind is Kind.EVIDENCE_WORDS
        ]
        assert (found.item, found.hard) == (item, False)
    right = (replace(piece, issued_on="20250312"),)
    assert kinds(checked(year(answers, evidence=right)), measures[0]) == []


def test_that_a_doubt_about_a_number_leads_to_the_number_before_the_word_that_excuses_it():
    for kind in (Kind.LARGE_CHANGE, Kind.ODD_VALUE):
        one = Finding(kind=kind, item="i", field=EXPLAINED_IN, sentence="", cure="")
        assert one.begins_at == "value"
    one = Finding(kind=Kind.UNEXPLAINED, item="i", field=EXPLAINED_IN, sentence="", cure="")
    assert one.begins_at == EXPLAINED_IN

"""通过 holds for what counted when it was given: it comes up again when that changes, only then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from model.consolidation.conflicts import FigureRuling, How
from model.domain.package import Contact, HandedDown
from model.domain.review import WHOLE_YEAR, Verdict
from model.errors import AppError
from model.office.board import rates
from model.office.department_year import ReportingState
from model.office.open_work import unfinished
from model.office.passed_year import counted
from model.office.report_contents import opinion, report_data
from model.office.reviews import claimed_items
from model.office.year import OfficeYear
from model.store.packages import keep_package
from model.store.reviews import fetch_reviews, save_reviews
from tests.model.office.live import Decisions
from tests.model.office.test_board import SOUND
from tests.model.workbook.years import OPENED, exported, make_report

BY_YEARBOOK = FigureRuling(how=How.VALUE, named="10")


@pytest.fixture
def decide(office):
    return Decisions(office, by="李四")


@pytest.fixture
def passed(office, send, decide):
    """城管委, passed."""
    send("schools", city=exported(make_report(SOUND, id="a1")))
    decide.approve_all("cgw", claimed_items(office.now, "cgw"), "情况属实")
    decide.pass_year("cgw")  # adopts the rest
    assert office.body("cgw").state is ReportingState.PASSED
    return office


def state(office):
    return office.body("cgw").state


CHANGES = {
    "a ruled figure": lambda decide: decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴"),
    "false figures": lambda decide: decide.note_false_figures("cgw", "绿地率虚报"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_that_a_year_is_to_be_passed_again_when_what_counts_changes(passed, decide, change):
    before = passed.body("cgw").counted
    CHANGES[change](decide)
    body = passed.body("cgw")
    assert body.counted != before
    assert (state(passed), body.passed) == (ReportingState.LAPSED, False)
    assert body.since_pass in [*body.doubts()]
    decide.pass_year("cgw")
    assert state(passed) is ReportingState.PASSED
    assert not passed.body("cgw").since_pass


def test_that_what_caused_it_is_named_and_what_became_of_the_score(passed, decide):
    decide.note_false_figures("cgw", "绿地率虚报")
    words = passed.body("cgw").since_pass
    assert words == "通过以后有变化（虚报瞒报的认定），请再看：得分和等次没有变。"
    decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴")
    words = passed.body("cgw").since_pass
    assert "（虚报瞒报的认定、核定的指标数），请再看：" in words
    assert "复核得分由 74.22 分（合格）变为 58.92 分（不合格）。" in words


def test_that_a_review_after_the_pass_is_named_and_no_package_that_touches_others_alone(
    passed, decide
):
    keep_package(passed.db, replace(OPENED, made_at="2020-01-01T09:00:00+08:00"))
    later = replace(OPENED, version=2, contacts={"jyj": Contact(name="王五", phone="1")})
    keep_package(passed.db, replace(later, made_at="2099-01-01T09:00:00+08:00"))
    read_again(passed)
    decide.adjust("cgw", "i-green", {"value": "10"}, "按台账核减")
    words = passed.body("cgw").since_pass
    assert words.startswith("通过以后有变化（逐项复核），请再看：复核得分由 ")


def test_that_it_is_passed_again_by_itself_once_the_change_is_taken_back(passed, decide):
    decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴")
    decide.take_back(*next(key for key in passed.decisions.rulings if key[1] == "i-green"))
    assert state(passed) is ReportingState.PASSED


@pytest.mark.parametrize(
    "act",
    [
        lambda decide: decide.rule_figure("i-green", FigureRuling(how=How.OWNER, named="cgw"), ""),
        lambda decide: decide.note_received_on("cgw", date(2025, 12, 1), "签收登记"),
        lambda decide: decide.show_ranking(shown=True),
        lambda decide: decide.adopt("jyj", "i-green"),
    ],
)
def test_that_it_stays_passed_while_nothing_that_counts_changed(passed, decide, act):
    act(decide)
    assert state(passed) is ReportingState.PASSED


def test_that_a_change_is_counted_once_and_told_wherever_the_year_is(passed, decide):
    decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴")
    found = rates(passed.bodies)
    assert (found.passed, found.states[ReportingState.LAPSED]) == (0, 1)
    data = report_data(passed.now)
    assert (data.turnout.passed, [one.id for one in data.turnout.lapsed]) == (0, ["cgw"])
    assert not data.final
    assert not any(one.passed for one in data.picture.departments)
    (line,) = [one for one in data.bodies if one.department.id == "cgw"]
    assert (line.state, "通过以后有变化" in line.note) == ("待再通过", True)
    page = opinion(passed.now, "cgw")
    assert "本意见不作为结论" in page.conclusion
    assert not page.finished
    assert "1 个单位通过以后计分的内容有变化，须再看、再通过。" in [*unfinished(passed.now)]
    decide.return_item("cgw", "i-cars", "请附合同。")
    decide.issue_slip("cgw")
    assert state(passed) is ReportingState.RETURNED
    told = [*unfinished(passed.now)]
    assert not any("须再看" in one for one in told)  # it was, and sent back
    assert any("已退回修改、尚未重报" in one for one in told)


def test_that_what_is_sent_back_is_so_whatever_the_clock_of_the_pc_that_passed_it(
    passed, decide, monkeypatch
):
    decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴")
    decide.return_item("cgw", "i-cars", "请附合同。")
    monkeypatch.setattr("model.office.reviews.now", lambda: "2020-01-01T09:00:00+08:00")
    decide.issue_slip("cgw")
    assert state(passed) is ReportingState.RETURNED


def test_that_what_an_earlier_version_passed_holds(passed, decide):
    (was,) = [one for one in fetch_reviews(passed.db, passed.year) if one.item == WHOLE_YEAR]
    assert was.basis
    save_reviews(passed.db, passed.year, [replace(was, basis="")])
    passed.refresh()
    decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴")
    assert state(passed) is ReportingState.PASSED


def test_that_a_lapsed_year_can_be_sent_back(passed, decide):
    decide.rule_figure("i-green", BY_YEARBOOK, "按年鉴")
    decide.return_item("cgw", "i-green", "请核对口径。")
    assert state(passed) is ReportingState.LAPSED
    with pytest.raises(AppError):
        decide.pass_year("cgw")
    decide.issue_slip("cgw")
    assert state(passed) is ReportingState.RETURNED


def test_that_neither_words_nor_sentences_are_what_was_passed(passed):
    body = passed.body("cgw")
    parts = tuple(
        replace(
            part,
            sentence="换了说法",
            scores=tuple(
                replace(one, sentence="换了说法", advice="", calculation="", source="别处")
                for one in part.scores
            ),
        )
        for part in body.reviewed.parts
    )
    other = replace(body.reviewed, parts=parts, sentence="换了说法")
    answers = body.year.answers
    said = {key: {**answer, "done": "换了说法"} for key, answer in answers.items()}
    assert counted(said, other) == counted(answers, body.reviewed) == body.passing.basis
    less = replace(body.reviewed, total=body.reviewed.total - Decimal("0.01"))
    assert counted(answers, less) != body.passing.basis


def test_that_a_pass_goes_to_another_pc_as_released_programs_read_it(passed):
    from model.domain.review_file import review_line, review_of

    (one,) = [each for each in passed.reviews["cgw"] if each.verdict is Verdict.PASS]
    assert review_of(review_line(one)) == one
    assert not one.changes


def test_that_another_package_reopens_only_what_it_scores_otherwise(office, send, decide):
    keep_package(office.db, OPENED)
    read_again(office)
    send("schools", city=exported(make_report(SOUND, id="a1")))
    decide.approve_all("cgw", claimed_items(office.now, "cgw"), "情况属实")
    decide.keep_sealed(office.body("cgw").digest, *office.body("cgw").edits)
    decide.pass_year("cgw")
    keep_package(office.db, replace(OPENED, version=2, deadline="2026-02-28"))
    read_again(office)
    assert state(office) is ReportingState.PASSED
    harder = {"i-green": HandedDown(value=Decimal(80))}
    later = replace(OPENED, version=3, targets=harder, made_at="2099-01-01T09:00:00+08:00")
    keep_package(office.db, later)
    read_again(office)
    assert state(office) is ReportingState.LAPSED
    assert "任务包第3版" in office.body("cgw").since_pass


def read_again(office):
    terms = office.terms
    office.now = OfficeYear.read(terms.plans, terms.rulebook, terms.forms, terms.year)

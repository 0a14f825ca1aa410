"""What last year's reviews leave for the next package: archived deliverables, overdue terms."""

from dataclasses import replace

import pytest

from forms import FORMS
from model.domain.package import Archived
from model.domain.plan import Stage
from model.domain.rectification import ShortcomingCause
from model.office.finished_measures import finished_measures
from model.office.rectification import (
    ShortcomingProposal,
    accept_and_close,
    assign,
    rectification_ledger,
)
from model.package.draft import RulebookText, corrected, with_archived
from model.package.editor import PackageEditor
from model.package.hints import about_last_year
from model.package.last_year import FinishedMeasures
from model.plans import PlanLibrary
from model.store.packages import keep_package
from tests.model.office.live import Decisions, LiveOffice
from tests.model.workbook.years import (
    OPENED,
    YEAR,
    exported,
    make_report,
    small_plan,
    small_rulebook,
)

DONE, SHARED, UNSAID = "3.1-01-01", "3.1-01-02", "3.1-01-03"
RULES = RulebookText(edition=OPENED.rulebook, text=OPENED.rulebook_text)


def dated_plan():
    """The small plan: the first is a deliverable, the others end with the year."""
    plan = small_plan()
    told = {
        DONE: {"once": True},
        SHARED: {"until": YEAR},
        UNSAID: {"until": YEAR + 1},
    }
    measures = {key: replace(one, **told[key]) for key, one in plan.measures.items()}
    return replace(plan, measures=measures)


@pytest.fixture
def library(db):
    return PlanLibrary(db, dated_plan())


@pytest.fixture
def office(library):
    return LiveOffice(library, small_rulebook(), FORMS, YEAR)


@pytest.fixture
def decide(office):
    return Decisions(office, "王芳")


@pytest.fixture
def shared_is_done(send):
    """Both who answer for it say so."""
    done = {SHARED: {"state": "done", "done": "全部建成绿色社区"}}
    send(
        x=exported(make_report(done, id="a1")),
        y=exported(make_report(done, body="jyj", id="b1")),
    )


@pytest.fixture
def next_year(library, office):
    """The editor of the year after as it is kept, and what last year says by now."""
    return lambda: (PackageEditor.read(library, YEAR + 1), finished_measures(office.now))


def opened(next_year):
    editor, found = next_year()
    return editor.open(RULES).file_away(found).package


def followed(next_year):
    editor, found = next_year()
    return editor.file_away(found).package


def told(next_year):
    editor, found = next_year()
    return {one.key: (one.before, one.after) for one in editor.since_filed(found)}


def test_that_a_year_without_reports_says_nothing(office, next_year):
    assert finished_measures(office.now) == FinishedMeasures(year=YEAR, done={})
    package = opened(next_year)
    assert (package.archived, package.overdue) == ({}, ())


def test_that_what_is_done_is_archived_only_once_it_is_accepted(office, send, decide, next_year):
    send("city")
    assert opened(next_year).archived == {}
    decide.adopt("cgw", DONE)
    filed = followed(next_year).archived[DONE]
    sent = office.body("cgw").versions.counting
    assert filed.year == YEAR
    (report,) = filed.reports
    assert (report.department, report.sequence) == ("cgw", sent.sequence)
    assert report.check_code == sent.check_code


def test_that_what_ended_with_the_year_and_was_not_done_is_overdue(office, send, next_year):
    send("city", "schools")
    assert opened(next_year).overdue == (SHARED,)
    assert office.plan.measures[UNSAID].stage_in(YEAR + 1) is Stage.RUNNING


def test_that_what_was_put_right_and_closed_is_not_overdue(office, send, next_year):
    send("city", "schools")
    assert opened(next_year).overdue == (SHARED,)
    for body in ("cgw", "jyj"):
        late = ShortcomingProposal(
            department=body, item=SHARED, cause=ShortcomingCause.BEHIND, problem="滞后。"
        )
        office.take(assign(office.now, "王芳", [late], "2026-03-01"))
    (first, second) = rectification_ledger(office.now).lines
    office.take(accept_and_close(office.now, "王芳", [first.id], "现场核实"))
    assert told(next_year) == {}  # the other has not
    office.take(accept_and_close(office.now, "王芳", [second.id], "现场核实"))
    assert SHARED in told(next_year)
    assert followed(next_year).overdue == ()
    assert told(next_year) == {}


def test_that_an_acceptance_that_is_taken_back_is_told_and_asked_again(send, decide, next_year):
    send("city")
    decide.adopt("cgw", DONE)
    assert DONE in opened(next_year).archived
    assert told(next_year) == {}
    decide.adjust("cgw", DONE, {"state": "ongoing", "progress": "60"}, "现场核实只完成六成")
    was, now = told(next_year)[DONE]
    assert was.startswith("已完成归档（2025年度城管委第1次报送")
    assert now == "照常填报"
    assert DONE not in followed(next_year).archived
    assert told(next_year) == {}
    decide.adopt("cgw", DONE)  # and back
    assert DONE in followed(next_year).archived


def test_that_a_term_that_was_met_after_all_is_told_and_not_overdue(
    shared_is_done, decide, next_year
):
    assert opened(next_year).overdue == (SHARED,)
    for body in ("cgw", "jyj"):
        decide.adopt(body, SHARED)
    assert told(next_year) == {SHARED: ("逾期，应在 2025 年底前完成", "已过期限，到 2025 年底为止")}
    assert followed(next_year).overdue == ()
    decide.withdraw("jyj", SHARED)
    assert followed(next_year).overdue == (SHARED,)


def test_that_what_the_office_decided_holds_until_last_year_says_otherwise(
    shared_is_done, decide, next_year
):
    opened(next_year)
    editor, found = next_year()
    let_go = editor.ask_no_more(SHARED).archive(UNSAID)
    assert let_go.since_filed(found) == ()
    assert let_go.file_away(found).package == let_go.package
    for body in ("cgw", "jyj"):
        decide.adopt(body, SHARED)
    assert told(next_year) == {}  # done: it isn't asked either way
    followed(next_year)
    decide.withdraw("cgw", SHARED)
    assert told(next_year).keys() == {SHARED}
    package = followed(next_year)
    assert package.overdue == (SHARED,)
    assert package.archived[UNSAID].reports == ()  # the office's own word


def test_that_what_was_overdue_and_done_in_the_year_is_asked_no_more(
    db, library, shared_is_done, decide, next_year
):
    """Its package carries over what was overdue; the year's own reports go before."""
    last = replace(OPENED, overdue=(SHARED,), by_years=True, separate_support=True)
    keep_package(db, last)
    for body in ("cgw", "jyj"):
        decide.adopt(body, SHARED)
    editor, found = next_year()
    assert editor.open_after_last().file_away(found).package.overdue == ()


def test_that_what_last_years_package_archived_is_followed_too(db, next_year):
    """Nobody is asked about it there, so that only the package tells of it."""
    deed = Archived(year=YEAR - 1, reports=(), by="王芳", at="2025-11-30T09:00:00+08:00")
    first = replace(OPENED, by_years=True)
    keep_package(db, with_archived(first, DONE, deed))
    editor, found = next_year()
    assert editor.open_after_last().file_away(found).package.archived == {DONE: deed}
    assert told(next_year) == {}
    again = corrected(first, at="2026-02-01T09:00:00+08:00", reason="重问")
    keep_package(db, again)
    was, now = told(next_year)[DONE]
    assert (was, now) == ("已完成归档（2024年度，由领导小组办公室认定）", "照常填报")
    assert followed(next_year).archived == {}
    back = corrected(again, at="2026-02-02T09:00:00+08:00", reason="照旧")
    keep_package(db, with_archived(back, DONE, deed))
    assert followed(next_year).archived == {DONE: deed}


def test_that_nothing_is_filed_about_words_that_are_others_now(db, send, decide, office):
    send("city")
    decide.adopt("cgw", DONE)
    keep_package(db, replace(OPENED, by_years=True))
    plan = dated_plan()
    said = replace(plan.measures[DONE], text="推进垃圾分类，覆盖率达到 100%")
    newer = replace(plan, edition="2026", measures={**plan.measures, DONE: said})
    editor = PackageEditor.read(PlanLibrary(db, newer), YEAR + 1).open_after_last(plan)
    assert editor.file_away(finished_measures(office.now)).package.archived == {}


def test_that_the_office_is_told_in_words(send, decide, next_year):
    send("city")
    opened(next_year)
    decide.adopt("cgw", DONE)
    editor, found = next_year()
    since = editor.since_filed(found)
    (making,) = about_last_year(since, made=True)
    assert making.startswith(
        "照去年现在的复核结果，有 1 项的归档和逾期与这里不同：“推进垃圾分类”应由"
    )
    (out,) = about_last_year(since, made=False)
    assert "请编制更正版，在“职责分工”里点" in out
    assert list(about_last_year((), made=True)) == []

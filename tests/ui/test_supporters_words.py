"""A supporter's workbook that came by mail: read beside the lead's own fields, never filled in."""

from contextlib import closing
from dataclasses import replace
from html import escape

import pytest

from forms import FORMS
from model.domain.origin import OriginStanding
from model.jobs import JobContext
from model.samples.answers import COVER
from model.store.answers import fetch_answers, save_answers
from model.store.closed_years import close_year
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import write_submission
from ui.incoming.files import TAKE
from ui.session import Session

YEAR = 2025
WROTE = "配合开展联合检查 4 次，<b>移交</b>线索 2 条。"


@pytest.fixture
def item(today, department):
    """A measure that the department leads, and somebody else supports."""
    return next(
        one
        for one in today.measures_of(department.id)
        if one.lead == (department.id,) and len(one.departments) > 1
    )


@pytest.fixture
def supporter(today, item):
    return today.departments[item.departments[-1]]


@pytest.fixture
def elsewhere(tmp_path, supporter):
    """The data file of the supporter's PC."""
    folder = tmp_path / "另一台"
    folder.mkdir()
    with closing(open_store(folder / "data.db")) as db:
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=supporter.id))
        yield db


@pytest.fixture
def send(elsewhere, plan, today, rulebook, supporter, tmp_path):
    """Exports what the supporter says, and returns the path of its workbook."""

    def send(answers, exported_at="2025-12-01T09:00:00+08:00"):
        save_answers(elsewhere, YEAR, supporter.id, {**answers, "cover": COVER})
        session = Session(plan, rulebook, elsewhere)
        path = tmp_path / f"工作簿 {exported_at[:10]}.xlsx"
        submission = replace(session.desk.next_submission(), exported_at=exported_at)
        write_submission(
            path,
            YearReport(
                questionnaire=Questionnaire(plan=today, forms=FORMS),
                submission=submission,
                assessor=session.desk.assessor,
            ),
            JobContext(),
        )
        return path

    return send


@pytest.fixture
def window(open_window, clerk):
    return open_window()


@pytest.fixture
def drop(window, qtbot):
    def drop(path):
        with qtbot.waitSignal(window.incoming.jobs.ended, timeout=10_000):
            window.incoming.take_in(path)
        return window.incoming.sheet

    return drop


def part(window, item):
    window.show_item(item.id)
    return window.shown.panel.supporters


def test_that_what_a_supporter_wrote_is_shown_first_then_kept_and_is_no_answer(
    window, drop, send, item, supporter, store, department
):
    total = window.session.assessment
    sheet = drop(send({item.id: {"contribution": WROTE}}))
    assert supporter.name in sheet.words
    assert escape(WROTE) in sheet.words
    assert "没有签名" in sheet.words
    assert window.session.desk.supporters.reports == {}
    sheet.press(TAKE)
    shown = part(window, item)
    assert shown.isVisible()
    assert supporter.name in shown.words
    assert WROTE in shown.words
    assert "2025年12月1日导出" in shown.words
    kept = window.session.desk.supporters.reports[supporter.id]
    assert kept.standing is OriginStanding.UNSIGNED
    assert fetch_answers(store, YEAR, department.id) == {}
    assert window.session.assessment == total
    assert [*window.shown.panel.form.rows] != ["contribution"]
    other = next(one for one in window.session.desk.measures if one.id not in kept.said)
    assert not part(window, other).isVisible()


def test_that_declining_keeps_nothing(window, drop, send, item):
    drop(send({item.id: {"contribution": WROTE}})).press("")
    assert window.session.desk.supporters.reports == {}
    assert not part(window, item).isVisible()


def test_that_the_newer_workbook_replaces_the_older_and_never_the_other_way(
    window, drop, send, item
):
    old = send({item.id: {"contribution": "第一稿"}})
    new = send({item.id: {"contribution": "第二稿"}}, "2025-12-05T09:00:00+08:00")
    drop(old).press(TAKE)
    sheet = drop(new)
    assert "替换2025年12月1日导出的那份" in sheet.words
    sheet.press(TAKE)
    assert "第二稿" in part(window, item).words
    assert "第一稿" not in part(window, item).words
    sheet = drop(old)
    assert "没有替换" in sheet.words
    sheet.press("")
    assert "已经收过" in drop(new).words


def test_that_it_is_removed_by_a_link_and_found_again_by_opening_the_file(window, drop, send, item):
    path = send({item.id: {"contribution": WROTE}})
    drop(path).press(TAKE)
    shown = part(window, item)
    shown.links[0].click()
    assert not shown.isVisible()
    assert window.session.desk.supporters.reports == {}
    drop(path).press(TAKE)
    assert shown.isVisible()


def test_that_a_workbook_without_a_word_for_this_department_is_told_as_anothers(
    window, drop, send, supporter, today, department
):
    own = next(one for one in today.measures_of(supporter.id) if department.id not in one.lead)
    sheet = drop(send({own.id: {"state": "done", "done": "自己的事，共三件。"}}))
    assert f"是{supporter.name}{YEAR}年度的工作簿" in sheet.words
    assert not sheet.isHidden()


def test_that_a_closed_year_shows_it_and_takes_nothing(
    open_window, clerk, store, send, item, qtbot, plan
):
    path = send({item.id: {"contribution": WROTE}})
    close_year(store, YEAR, plan, None)
    window = open_window()
    with qtbot.waitSignal(window.incoming.jobs.ended, timeout=10_000):
        window.incoming.take_in(path)
    assert "已经封存" in window.incoming.sheet.words
    window.incoming.sheet.press("")
    assert window.session.desk.supporters.reports == {}

"""A year that the office has closed can be looked at, and nothing about it changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from model.domain.answers import Evidence
from model.samples.answers import sample_answers
from model.store.accepted_findings import AcceptedFindings
from model.store.answers import fetch_answers, save_answers
from model.store.closed_years import close_year
from model.store.number_drafts import NumberDrafts
from tests.ui.hands import CTRL, Hands
from ui.pages.clerk.check_card import MAY

YEAR = 2025


@pytest.fixture
def window(open_window, store, plan, department, clerk, qtbot):
    save_answers(store, YEAR, department.id, sample_answers(plan, department.id, YEAR))
    close_year(store, YEAR, plan, None)
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("page", ["overview", "measures", "indicators", "export"])
def test_that_every_page_says_so_in_one_line_and_offers_nothing_to_fill_in(window, page):
    window.show_page(page)
    header = window.page_named(page).header
    assert header.state.startswith("2025 年度已经封存，只能查看")
    assert page == "overview" or header.primary.isHidden()


def test_that_no_key_changes_anything_and_nothing_is_called_unsaved(
    window, store, department, plan
):
    before = fetch_answers(store, YEAR, department.id)
    hands = Hands(window)
    for page in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6):
        hands.press(page)
        QGuiApplication.clipboard().setText("完成\t甲\n完成\t乙")
        hands.press(Qt.Key.Key_V, CTRL)
        for state in (Qt.Key.Key_1, Qt.Key.Key_5):
            hands.press(state, CTRL)
        hands.press(Qt.Key.Key_Z, CTRL)
        for _ in range(12):
            hands.press(Qt.Key.Key_Tab)
            hands.type("改")
    window._flush()
    assert fetch_answers(store, YEAR, department.id) == before
    assert window.session.everything_written
    assert "重试" not in window.rail.saved_words
    assert "没有保存" not in window.rail.saved_words


def test_that_evidence_stays_as_it_is_even_where_a_page_was_open_before(window, department):
    item = window.session.desk.measures[0].id
    window.session.add_evidence(Evidence(id="e1", item=item, title="迟来的"))
    assert window.session.desk.evidence(item) == ()
    assert "已经封存" in window.rail.saved_words
    assert "重试" not in window.rail.saved_words


def test_that_reminders_are_neither_accepted_nor_taken_back(window, store, department):
    window.show_page("export")
    page = window.page_named("export")
    page.check.pills.choose(MAY)
    first = page.list.shown[0]
    page.list.choose(first.key)
    Hands(window).press(Qt.Key.Key_Space)
    assert not first.act
    page.list.acted.emit(first.key)  # where the page was open when the year was closed
    assert first.key not in AcceptedFindings(store, department.id, YEAR)
    assert "按空格" not in page.check._verdict.text()
    assert "已经封存" in window.rail.saved_words


def test_that_what_cannot_be_taken_as_a_number_is_not_kept_either(window, store, department):
    item = window.session.desk.indicators[0].id
    window.session.save_draft(item, "value", "约60")
    assert NumberDrafts(store, department.id, YEAR).of(item) == {}
    assert "已经封存" in window.rail.saved_words

"""What happens out of sight of the focus is said aloud."""

import pytest
from PySide6.QtGui import QAccessible

from ui.kit import announcement


@pytest.fixture
def said(monkeypatch):
    """Everything said since, each with whether it was urgent."""
    words = []
    urgent = QAccessible.AnnouncementPoliteness.Assertive
    monkeypatch.setattr(
        announcement,
        "_send",
        lambda event: words.append((event.message(), event.politeness() is urgent)),
    )
    return words


@pytest.fixture
def window(clerk, open_window):
    return open_window()


def test_that_the_page_that_came_is_said_and_stands_in_the_title(window, said):
    window.show_page("indicators")
    assert said[-1][0].startswith("指标填报，")
    assert window.windowTitle().startswith("区城市管理委 2025 年度 — 指标填报 — ")


def test_that_a_number_that_is_not_taken_is_said_at_once_and_stays_with_its_field(window, said):
    window.show_page("indicators")
    editor = window.shown.panel.form.editor("value")
    editor.box.setText("12?")
    editor._on_edited()
    question = editor._question.text()
    assert (question, True) in said
    assert question in editor.box.accessibleDescription()


def test_that_undo_says_what_it_took_back(window, said):
    window.show_page("measures")
    item = window.shown.panel.item.id
    window.session.save(item, {"state": "done"})
    window.turning.undo()
    assert any(words.startswith("已撤销：") and urgent for words, urgent in said)


def test_that_ctrl_shift_m_says_when_nothing_is_left(window, said):
    window.show_page("measures")
    window.shown.show_next_trouble()
    assert ("没有要改正的项了", False) in said


def test_that_a_failed_save_is_said_at_once(window, said):
    from model.errors import AppError

    window.rail.show_save_failed(AppError("磁盘已满。", hint="请清理。"), "")
    assert said[-1] == ("磁盘已满。请清理。", True)


def test_that_a_search_says_how_many_are_left(qtbot, window, said):
    window.show_page("measures")
    window.activateWindow()
    search = window.shown.filters.search
    search.setFocus()
    search.setText("垃圾")
    qtbot.waitUntil(lambda: any(words.startswith("找到") for words, _ in said))

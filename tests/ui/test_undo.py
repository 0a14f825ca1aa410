"""Undoing across pages and restarts, and an item's own history."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from model.domain.answers import Evidence
from model.store.answers import fetch_answer
from model.store.settings import Profile, Role
from ui.status_marks import Mark

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    return window


@pytest.fixture
def first(window):
    return window.shown.panel.item.id


def field(window, key, kind):
    return window.shown.panel.form.editor(key).findChild(kind, key)


def test_that_ctrl_z_takes_back_a_state_and_ctrl_y_brings_it_again(
    window, first, qtbot, store, department
):
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {}
    assert window.shown.panel.form.answer.get("state", "") == ""
    assert window.shown.rows[0].mark is Mark.OPEN
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {"state": "done"}
    assert window.shown.panel.form.editor("state").text == "done"


@pytest.mark.parametrize("key", ["done", "progress"])
def test_that_a_state_set_while_one_types_is_taken_back_before_what_was_typed(
    window, first, qtbot, key
):
    def press(letter):  # wherever the cursor is by now
        qtbot.keyClick(QApplication.focusWidget(), letter, CTRL)

    press(Qt.Key.Key_2)
    window.shown.panel.form.editor(key).box.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "12")
    press(Qt.Key.Key_3)
    assert window.session.answer(first) == {"state": "behind", key: "12"}
    press(Qt.Key.Key_Z)
    assert window.session.answer(first) == {"state": "ongoing", key: "12"}
    press(Qt.Key.Key_Z)
    assert window.session.answer(first) == {"state": "ongoing"}
    press(Qt.Key.Key_Y)
    assert window.session.answer(first) == {"state": "ongoing", key: "12"}


def test_that_the_words_say_what_would_be_undone(window, first, qtbot):
    assert not window.rail.undo_bar.undo.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert "进展状态：未填 → 推进中" in window.rail.undo_bar.words
    assert window.rail.undo_bar.undo.isEnabled()
    window.rail.undo_bar.undo.click()
    assert window.rail.undo_bar.words.startswith("可恢复")


def test_that_undoing_leads_back_to_the_item(window, first, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    window.show_page("score")
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.page == "measures"
    assert window.shown.panel.item.id == first
    window.session.save("cover", {"filled_by": "王"})
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.page == "export"


def test_that_undoing_works_after_a_restart(window, first, qtbot, open_window, store, department):
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    window.close()
    again = open_window()
    assert "完成" in again.rail.undo_bar.words
    qtbot.keyClick(again, Qt.Key.Key_Z, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {}
    assert again.shown.panel.item.id == first


def test_that_an_editor_undoes_its_own_words_first(
    window, first, qtbot, compose, store, department
):
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    words = field(window, "done", QTextEdit)
    compose(words, "完成改造")
    window.shown.flush()
    qtbot.keyClick(words, Qt.Key.Key_Z, CTRL)
    window.shown.flush()
    assert fetch_answer(store, YEAR, department.id, first) == {"state": "done"}
    qtbot.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {}
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {"state": "done"}
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {"state": "done", "done": "完成改造"}


def test_that_a_number_field_gives_way_too(window, first, qtbot, store, department):
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    progress = field(window, "progress", QLineEdit)
    progress.setFocus()
    qtbot.keyClicks(progress, "60")
    window.shown.flush()
    window.shown.panel._show_again()
    qtbot.keyClick(progress, Qt.Key.Key_Z, CTRL)
    assert fetch_answer(store, YEAR, department.id, first) == {"state": "ongoing"}
    assert progress.text() == ""


def test_that_words_typed_a_moment_ago_are_saved_before_anything_is_undone(
    window, first, compose, store, department
):
    window.shown.panel.form.choose("state", "done")
    compose(field(window, "done", QTextEdit), "刚打的字")
    window.turning.undo()
    assert fetch_answer(store, YEAR, department.id, first) == {"state": "done"}
    window.turning.redo()
    assert fetch_answer(store, YEAR, department.id, first)["done"] == "刚打的字"


def test_that_an_items_history_says_when_from_and_to(window, first, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL)
    lines = window.shown.panel.history.lines
    assert lines == ["进展状态：完成 → 推进中", "进展状态：未填 → 完成"]
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.shown.panel.history.lines[0] == "进展状态：推进中 → 完成"


def test_that_removed_evidence_comes_back(window, first):
    part = window.shown.panel._evidence
    said = Evidence(id="e", item="", title="总结", reference="示例发〔2025〕1号")
    part.list.reference_given.emit(said)
    (piece,) = window.session.desk.evidence(first)
    part._on_removal(piece)
    window.turning.undo()
    assert window.session.desk.evidence(first) == (piece,)
    assert "添加佐证材料" in window.rail.undo_bar.words


def test_that_the_office_has_nothing_to_undo_here(window, qtbot):
    window.session.set_profile(Profile(role=Role.OFFICE, year=YEAR))
    assert window.rail.undo_bar.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)

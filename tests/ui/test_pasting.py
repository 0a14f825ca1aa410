"""Rows from Excel or WPS, looked at and filled in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from model.store.answers import fetch_answers

YEAR = 2025
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window, clerk):
    window = open_window()
    window.show_page("measures")
    return window


@pytest.fixture
def paste(window, qtbot):
    def paste_(text):
        QGuiApplication.clipboard().setText(text)
        window._entry.list.setFocus()
        qtbot.keyClick(window._entry.list, Qt.Key.Key_V, CTRL)
        return window._entry.paste

    return paste_


def test_that_rows_are_shown_first_filled_in_together_and_undone_together(
    window, paste, qtbot, store, department
):
    one, two = (row for row in window._entry._model.rows[3:5])
    panel = paste(f"事项\t状态\t进度\n{one.text}\t进行中\t约６0%\n{two.text}\t已完成\t")
    assert panel.isVisible()
    assert window._entry.panel.isHidden()
    assert fetch_answers(store, YEAR, department.id) == {}
    assert panel.fill.text() == "填入 2 格，另有 1 格待定"
    qtbot.keyClick(panel.fill, Qt.Key.Key_Space)
    assert fetch_answers(store, YEAR, department.id) == {
        one.item: {"state": "ongoing"},
        two.item: {"state": "done"},
    }
    assert window.session.drafts.of(one.item) == {"progress": "约６0%"}
    assert not window._entry.panel.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_an_unknown_word_is_asked_once_for_all_rows(window, paste, store, department):
    panel = paste("基本完成\n完成\n基本完成\n推进中")
    assert panel.fill.text().startswith("填入 2 格") or not panel.pasting.unknown
    panel._set_role(0, "state")
    box = next(b for b in panel.findChildren(QComboBox) if b.accessibleName() == "“基本完成”算作")
    box.setCurrentIndex(box.findData("ongoing"))
    assert panel.fill.text() == "填入 4 格"
    panel.fill.click()
    assert len(fetch_answers(store, YEAR, department.id)) == 4


def test_that_answers_are_replaced_only_when_asked(window, paste, store, department):
    first = window._entry._model.rows[0].item
    window.session.save(first, {"state": "behind"})
    panel = paste("完成")
    assert not panel.fill.isEnabled()
    panel._replace.setChecked(True)
    assert panel.fill.text() == "填入 1 格"
    panel.fill.click()
    assert fetch_answers(store, YEAR, department.id)[first] == {"state": "done"}
    assert window._entry.panel.form.answer["state"] == "done"


def test_that_escape_and_going_on_change_nothing(window, paste, qtbot, store, department):
    panel = paste("完成")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    paste("完成")
    qtbot.keyClick(window, Qt.Key.Key_Down, CTRL)
    assert panel.isHidden()
    assert fetch_answers(store, YEAR, department.id) == {}


def test_that_nothing_on_the_clipboard_opens_nothing(window, paste):
    assert paste("  \n").isHidden()


def test_that_one_number_pasted_on_an_indicator_is_its_value(window, qtbot, store, department):
    window.show_item("drop_sites_upgraded")
    QGuiApplication.clipboard().setText("312 处")
    window._entry.list.setFocus()
    qtbot.keyClick(window._entry.list, Qt.Key.Key_V, CTRL)
    assert window._entry.paste.fill.text() == "填入 1 格"
    window._entry.paste.fill.click()
    assert fetch_answers(store, YEAR, department.id) == {"drop_sites_upgraded": {"value": "312"}}

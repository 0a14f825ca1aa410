"""Boxes that ask: their words stand in lines of a usual length, however short the question is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from ui import alerts

LONG = "删去以后，这一项的佐证材料还留在数据文件夹里三百天，这段时间里可以恢复。其他单位不受影响。"


@pytest.mark.parametrize("question", ["删去吗？", LONG])
@pytest.mark.parametrize("consequence", ["内容一样。", LONG])
def test_that_words_of_a_box_stand_in_lines_of_a_usual_length(
    qtbot, monkeypatch, question, consequence
):
    lines = {}

    def measure(box: QMessageBox) -> int:
        box.show()
        for label in box.findChildren(QLabel):
            if label.isVisible() and label.text() in (question, consequence):
                lines[label.text()] = label.height() / label.fontMetrics().lineSpacing()
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", measure)
    assert not alerts.ask(question, consequence, "删去")
    assert set(lines) == {question, consequence}
    for words, count in lines.items():
        assert count < (3 if words == LONG else 2), words


def test_that_a_box_without_a_window_behind_it_is_dressed_too(monkeypatch):
    styles = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: styles.append(style_of(box)) or 0)
    alerts.ask("删去吗？", "", "删去")
    alerts.tell("好了。")
    assert styles == ["QStyleSheetStyle"] * 2


def style_of(widget):
    return widget.style().metaObject().className()


def test_that_a_name_is_asked_for_by_keys_alone_and_none_is_no_answer(qtbot, monkeypatch):
    typed = ["王芳"]

    def press_enter(box: QMessageBox) -> int:
        box.show()
        qtbot.waitUntil(box.isActiveWindow)
        if typed:
            box.focusWidget().setText(typed.pop())
        for _ in range(2):
            qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Return)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_enter)
    assert alerts.ask_who() == "王芳"
    assert alerts.ask_who() == ""


def test_that_enter_goes_from_name_to_reason_to_the_button_and_leaves_nothing(qtbot, monkeypatch):
    met = []

    def press_enter(box: QMessageBox) -> int:
        box.show()
        qtbot.waitUntil(box.isActiveWindow)
        for words in ("王芳", "已核实", ""):
            field = box.focusWidget()
            met.append(field.objectName() or field.text())
            if words:
                field.setText(words)
            qtbot.keyClick(field, Qt.Key.Key_Return)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_enter)
    assert alerts.ask_why("核准吗？", "核准后不计分。", "核准") == alerts.Why(
        by="王芳", reason="已核实"
    )
    assert met == ["why_name", "why_reason", "核准"]


def test_that_enter_stays_where_something_is_missing(qtbot, monkeypatch):
    def press_enter(box: QMessageBox) -> int:
        box.show()
        qtbot.waitUntil(box.isActiveWindow)
        for _ in range(3):
            qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Return)
        assert box.isVisible()
        assert box.focusWidget().objectName() == "why_name"
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_enter)
    assert alerts.ask_why("核准吗？", "核准后不计分。", "核准") is None

"""Boxes that ask: their words stand in lines of a usual length, however short the question is."""

import pytest
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

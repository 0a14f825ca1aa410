"""What a field says of what was typed or pasted into it, and how it tells that it is too much."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip

from model.domain.forms import Text
from ui.kit.editors import editor_for
from ui.kit.line_field import LineField
from ui.kit.prose import Prose


@pytest.fixture
def shown(qtbot):
    def shown_(field):
        qtbot.addWidget(field)
        field.show()
        field.setFocus()
        return field

    return shown_


def test_that_what_nobody_sees_is_no_part_of_what_a_field_says(shown):
    line, prose = shown(LineField()), shown(Prose(2))
    QGuiApplication.clipboard().setText("王　芳\ufffe\u200b\ue863\U000323b0")
    line.paste()
    prose.paste()
    assert line.text() == "王 芳\ue863\U000323b0"
    assert prose.toPlainText() == "王　芳\u200b\ue863\U000323b0"


def test_that_more_than_a_text_may_hold_is_marked_and_counted_and_not_cut(shown, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, words, *__: told.append(words))
    prose = shown(Prose(2))
    prose.limit(5)
    prose.insertPlainText("一二三四五六七")
    assert (prose.property("wrong"), prose.toPlainText()) == (True, "一二三四五六七")
    assert not prose.hasFocus() or "多出 2 字" in told[-1]
    prose.setPlainText("一二三四五")
    assert prose.property("wrong") is False


def test_that_a_line_tells_what_it_did_not_take_in(shown, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, words, *__: told.append(words))
    line = shown(LineField())
    line.setMaxLength(3)
    line.insert("一二三四")
    assert line.text() == "一二三"
    assert ["多出的没有收进来" in words for words in told] == [True]


@pytest.mark.parametrize("lines", [1, 3])
@pytest.mark.parametrize("kept", ["王　芳", "王\xa0芳", "一\u200b二"])
def test_that_words_kept_with_other_blanks_are_not_changed_by_showing_them(qtbot, lines, kept):
    editor = editor_for(Text(key="a", label="甲", lines=lines))
    qtbot.addWidget(editor)
    editor.show_text(kept)
    assert editor.text == kept
    editor.show_text("另写的")
    assert editor.text == "另写的"

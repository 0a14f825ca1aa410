"""Words of people are shown as they are; only our own markup is markup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from model.errors import AppError
from ui.alerts import show_error
from ui.kit.label import Label, Markup, WrappedLabel, plain_tip, words_label

HOSTILE = ["1 <img src=/dev/zero> ", "<b>粗</b>", "<a href='file:///etc/passwd'>看</a>", "a < b"]


@pytest.mark.parametrize("words", HOSTILE)
def test_that_a_label_shows_words_letter_by_letter(qtbot, words):
    for label in (Label(words), WrappedLabel(words), words_label("", words)):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == words


def test_that_a_label_shows_our_markup_and_then_words_again(qtbot):
    label = Label()
    qtbot.addWidget(label)
    label.setText(Markup("<b>目标</b>"))
    assert label.textFormat() is Qt.TextFormat.RichText
    label.setText("<b>目标</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    "html", ["<img src=x>", "<IMG src=x>", "< img>", "<style>a</style>", "<link href=x>"]
)
def test_that_markup_names_no_file(html):
    with pytest.raises(ValueError, match="markup"):
        Markup(html)


@pytest.mark.parametrize("words", HOSTILE)
def test_that_a_tool_tip_shows_words_letter_by_letter(words):
    assert "<img" not in plain_tip(words)
    assert plain_tip("普通的话") == "普通的话"


def test_that_a_message_box_shows_words_letter_by_letter(no_message_box, monkeypatch):
    formats = []

    def look(box: QMessageBox) -> int:
        formats.extend(label.textFormat() for label in box.findChildren(QLabel) if label.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    show_error(AppError("<b>坏</b>", hint="<img src=/dev/zero>"))
    assert formats == [Qt.TextFormat.PlainText] * 2

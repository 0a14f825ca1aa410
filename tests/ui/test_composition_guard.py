"""A word that is being composed keeps the keyboard to itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QVBoxLayout, QWidget

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Page(QWidget):
    """A field, and shortcuts that count how often they were used."""

    def __init__(self, kind: type[QWidget]) -> None:
        super().__init__()
        self.used: list[str] = []
        self.field = kind()
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.other)
        for keys in ("Ctrl+M", "Ctrl+Up", "Alt+Down", "F1"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setProperty("keys", keys)
            shortcut.activated.connect(self.note)

    def note(self) -> None:
        self.used.append(self.sender().property("keys"))


@pytest.fixture(params=[QLineEdit, QTextEdit])
def page(request, qtbot):
    page = Page(request.param)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.field.setFocus()
    qtbot.waitUntil(page.field.hasFocus)
    return page


def compose(field: QWidget, letters: str, word: str = "") -> None:
    event = QInputMethodEvent(letters, [])
    event.setCommitString(word)
    QApplication.sendEvent(field, event)


def press_all(field: QWidget) -> None:
    for key, modifier in (
        (Qt.Key.Key_M, CTRL), (Qt.Key.Key_Up, CTRL), (Qt.Key.Key_Down, ALT), (Qt.Key.Key_F1, NONE),
    ):  # fmt: skip
        QTest.keyClick(field, key, modifier)


def test_that_no_command_is_carried_out_in_the_middle_of_a_word(page):
    compose(page.field, "cheng")
    press_all(page.field)
    assert page.used == []


def test_that_commands_are_back_once_the_word_is_there(page):
    compose(page.field, "cheng")
    compose(page.field, "", "城")
    press_all(page.field)
    assert page.used == ["Ctrl+M", "Ctrl+Up", "Alt+Down", "F1"]


def test_that_commands_are_back_once_another_field_has_the_focus(page, qtbot):
    compose(page.field, "cheng")
    page.other.setFocus()
    qtbot.waitUntil(page.other.hasFocus)
    press_all(page.other)
    assert len(page.used) == 4


def test_that_plain_letters_are_never_held_back(page):
    compose(page.field, "cheng")
    QTest.keyClicks(page.field, "ab")
    text = page.field.text() if isinstance(page.field, QLineEdit) else page.field.toPlainText()
    assert "ab" in text

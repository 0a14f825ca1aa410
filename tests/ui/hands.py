"""A person who has a keyboard and no mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FARTHEST = 120  # stops of the tab key


class Hands:
    """Whatever is pressed goes to where the focus is, and nowhere else."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    @property
    def at(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, modifier=NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.at, key, modifier)
            QApplication.processEvents()

    def type(self, words: str, letters: str = "pinyin") -> None:
        """Through an input method: letters are composed, then become *words*."""
        for end in range(1, len(letters) + 1):
            QApplication.sendEvent(self.at, QInputMethodEvent(letters[:end], []))
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QApplication.sendEvent(self.at, committed)
        QApplication.processEvents()

    def paste(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.press(Qt.Key.Key_V, CTRL)

    def tab_to(self, name: str, modifier=NONE) -> QWidget:
        """Go on with the tab key until what has the focus is called *name*."""
        passed = []
        for _ in range(FARTHEST):
            if name_of(self.at) == name:
                return self.at
            passed.append(name_of(self.at))
            self.press(Qt.Key.Key_Backtab if modifier == SHIFT else Qt.Key.Key_Tab, modifier)
        raise AssertionError(f"no “{name}” among {passed}")


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    said = widget.accessibleName()
    text = getattr(widget, "text", None)
    return (said or (text() if text else "")).replace("&", "").strip()

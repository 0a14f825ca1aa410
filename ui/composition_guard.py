"""While letters are composed into Chinese, what is pressed with Ctrl or Alt is no command.

Input methods hand on what they don't know: Ctrl+Z in the middle of a word would undo the last thing
that was saved, while the word is still open.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class CompositionGuard(QObject):
    """Watches what has the focus, and nothing else: a look at every event costs too much."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._going_on = False
        app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        self._going_on = False
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._going_on = bool(event.preeditString())
        elif self._going_on and event.type() in KEYS and isinstance(event, QKeyEvent):
            return _held_back(event)
        return False


def _held_back(event: QKeyEvent) -> bool:
    """Whether it would be a command; it goes no further then."""
    commands = bool(event.modifiers() & COMMANDING)
    function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    if commands or function:
        event.accept()
        return True
    return False

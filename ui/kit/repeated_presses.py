"""A second press that comes by itself presses no button: the second one of a double click, and what
a key held down repeats.

A button that decides shows the next thing to decide about, in the same place under the hand.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

PRESSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
QTS_OWN = "qt_"  # names of buttons that Qt makes itself: the months of a calendar
STEPS = "steps"  # property: pressed many times to get somewhere, and decides nothing


class RepeatGuard(QObject):
    """Watches the window in front and what has the focus: a look at every event costs too much."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._window: QWindow | None = None
        app.focusWindowChanged.connect(self._follow_window)
        app.focusChanged.connect(self._follow)

    def _follow_window(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QAbstractButton):
            old.removeEventFilter(self)
        if isinstance(new, QAbstractButton):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            return _decides(QApplication.widgetAt(event.globalPosition().toPoint()))
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.isAutoRepeat() and event.key() in PRESSING and _decides(watched)
        return False


def allow_many(button: QAbstractButton) -> None:
    """*button* may be pressed quickly, many times."""
    button.setProperty(STEPS, "many")


def _decides(pressed: QObject | None) -> bool:
    if not isinstance(pressed, QAbstractButton) or pressed.objectName().startswith(QTS_OWN):
        return False
    return not pressed.property(STEPS)

"""What lies over a page keeps the keys that would act on what can't be seen."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

HELP = Qt.Key.Key_F1  # with Shift, the sheet of keys: about what is seen, whatever that is
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})  # with Ctrl, the green button


def keeps_key(event: QEvent, through: Collection[int] = ()) -> bool:
    """Whether *event* would have been a shortcut of window or page, and is a plain key now.

    For `event()` of what covers a page and has the focus in it.

    Args:
        through: keys whose shortcuts know of what covers the page.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() == HELP or event.key() in through:
        return False
    event.accept()
    return True

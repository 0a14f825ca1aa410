"""Editors of text: nothing dropped becomes words in them, and they undo by themselves, as long as
they can; then the page's undoing takes over. What nobody sees and no file can hold is no part of
what they say.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from model.domain.typed_words import as_line
from ui.connection import call_later
from ui.kit.announcement import say
from ui.kit.label import plain_tip


def yields(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether *event* claims Ctrl+Z for an editor with nothing to *undo*, or Ctrl+Y likewise."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    wants_undo = event.matches(QKeySequence.StandardKey.Undo)
    wants_redo = event.matches(QKeySequence.StandardKey.Redo)
    return (wants_undo and not undo) or (wants_redo and not redo)


def tell_at(field: QWidget, words: str) -> None:
    """Says *words* about what is typed in *field*, below it and to who listens."""
    QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), plain_tip(words), field)
    say(field, words, urgent=True)


class LineField(QLineEdit):
    """The one line to type into, everywhere."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAcceptDrops(False)  # files belong to the window
        self.entered = False  # Enter was pressed in it, and is on its way to the window
        self.keeps_enter = False  # it never comes to the default button of a dialog
        self.inputRejected.connect(self._tell_full)

    def text(self) -> str:
        """What stands there, blanks of all widths as plain ones."""
        return as_line(super().text())

    def forget_undo(self) -> None:
        """What was typed so far is taken back by the page alone."""
        if self.isUndoAvailable() or self.isRedoAvailable():
            place = self.cursorPosition()
            with QSignalBlocker(self):
                self.setText(super().text())
            self.setCursorPosition(place)

    def _tell_full(self) -> None:
        if self.maxLength() <= len(self.text()):
            tell_at(self, f"这里最多 {self.maxLength()} 字，多出的没有收进来。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered = True
            call_later(0, self, self.stay)
        super().keyPressEvent(event)
        if self.entered and self.keeps_enter:
            event.accept()

    def stay(self) -> None:
        """Enter was made use of here, and the next one is typed: the focus doesn't go on."""
        self.entered = False

    # Only what has the focus is asked about keys, and a look at every event costs too much.

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.installEventFilter(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.removeEventFilter(self)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if yields(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return True
        return False

"""The plan's text: what was read in it is coloured, and keys act where the cursor is."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.kit.metrics import BLOCK, READING
from ui.theme import colour, px

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
HIGH, LOW = 0.15, 0.6  # shares of the height: where words are brought, and below which they are
WIDE = 0xFFFF  # letters beyond take two places in Qt


class Shade(Enum):
    """Why words are coloured: the token of their ground, and that of a line below them or ""."""

    MEASURE = ("quote", "")
    NOTE = ("ongoing_tint", "ongoing")
    TARGET = ("done_tint", "done")
    DOUBT = ("look_tint", "look")
    CHOSEN = ("selection", "accent")


@dataclass(frozen=True)
class ShadedWords:
    """Start and end in the text."""

    start: int
    end: int
    shade: Shade


class PlanTextView(QTextEdit):
    """Clicking or moving the cursor tells where it is. Enter cuts there, or makes a measure of the
    words chosen; Backspace joins with what is above, Delete drops, T makes a target of the words.
    """

    placed = Signal(int)  # position in the text, by mouse or keys
    cut_requested = Signal(int)
    joined_requested = Signal(int)
    dropped_requested = Signal(int)
    measure_requested = Signal(int, int)
    target_requested = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._wide: list[int] = []  # positions of letters that take two places in Qt
        self._shaded: tuple[ShadedWords, ...] = ()
        self.setObjectName("plan_text")
        self.setAcceptDrops(False)  # files belong to the window
        self.setTabChangesFocus(True)
        self.setReadOnly(True)
        keys, mouse = (
            Qt.TextInteractionFlag.TextSelectableByKeyboard,
            Qt.TextInteractionFlag.TextSelectableByMouse,
        )
        self.setTextInteractionFlags(keys | mouse)
        self.setAccessibleName("方案原文")
        self.document().setDocumentMargin(BLOCK)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cursorPositionChanged.connect(self._on_moved)

    def show_text(self, text: str) -> None:
        """Shows *text* from its beginning; the same text stays where it is."""
        if text == self._text:
            return
        self._text = text
        self._wide = [n for n, letter in enumerate(text) if ord(letter) > WIDE]
        with QSignalBlocker(self):
            self.setPlainText(text)
            self._space()
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space(self) -> None:
        spacing = QTextBlockFormat()
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight
        spacing.setLineHeight(px(READING), least.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)

    def shade(self, shaded: Iterable[ShadedWords]) -> None:
        """Colours these words, those that come later over the others."""
        self._shaded = tuple(shaded)
        self.setExtraSelections([self._selection(one) for one in self._shaded])

    def _selection(self, one: ShadedWords) -> QTextEdit.ExtraSelection:
        ground, line = one.shade.value
        look = QTextCharFormat()
        look.setBackground(colour(ground))
        if line:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(QColor(colour(line)))
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(one.start, one.end)  # type: ignore[attr-defined]
        selection.format = look  # type: ignore[attr-defined]
        return selection

    def show_again(self) -> None:
        """With the colours and the size that are in force now."""
        with QSignalBlocker(self):
            self._space()
        self.shade(self._shaded)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(self._place(start), last))
        cursor.setPosition(min(self._place(end), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _place(self, position: int) -> int:
        """The position in Qt's document."""
        return position + bisect_left(self._wide, position)

    def _position(self, place: int) -> int:
        """The position in the text of a *place* in Qt's document."""
        position = place
        while position and self._place(position) > place:
            position -= 1
        return position

    def go_to(self, start: int, end: int) -> None:
        """Brings the words into sight, with what follows them; the cursor stands before them, and
        nothing is told.
        """
        with QSignalBlocker(self):
            self.setTextCursor(self._cursor(start, start))
        top = self.cursorRect(self._cursor(start, start)).top()
        bottom = self.cursorRect(self._cursor(end, end)).bottom()
        height = self.viewport().height()
        if top < 0 or top > LOW * height or bottom > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - round(HIGH * height))

    @property
    def chosen(self) -> tuple[int, int]:
        """Start and end of the words chosen; the same twice for none."""
        cursor = self.textCursor()
        return self._position(cursor.selectionStart()), self._position(cursor.selectionEnd())

    @property
    def position(self) -> int:
        return self._position(self.textCursor().position())

    def choose(self, start: int, end: int) -> None:
        """Chooses the words, as by mouse."""
        self.setTextCursor(self._cursor(start, end))

    def _on_moved(self) -> None:
        if not self.textCursor().hasSelection():
            self.placed.emit(self.position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        start, end = self.chosen
        if event.modifiers() not in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        }:  # fmt: skip
            super().keyPressEvent(event)
        elif event.key() in ENTER and start < end:
            self.measure_requested.emit(start, end)
        elif event.key() in ENTER:
            self.cut_requested.emit(self.position)
        elif event.key() == Qt.Key.Key_Backspace:
            self.joined_requested.emit(self.position)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped_requested.emit(self.position)
        elif event.key() == Qt.Key.Key_T and start < end:
            self.target_requested.emit(start, end)
        else:
            super().keyPressEvent(event)

"""A list of entries beside a panel: drawn calmly, chosen by mouse and keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.connection import connect
from ui.kit.entry_model import ENTRY, Entry, EntryModel
from ui.kit.row_ground import paint_ground
from ui.kit.words import MIDDLE_RIGHT, draw_lines, draw_words
from ui.status_marks import paint_mark
from ui.theme import colour, px, text_font

Index = QModelIndex | QPersistentModelIndex
MARGIN, SYMBOL, GAP, LINE, SMALL = 16, 16, 12, 20, 18  # px


class OfficeList(QListView):
    chosen = Signal(str)  # key
    opened = Signal(str)  # key; Enter or double click
    letter_pressed = Signal(str)  # for pages that act on letters; the list searches by none

    def __init__(self, name: str, lines: int = 1, parent: QWidget | None = None) -> None:
        """*lines*: of the title."""
        super().__init__(parent)
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(_EntryDelegate(lines, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        connect(self.doubleClicked, self, lambda index: self.opened.emit(index.data(ENTRY).key))

    @property
    def key(self) -> str:
        """The chosen one's; "" for none."""
        entry = self.currentIndex().data(ENTRY)
        return entry.key if isinstance(entry, Entry) else ""

    def choose(self, key: str) -> bool:
        """False where the list doesn't show it."""
        index = self.entries.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def choose_first(self) -> None:
        if self.entries.rowCount():
            self.setCurrentIndex(self.entries.index(0))

    def step(self, by: int) -> bool:
        index = self.entries.index(self.currentIndex().row() + by)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: a letter must not move the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.key:
            self.opened.emit(self.key)
        elif event.text().isalpha() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.letter_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if isinstance(entry := current.data(ENTRY), Entry):
            self.chosen.emit(entry.key)


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, lines: int, parent: QListView) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, px(20 + LINE * self._lines + SMALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, box, MARGIN)
        inner = box.adjusted(MARGIN, px(9), -MARGIN, -px(8))
        if entry.mark:
            square = QRectF(inner.left(), inner.top() + 2, SYMBOL, SYMBOL)
            paint_mark(painter, entry.mark, square)
            inner.setLeft(inner.left() + SYMBOL + GAP)
        right = self._paint_chip(painter, entry, inner)
        self._paint_words(painter, entry, inner, right)
        painter.restore()

    def _paint_chip(self, painter: QPainter, entry: Entry, inner: QRectF) -> float:
        """Draws the word at the right; returns the left edge of it."""
        mark = entry.chip_mark or entry.mark
        words = entry.chip or (mark.word if mark else "")
        if not words or mark is None:
            return inner.right()
        font = text_font("small")
        width = QFontMetricsF(font).horizontalAdvance(words) + 16
        chip = QRectF(inner.right() - width, inner.top(), width, px(LINE))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{mark.token}_tint"))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(font)
        painter.setPen(colour(mark.token))
        draw_words(painter, chip, words, Qt.AlignmentFlag.AlignCenter, whole=True)
        return chip.left() - GAP

    def _paint_words(self, painter: QPainter, entry: Entry, inner: QRectF, right: float) -> None:
        small, top = text_font("small"), inner.top()
        if entry.over:
            above = QRectF(inner.left(), top, right - inner.left(), px(SMALL))
            self._line(painter, entry.over, above)
            top += px(LINE)
        width = (inner.right() if entry.over else right) - inner.left()
        painter.setPen(colour("ink"))
        painter.setFont(text_font())
        place = QRectF(inner.left(), top, width, inner.bottom() - top)
        lines = draw_lines(painter, place, entry.title, self._lines, px(LINE))
        top += lines * px(LINE)
        if entry.note and entry.over and lines < self._lines:
            self._line(painter, entry.note, QRectF(inner.left(), top, inner.width(), px(SMALL)))
        elif entry.note and not entry.over:
            room = inner.width()
            if entry.aside:
                metrics = QFontMetricsF(small)
                room -= metrics.horizontalAdvance(entry.aside) + GAP
                place = QRectF(inner.left(), top, inner.width(), px(SMALL))
                painter.setFont(small)
                painter.setPen(colour("quiet"))
                draw_words(painter, place, entry.aside, MIDDLE_RIGHT, whole=True)
            self._line(painter, entry.note, QRectF(inner.left(), top, room, px(SMALL)))

    def _line(self, painter: QPainter, words: str, box: QRectF) -> None:
        font = text_font("small")
        painter.setFont(font)
        painter.setPen(colour("quiet"))
        draw_words(painter, box, words.replace("\n", "　"))

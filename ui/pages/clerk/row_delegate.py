"""One line of a list: the state's shape, the place in the plan, the words, the figure, the chip."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.row_ground import paint_ground
from ui.kit.words import MIDDLE_RIGHT, draw_lines, draw_words, elided_lines
from ui.pages.clerk.row_model import ROW
from ui.pages.item_rows import Row
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font

Index = QModelIndex | QPersistentModelIndex
ABOVE, LINE, FOOT = 28, 20, 5  # px: the place, a line of the words, what is left below them
MARGIN, SYMBOL, GAP, LINES = 16, 16, 12, 2


class RowDelegate(QStyledItemDelegate):
    """As high as its words ask for: one line or two."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW)
        view = cast(QListView, self.parent())
        width = view.viewport().width() - 2 * MARGIN - SYMBOL - GAP - _figure_room(row)
        lines = len(elided_lines(row.text, text_font(), width, LINES))
        return QSize(240, px(ABOVE + LINE * lines + FOOT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, box, MARGIN)
        paint_mark(
            painter, row.mark, QRectF(box.left() + MARGIN, box.top() + px(10), SYMBOL, SYMBOL)
        )
        left = box.left() + MARGIN + SYMBOL + GAP
        inner = QRectF(left, box.top(), box.right() - MARGIN - left, box.height())
        right = self._paint_chip(painter, row, inner)
        above = QRectF(inner.left(), inner.top() + px(7), right - inner.left() - GAP, px(22))
        painter.setFont(text_font("small"))
        painter.setPen(colour("quiet"))
        draw_words(painter, above, row.place)
        self._paint_words(painter, row, inner)
        painter.restore()

    def _paint_chip(self, painter: QPainter, row: Row, inner: QRectF) -> float:
        """Draws what the row is at; returns the left edge of it."""
        words, token = (row.mark.word, row.mark.token)
        if row.trouble:
            words, token = "待完善", "returned"
        elif row.mark is Mark.OPEN:
            return inner.right()  # the shape alone says it
        font = text_font("small")
        width = QFontMetricsF(font).horizontalAdvance(words) + 16
        chip = QRectF(inner.right() - width, inner.top() + px(8), width, px(20))
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{token}_tint"))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(colour(token))
        draw_words(painter, chip, words, Qt.AlignmentFlag.AlignCenter, whole=True)
        return chip.left()

    def _paint_words(self, painter: QPainter, row: Row, inner: QRectF) -> None:
        """And the value against its target at the right."""
        painter.setFont(text_font())
        top, width = inner.top() + px(ABOVE), inner.width() - _figure_room(row)
        if row.figure:
            painter.setPen(colour("quiet"))
            place = QRectF(inner.left() + width + GAP, top, _figure_room(row) - GAP, px(LINE))
            draw_words(painter, place, row.figure, MIDDLE_RIGHT, whole=True)
        painter.setPen(colour("ink"))
        words = QRectF(inner.left(), top, width, px(LINE) * LINES)
        draw_lines(painter, words, row.text, LINES, px(LINE))


def _figure_room(row: Row) -> float:
    """What the figure takes from the words [px]."""
    return QFontMetricsF(text_font()).horizontalAdvance(row.figure) + GAP if row.figure else 0

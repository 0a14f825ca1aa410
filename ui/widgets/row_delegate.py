"""One line of a list: the state's shape, the place in the plan, the words, the figure, the chip."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.marks import Mark, paint_mark
from ui.models.row_model import ROW
from ui.models.rows import Row
from ui.theme import colour, px, text_font
from ui.widgets.elide import elided_lines
from ui.widgets.row_ground import paint_ground

Index = QModelIndex | QPersistentModelIndex
HEIGHT, MARGIN, SYMBOL, GAP, LINE = 70, 16, 16, 12, 20  # px


class RowDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, box, MARGIN)
        paint_mark(
            painter, row.mark, QRectF(box.left() + MARGIN, box.top() + px(11), SYMBOL, SYMBOL)
        )
        left = box.left() + MARGIN + SYMBOL + GAP
        inner = QRectF(left, box.top(), box.right() - MARGIN - left, box.height())
        right = self._paint_chip(painter, row, inner)
        above = QRectF(inner.left(), inner.top() + px(8), right - inner.left() - GAP, px(22))
        self._paint_place(painter, row, above)
        self._paint_words(painter, row, inner)
        painter.restore()

    def _paint_chip(self, painter: QPainter, row: Row, inner: QRectF) -> float:
        """Draws what the row is at; returns the left edge of it."""
        words, token = (row.mark.word, row.mark.token)
        if row.trouble:
            words, token = "待完善", "returned"
        font = text_font("small")
        width = QFontMetricsF(font).horizontalAdvance(words) + 16
        chip = QRectF(inner.right() - width, inner.top() + px(9), width, px(20))
        painter.setFont(font)
        side = Qt.AlignmentFlag.AlignHCenter
        if row.mark is Mark.OPEN and not row.trouble:
            painter.setPen(colour("quiet"))
            side = Qt.AlignmentFlag.AlignRight
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(f"{token}_tint"))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(colour(token))
        painter.drawText(chip, side | Qt.AlignmentFlag.AlignVCenter, words)
        return chip.left()

    def _paint_place(self, painter: QPainter, row: Row, box: QRectF) -> None:
        font = text_font("small")
        painter.setFont(font)
        painter.setPen(colour("quiet"))
        words = QFontMetricsF(font).elidedText(row.place, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_words(self, painter: QPainter, row: Row, inner: QRectF) -> None:
        font = text_font("text")
        width = inner.width()
        if row.figure:
            width -= self._paint_figure(painter, row.figure, inner)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        top = inner.top() + px(28)
        for line in elided_lines(row.text, font, width, 2):
            place = QRectF(inner.left(), top, width, px(LINE))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
            top += px(LINE)

    def _paint_figure(self, painter: QPainter, figure: str, inner: QRectF) -> float:
        """Draws the value against its target at the right; returns the room it takes."""
        font = QFont(text_font("text"))
        width = QFontMetricsF(font).horizontalAdvance(figure) + GAP
        painter.setFont(font)
        painter.setPen(colour("quiet"))
        painter.drawText(
            QRectF(inner.right() - width, inner.top() + px(28), width, px(LINE)),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            figure,
        )
        return width

"""One finding: its weight as a shape, what it is about, and the sentence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.marks import paint_mark
from ui.models.findings import FINDING, Finding
from ui.theme import colour, text_font, washed

Index = QModelIndex | QPersistentModelIndex
HEIGHT, MARGIN, SYMBOL = 52, 12, 16  # px


class FindingDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding: Finding = index.data(FINDING)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, washed("accent", 0.04))
        middle = box.center().y()
        paint_mark(
            painter, finding.mark, QRectF(box.left() + MARGIN, middle - SYMBOL / 2, SYMBOL, SYMBOL)
        )
        left = box.left() + 2 * MARGIN + SYMBOL
        width = box.right() - MARGIN - left
        lines = ((finding.about, "text", "ink"), (finding.sentence, "small", finding.mark.token))
        for top, (words, size, token) in zip((box.top() + 6, box.top() + 27), lines, strict=True):
            font = text_font(size)
            painter.setFont(font)
            painter.setPen(colour(token))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, top, width, 20), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

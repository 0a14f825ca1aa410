"""One clause or question in the list of the plan."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.plan_entries import ENTRY, PlanEntry
from ui.theme import colour, text_font, washed
from ui.widgets.elide import elided_lines

Index = QModelIndex | QPersistentModelIndex
TALL, SHORT, MARGIN, LINE = 70, 52, 16, 20  # px
OWN = "涉及本单位"


class PlanDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: PlanEntry = index.data(ENTRY)
        return QSize(240, SHORT if entry.note else TALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PlanEntry = index.data(ENTRY)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, washed("accent", 0.04))
        painter.setPen(colour("line"))
        bottom = box.bottom() - 0.5
        painter.drawLine(QPointF(box.left() + MARGIN, bottom), QPointF(box.right(), bottom))
        inner = box.adjusted(MARGIN, 8, -MARGIN, -6)
        self._paint_above(painter, entry, QRectF(inner.left(), inner.top(), inner.width(), LINE))
        painter.setFont(text_font())
        painter.setPen(colour("ink"))
        top = inner.top() + LINE
        for line in elided_lines(entry.text, text_font(), inner.width(), 2):
            place = QRectF(inner.left(), top, inner.width(), LINE)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
            top += LINE
        painter.restore()

    def _paint_above(self, painter: QPainter, entry: PlanEntry, box: QRectF) -> None:
        font = text_font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        right = "　".join(filter(None, (OWN if entry.own else "", entry.note)))
        painter.setPen(colour("accent" if entry.own else "quiet"))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, side, right)
        width = box.width() - metrics.horizontalAdvance(right) - MARGIN
        painter.setPen(colour("quiet"))
        words = metrics.elidedText(entry.above, Qt.TextElideMode.ElideRight, width)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

"""One clause or question in the list of the plan."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.words import MIDDLE_RIGHT, draw_lines, draw_words
from ui.pages.plan_entries import ENTRY, PlanEntry
from ui.theme import colour, px, text_font, washed

Index = QModelIndex | QPersistentModelIndex
TALL, SHORT, MARGIN, LINE = 70, 52, 16, 20  # px
OWN = "涉及本单位"


class PlanDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: PlanEntry = index.data(ENTRY)
        return QSize(240, px(SHORT if entry.note else TALL))

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
        inner = box.adjusted(MARGIN, px(8), -MARGIN, -px(6))
        above = QRectF(inner.left(), inner.top(), inner.width(), px(LINE))
        self._paint_above(painter, entry, above)
        painter.setFont(text_font())
        painter.setPen(colour("ink"))
        top = inner.top() + px(LINE)
        words = QRectF(inner.left(), top, inner.width(), inner.height() - px(LINE))
        draw_lines(painter, words, entry.text, 2, px(LINE))
        painter.restore()

    def _paint_above(self, painter: QPainter, entry: PlanEntry, box: QRectF) -> None:
        font = text_font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        right = "　".join(filter(None, (OWN if entry.own else "", entry.note)))
        painter.setPen(colour("accent" if entry.own else "quiet"))
        draw_words(painter, box, right, MIDDLE_RIGHT)
        room = metrics.horizontalAdvance(right) + MARGIN if right else 0
        painter.setPen(colour("quiet"))
        draw_words(painter, box.adjusted(0, 0, -room, 0), entry.above)

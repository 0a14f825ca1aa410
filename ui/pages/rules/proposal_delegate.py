"""One proposal: who, what, since when otherwise, and why."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.scoring.proposal import Advice
from ui.kit.words import MIDDLE_RIGHT, draw_lines, draw_words, elided_lines
from ui.pages.rules.proposals import PROPOSAL, ProposalLine
from ui.theme import colour, icon_pixmap, px, text_font

HEIGHT, MARGIN, SYMBOL, LINE = 40, 12, 16, 19  # px, without reasons
MOST = 3  # lines of reasons
DRAWINGS = {Advice.COMMEND: ("award", "done"), Advice.ADMONISH: ("flag", "returned")}
Index = QModelIndex | QPersistentModelIndex


class ProposalDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: ProposalLine = index.data(PROPOSAL)
        view = cast(QListView, self.parent())
        wide = view.viewport().width() - 2 * MARGIN - SYMBOL - 8
        lines = elided_lines(line.reasons, text_font("small"), wide, MOST)
        return QSize(240, px(HEIGHT + len(lines) * LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ProposalLine = index.data(PROPOSAL)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, colour("selection"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(MARGIN, 8, -MARGIN, -6)
        drawing, token = DRAWINGS.get(line.advice, ("", "quiet"))
        upper = QRectF(inner.left(), inner.top(), inner.width(), px(22))
        if drawing:
            place = QPointF(upper.left(), upper.center().y() - SYMBOL / 2)
            painter.drawPixmap(place, icon_pixmap(drawing, token, SYMBOL))
        words = upper.adjusted(SYMBOL + 8, 0, 0, 0)
        painter.setFont(text_font(bold=line.changed))
        painter.setPen(colour("ink"))
        draw_words(painter, words, line.name)
        advice = line.advice.value if line.advice is not Advice.NOTHING else "不作建议"
        painter.setPen(colour(token))
        draw_words(painter, words, advice, MIDDLE_RIGHT, whole=True)
        if line.changed:
            right = painter.fontMetrics().horizontalAdvance(advice) + 8
            before = line.before.value if line.before is not Advice.NOTHING else "不作建议"
            painter.setFont(text_font("small"))
            painter.setPen(colour("quiet"))
            beside = words.adjusted(0, 0, -right, 0)
            draw_words(painter, beside, f"{before} →", MIDDLE_RIGHT, whole=True)
        self._paint_reasons(painter, line, inner)
        painter.restore()

    def _paint_reasons(self, painter: QPainter, line: ProposalLine, inner: QRectF) -> None:
        font = text_font("small")
        painter.setFont(font)
        painter.setPen(colour("quiet"))
        left, wide = inner.left() + SYMBOL + 8, inner.width() - SYMBOL - 8
        place = QRectF(left, inner.top() + px(24), wide, inner.height() - px(24))
        draw_lines(painter, place, line.reasons, MOST, px(LINE))

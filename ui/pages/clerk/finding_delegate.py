"""One finding: its weight as a shape, what it is about, and the sentence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.pages.clerk.findings import FINDING, Finding
from ui.status_marks import paint_mark
from ui.theme import colour, px, text_font, washed

Index = QModelIndex | QPersistentModelIndex
HEIGHT, MARGIN, SYMBOL = 52, 12, 16  # px
ACCEPT = 84  # px at the right: to be pressed


class FindingDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, px(HEIGHT))

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
        near = state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        pressable = not finding.hard and bool(near)
        width = box.right() - (px(ACCEPT) if pressable else MARGIN) - left
        if pressable:
            painter.setFont(text_font("small"))
            painter.setPen(colour("accent"))
            right = QRectF(box.right() - px(ACCEPT), box.top(), px(ACCEPT) - MARGIN, box.height())
            act = "撤回" if finding.accepted else "没有问题"
            draw_words(painter, right, act, MIDDLE_RIGHT, whole=True)
        sentence = f"{'已核对：' if finding.accepted else ''}{finding.sentence}"
        if not finding.accepted:
            sentence += finding.found.cure
        ink = "quiet" if finding.accepted else "ink"
        token = "quiet" if finding.accepted else finding.mark.token
        lines = ((finding.about, "text", ink), (sentence, "small", token))
        for top, (words, size, token) in zip(
            (box.top() + px(6), box.top() + px(27)), lines, strict=True
        ):
            font = text_font(size)
            painter.setFont(font)
            painter.setPen(colour(token))
            draw_words(painter, QRectF(left, top, width, px(20)), words)
        painter.restore()

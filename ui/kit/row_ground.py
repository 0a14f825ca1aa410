"""What lies under the words of a list's row: whether it is chosen, and the line below it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.theme import colour, washed

EDGE = 3  # px, of the chosen row


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, box: QRectF, margin: float
) -> None:
    """In *box*; the line begins *margin* pixels from the left."""
    state = option.state  # type: ignore[attr-defined]
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, colour("selection"))
        painter.fillRect(QRectF(box.left(), box.top(), EDGE, box.height()), colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, washed("accent", 0.04))
    painter.setPen(colour("line"))
    bottom = box.bottom() - 0.5
    painter.drawLine(QPointF(box.left() + margin, bottom), QPointF(box.right(), bottom))

"""How much each department carries: a bar against the usual, and the number."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.table_model import CELL, Cell
from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.status_marks import paint_mark
from ui.theme import colour, px, text_font, washed

FIGURE, BAR, SIGN, MARGIN = 52, 8, 10, 12  # px


class LoadDelegate(QStyledItemDelegate):
    """*band*: from where to where is usual, as shares of the whole width."""

    def __init__(self, band: tuple[float, float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._band = band

    def show_band(self, band: tuple[float, float]) -> None:
        self._band = band

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell = index.data(CELL)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, colour("selection"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        token = cell.mark.token if cell.mark else "ink"
        figure = QRectF(box.left(), box.top(), px(FIGURE), box.height())
        painter.setFont(text_font(bold=bool(cell.mark)))
        painter.setPen(colour(token))
        draw_words(painter, figure.adjusted(0, 0, -4, 0), cell.words, MIDDLE_RIGHT, whole=True)
        if cell.mark:
            side = px(SIGN)
            square = QRectF(figure.left() + 2, box.center().y() - side / 2, side, side)
            paint_mark(painter, cell.mark, square)
        track = QRectF(figure.right() + 4, 0, box.right() - figure.right() - MARGIN - 4, BAR)
        track.moveTop(box.center().y() - BAR / 2)
        low, high = (track.left() + track.width() * share for share in self._band)
        painter.fillRect(
            QRectF(low, box.top() + 8, high - low, box.height() - 16), washed("done", 0.14)
        )
        track.setWidth(track.width() * (cell.share or 0))
        painter.fillRect(track, colour("behind" if cell.mark else "accent"))
        painter.restore()

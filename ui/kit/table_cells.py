"""How the cells of a table are drawn: a mark and words, a bar, what was and what is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.focus_frame import paint_ring
from ui.kit.metrics import GAP, HAIR, MARK, TIGHT
from ui.kit.table_model import CELL, Cell, ChangedCell
from ui.kit.words import MIDDLE, MIDDLE_RIGHT, draw_words
from ui.status_marks import paint_mark
from ui.theme import colour, px, text_font, washed

BAR, THICK_BAR = 3, 8  # px: below the words, beside them
FIGURE, SIGN = 52, 10  # px: the place of a figure beside its bar, its mark
BETWEEN, ARROW = 5, 9  # px: what was, what is and the arrow
BAND = 0.14  # how strongly the usual shares are washed


class CellDelegate(QStyledItemDelegate):
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
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            paint_ring(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, isinstance(cell, ChangedCell))
        inner = box.adjusted(GAP, 0, -GAP, 0)
        match cell:
            case ChangedCell(right=True):
                _paint_changed_figure(painter, cell, inner)
            case ChangedCell():
                _paint_changed_words(painter, cell, inner)
            case Cell(lean=float(lean)):
                _paint_lean(painter, cell, inner, lean)
            case Cell(band=None):
                _paint_words(painter, cell, inner)
            case Cell(band=(low, high)):
                _paint_figure_and_bar(painter, cell, box, low, high)
        painter.restore()


def _paint_words(painter: QPainter, cell: Cell, inner: QRectF) -> None:
    bottom = inner.bottom()
    if cell.mark:
        side = px(MARK)
        square = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_mark(painter, cell.mark, square)
        inner = inner.adjusted(side + TIGHT, 0, 0, 0)
    painter.setFont(text_font())
    painter.setPen(colour(cell.ink or (cell.mark.token if cell.mark else "ink")))
    draw_words(painter, inner, cell.words, MIDDLE_RIGHT if cell.right else MIDDLE)
    if cell.share is not None:
        bar = QRectF(inner.left(), bottom - TIGHT, inner.width(), BAR)
        painter.fillRect(bar, colour("track"))
        bar.setWidth(inner.width() * cell.share)
        painter.fillRect(bar, colour("accent"))


def _paint_figure_and_bar(
    painter: QPainter, cell: Cell, box: QRectF, low: float, high: float
) -> None:
    """Draws a figure and its bar; *low*, *high*: what is usual, as shares of the bar."""
    figure = QRectF(box.left(), box.top(), px(FIGURE), box.height())
    painter.setFont(text_font(bold=bool(cell.mark)))
    painter.setPen(colour(cell.mark.token if cell.mark else "ink"))
    room = figure.adjusted(0, 0, -HAIR, 0)
    draw_words(painter, room, cell.words, MIDDLE_RIGHT, whole=True)
    if cell.mark:
        side = px(SIGN)
        square = QRectF(figure.left() + 2, box.center().y() - side / 2, side, side)
        paint_mark(painter, cell.mark, square)
    width = box.right() - figure.right() - GAP - HAIR
    track = QRectF(figure.right() + HAIR, box.center().y() - THICK_BAR / 2, width, THICK_BAR)
    usual = QRectF(track.left() + width * low, box.top() + TIGHT, width * (high - low), 0)
    usual.setBottom(box.bottom() - TIGHT)
    painter.fillRect(usual, washed("done", BAND))
    track.setWidth(width * (cell.share or 0))
    painter.fillRect(track, colour(cell.mark.token if cell.mark else "accent"))


def _paint_lean(painter: QPainter, cell: Cell, inner: QRectF, lean: float) -> None:
    """Draws a gain to the right of the middle, a loss to the left, its figure beyond it."""
    painter.setFont(text_font())
    place, middle = px(FIGURE) + GAP, inner.center()
    end = middle.x() + lean * max(inner.width() / 2 - place, 0)
    bar = QRectF(middle.x(), middle.y() - THICK_BAR / 2, end - middle.x(), THICK_BAR).normalized()
    painter.fillRect(bar, colour("done" if lean > 0 else "returned"))
    painter.fillRect(QRectF(middle.x(), inner.top(), 1, inner.height()), colour("edge"))
    painter.setPen(colour("ink"))
    room = QRectF(end + HAIR, inner.top(), place, inner.height())
    if lean < 0:
        room.moveRight(end - HAIR)
    draw_words(painter, room, cell.words, MIDDLE if lean > 0 else MIDDLE_RIGHT)


def _paint_changed_words(painter: QPainter, cell: ChangedCell, inner: QRectF) -> None:
    """Draws from the left: what was → what is, and the arrow."""
    left = inner.left()
    if cell.before:
        left += _draw(painter, f"{cell.before} →", left, inner, "quiet", "small") + BETWEEN
    token = _token(cell) if cell.before else "ink"
    left += _draw(painter, cell.words, left, inner, token, bold=bool(cell.before)) + BETWEEN
    if cell.before and cell.step:
        _paint_arrow(painter, cell, left + ARROW / 2, inner.center().y())


def _paint_changed_figure(painter: QPainter, cell: ChangedCell, inner: QRectF) -> None:
    """Draws from the right: the figure, and in front of it what was and by how much."""
    right = inner.right()
    font = text_font(bold=bool(cell.before))
    right -= QFontMetricsF(font).horizontalAdvance(cell.words)
    _draw(painter, cell.words, right, inner, "ink", bold=bool(cell.before))
    if not cell.before:
        return
    small = QFontMetricsF(text_font("small"))
    if cell.step:
        right -= BETWEEN + small.horizontalAdvance(cell.by)
        _draw(painter, cell.by, right, inner, _token(cell), "small")
        right -= ARROW + 2
        _paint_arrow(painter, cell, right + ARROW / 2, inner.center().y())
    before = f"{cell.before} →"
    left = right - BETWEEN - small.horizontalAdvance(before)
    if left >= inner.left() - 2:
        _draw(painter, before, left, inner, "quiet", "small")


def _token(cell: ChangedCell) -> str:
    if not cell.step:
        return "ongoing"
    return "done" if cell.step > 0 else "returned"


def _draw(
    painter: QPainter,
    words: str,
    left: float,
    inner: QRectF,
    token: str,
    size: str = "text",
    *,
    bold: bool = False,
) -> float:
    """Draws *words* from *left* on, shortened where room ends; returns their width."""
    font = text_font(size, bold=bold)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colour(token))
    place = QRectF(left, inner.top(), inner.right() - left + 2, inner.height())
    return metrics.horizontalAdvance(draw_words(painter, place, words))


def _paint_arrow(painter: QPainter, cell: ChangedCell, x: float, y: float) -> None:
    """Draws ▲ for the better, ▼ for the worse."""
    up = -1 if (cell.step or 0) > 0 else 1
    half = ARROW / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(_token(cell)))
    tip, left, right = (0.0, up * half), (-half, -up * half * 0.7), (half, -up * half * 0.7)
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in (tip, left, right)]))

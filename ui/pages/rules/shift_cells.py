"""A cell that was one thing and is another: quiet before, plain after, an arrow with how much."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.words import draw_words
from ui.pages.rules.change_lines import Shift
from ui.pages.rules.change_model import SHIFT
from ui.theme import colour, text_font

MARGIN, GAP, ARROW = 12, 5, 9  # px
FIGURES = {1, 3}  # columns set to the right
Index = QModelIndex | QPersistentModelIndex


class ShiftDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shift: Shift = index.data(SHIFT)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, colour("selection"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(MARGIN, 0, -MARGIN, 0)
        if index.column() in FIGURES:
            self._paint_figure(painter, shift, inner)
        else:
            self._paint_words(painter, shift, inner)
        painter.restore()

    def _paint_words(self, painter: QPainter, shift: Shift, inner: QRectF) -> None:
        """From the left: before → after, and the arrow."""
        left = inner.left()
        if shift.before:
            left += _draw(painter, f"{shift.before} →", left, inner, "quiet", "small") + GAP
        token = _token(shift) if shift.before else "ink"
        left += _draw(painter, shift.after, left, inner, token, bold=bool(shift.before)) + GAP
        if shift.before and shift.step:
            _paint_arrow(painter, shift, left + ARROW / 2, inner.center().y())

    def _paint_figure(self, painter: QPainter, shift: Shift, inner: QRectF) -> None:
        """From the right: the figure in its column, what was and by how much in front of it."""
        right = inner.right()
        font = text_font(bold=bool(shift.before))
        right -= QFontMetricsF(font).horizontalAdvance(shift.after)
        _draw(painter, shift.after, right, inner, "ink", bold=bool(shift.before))
        if not shift.before:
            return
        small = QFontMetricsF(text_font("small"))
        if shift.step:
            right -= GAP + small.horizontalAdvance(shift.by)
            _draw(painter, shift.by, right, inner, _token(shift), "small")
            right -= ARROW + 2
            _paint_arrow(painter, shift, right + ARROW / 2, inner.center().y())
        before = f"{shift.before} →"
        left = right - GAP - small.horizontalAdvance(before)
        if left >= inner.left() - 2:
            _draw(painter, before, left, inner, "quiet", "small")


def _token(shift: Shift) -> str:
    if not shift.step:
        return "ongoing"
    return "done" if shift.step > 0 else "returned"


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


def _paint_arrow(painter: QPainter, shift: Shift, x: float, y: float) -> None:
    """▲ for the better, ▼ for the worse."""
    up = -1 if (shift.step or 0) > 0 else 1
    half = ARROW / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(_token(shift)))
    tip, left, right = (0.0, up * half), (-half, -up * half * 0.7), (half, -up * half * 0.7)
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in (tip, left, right)]))

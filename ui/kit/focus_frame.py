"""The one ring around what has the focus, for everything that paints itself."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from ui.kit.metrics import RING, SMALL_RADIUS
from ui.theme import colour


def paint_ring(
    painter: QPainter, box: QRectF, radius: float = SMALL_RADIUS, *, ink: str = "accent"
) -> None:
    """Draws the ring just inside *box*; it stands out from every ground by 3:1 at least."""
    half = RING / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(ink), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def paint_view_ring(view: QAbstractItemView) -> None:
    """Draws the ring around a *view* that has the focus and no row to show it on."""
    if view.hasFocus() and not view.currentIndex().isValid():
        paint_ring(QPainter(view.viewport()), QRectF(view.viewport().rect()))

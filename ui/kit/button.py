"""The button that may be a page's primary one."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from ui.kit.focus_frame import paint_ring
from ui.kit.metrics import RING

FILLED = {"primary", "forward"}  # kinds in the style sheet


class Button(QPushButton):
    """Filled as the primary one or the way on; so the ring lies inside, in its words' colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.objectName() in FILLED and self.hasFocus():
            inner = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
            ink = "accent" if self.property("waits") else "on_accent"
            paint_ring(QPainter(self), inner, ink=ink)

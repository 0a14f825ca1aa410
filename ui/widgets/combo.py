"""A drop-down list whose arrow follows the colours."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.theme import icon_pixmap

ARROW, MARGIN = 16, 8  # px


class Combo(QComboBox):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(
            self.width() - ARROW - MARGIN,
            (self.height() - ARROW) // 2,
            icon_pixmap("chevron-down", "quiet", ARROW),
        )

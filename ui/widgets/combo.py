"""A drop-down list whose arrow follows the colours."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from ui.theme import icon_pixmap

ARROW, MARGIN = 16, 8  # px


class Combo(QComboBox):
    """A choice whose words end in … where there is no room for them."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        pictured = not option.currentIcon.isNull()  # type: ignore[attr-defined]
        picture = self.iconSize().width() + MARGIN if pictured else 0
        room = self.width() - ARROW - 4 * MARGIN - picture
        elide = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self.currentText(), elide, room)
        option.currentText = words  # type: ignore[attr-defined]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(
            self.width() - ARROW - MARGIN,
            (self.height() - ARROW) // 2,
            icon_pixmap("chevron-down", "quiet", ARROW),
        )

"""A drop-down list whose arrow follows the colours."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from ui.kit.words import note_words
from ui.theme import icon_pixmap

ARROW, MARGIN = 16, 8  # px


class Combo(QComboBox):
    """A choice whose words end in … where there is no room for them."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        elide = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self.currentText(), elide, round(self._room.width()))
        option.currentText = words  # type: ignore[attr-defined]

    @property
    def _room(self) -> QRectF:
        """For the words."""
        pictured = not self.itemIcon(self.currentIndex()).isNull()
        left = MARGIN + (self.iconSize().width() + MARGIN if pictured else 0)
        return QRectF(left, 0, self.width() - left - ARROW - 3 * MARGIN, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        shown = option.currentText  # type: ignore[attr-defined]
        note_words(painter, self._room, self.currentText(), shown)
        painter.drawPixmap(
            self.width() - ARROW - MARGIN,
            (self.height() - ARROW) // 2,
            icon_pixmap("chevron-down", "quiet", ARROW),
        )

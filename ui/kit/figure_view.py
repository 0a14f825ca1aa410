"""A matplotlib figure on the screen, as large as its place allows: the one that is exported."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.kit.label import Painted
from ui.kit.words import draw_words
from ui.theme import colour

if TYPE_CHECKING:  # heavy; imported when the first figure is drawn
    from model.report.figures.matplotlib_parts import Figure

MARGIN, SETTLE_MS = 24, 60  # px


class FigureView(Painted):
    """Asks for a figure of its new shape when it has been resized."""

    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure: Figure | None = None
        self._picture: QPixmap | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.reshaped)

    def tall_for(self, wide: float, least: float) -> float:
        """How tall a figure *wide* inches wide has to be to fill the view; not under *least*."""
        room = max(self.width() - 2 * MARGIN, 1)
        return max(wide * (self.height() - 2 * MARGIN) / room, least)

    def show_figure(self, figure: "Figure | None", words: str = "") -> None:
        """Shows the figure; *words* say what is in it, for those who can't see it."""
        self.figure = figure
        self.setAccessibleName(words)
        self._render()

    def _render(self) -> None:
        self._picture = None
        if self.figure is not None and self.width() > 2 * MARGIN:
            from model.report.figures import png_bytes

            wide, tall = (float(side) for side in self.figure.get_size_inches())
            ratio = self.devicePixelRatioF()
            room = min((self.width() - 2 * MARGIN) / wide, (self.height() - 2 * MARGIN) / tall)
            picture = QPixmap()
            picture.loadFromData(png_bytes(self.figure, max(room, 40) * ratio))
            picture.setDevicePixelRatio(ratio)
            self._picture = picture
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            painter.setPen(colour("quiet"))
            room = QRectF(self.rect())
            draw_words(painter, room, self.accessibleName(), Qt.AlignmentFlag.AlignCenter)
            return
        painter.fillRect(self.rect(), "#FFFFFF")
        painter.drawPixmap(MARGIN, MARGIN, self._picture)

"""A matplotlib figure on the screen: in the colours of the theme, as large as its place allows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from model.report.figure_look import PAPER, Screen, drawn_for
from ui.kit.label import Painted
from ui.kit.metrics import EDGE, SIZES, px
from ui.kit.words import draw_words
from ui.theme import active_scheme, colour

if TYPE_CHECKING:  # heavy; imported when the first figure is drawn
    from model.report.figures.matplotlib_parts import Figure

SETTLE_MS = 60
DRAWING = "正在画图…"
Draw = Callable[[float | None], "Figure"]  # of how tall it has to be, in inches; None: as on paper
LEAST_TALL = 2.6  # inches


def screen_of(view: QWidget, room: int) -> Screen:
    """The screen that *view* is on, with *room* logical pixels across for a figure."""
    ratio = view.devicePixelRatioF()
    return Screen(scheme=active_scheme(), room=room, small=px(SIZES["small"]), ratio=ratio)


class FigureView(Painted):
    """Draws its figure anew, in another shape, when it has been resized."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw: Draw | None = None
        self.shown: QPixmap | None = None
        self._drawn_for: object = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._render)

    def show_figure(self, draw: Draw | None, words: str = "") -> None:
        """Shows what *draw* draws; *words* say what is in it, for those who can't see it."""
        self._draw, self._drawn_for = draw, None
        self.setAccessibleName(words)
        self._render()

    @property
    def shows_figure(self) -> bool:
        return self._draw is not None

    def on_paper(self) -> "Figure | None":
        """The figure as it is printed."""
        if self._draw is None:
            return None
        with drawn_for(PAPER):
            return self._draw(None)

    def _render(self) -> None:
        across, down = self.width() - 2 * EDGE, self.height() - 2 * EDGE
        screen = screen_of(self, across)
        wanted = (screen, down)
        if self._draw is None:
            self.shown = None
        elif self.isVisible() and across > 0 and wanted != self._drawn_for:
            from model.report.figures import png_bytes

            look = screen.filling
            resolution = screen.resolution(look.width)
            with drawn_for(look):
                figure = self._draw(max(down / resolution, LEAST_TALL))
            picture = QPixmap()
            picture.loadFromData(png_bytes(figure, resolution * screen.ratio))
            picture.setDevicePixelRatio(screen.ratio)
            self.shown, self._drawn_for = picture, wanted
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._settling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        if self.shown is None:
            painter.setPen(colour("quiet"))
            room = QRectF(self.rect())
            words = DRAWING if self.shows_figure else self.accessibleName()
            draw_words(painter, room, words, Qt.AlignmentFlag.AlignCenter)
            return
        painter.drawPixmap(EDGE, EDGE, self.shown)

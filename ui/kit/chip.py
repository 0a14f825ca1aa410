"""A state on its own: the shape, the word, in its colours."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.label import Painted
from ui.kit.metrics import CHIP, MARK, SNUG, TIGHT
from ui.kit.words import draw_words
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font


class Chip(Painted):
    """A mark with its word. Hidden while there is no state to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: Mark | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def show_mark(self, mark: Mark | None, words: str = "") -> None:
        self._mark = mark
        self._words = words or (mark.word if mark else "")
        self.setAccessibleName(self._words)
        self.setVisible(mark is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(text_font("small", bold=True)).horizontalAdvance(self._words)
        return QSize(round(words) + px(MARK) + 2 * TIGHT + SNUG, px(CHIP + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{self._mark.token}_tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        side = px(MARK)
        square = QRectF(TIGHT, (self.height() - side) / 2, side, side)
        paint_mark(painter, self._mark, square)
        painter.setFont(text_font("small", bold=True))
        painter.setPen(colour(self._mark.token))
        words = QRectF(self.rect()).adjusted(TIGHT + side + SNUG, 0, 0, 0)
        draw_words(painter, words, self._words, whole=True)

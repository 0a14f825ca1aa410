"""The score as what it is: earned, still to gain, lost. One bar, no legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.label import Painted
from ui.kit.words import draw_words
from ui.theme import colour, px, text_font, washed

LOST = "quiet"  # its place stays empty
BAR, WORDS, BETWEEN = 20, 22, 12  # px


@dataclass(frozen=True)
class Piece:
    words: str  # 已得 64.20
    share: Decimal  # of the whole, 0 to 1
    token: str
    hatched: bool = False


class ScoreBar(Painted):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = tuple(piece for piece in pieces if piece.share > 0)
        self.setAccessibleName("，".join(piece.words for piece in self._pieces))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, px(BAR + WORDS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 0, self.width(), px(BAR))
        rounded = QPainterPath()
        rounded.addRoundedRect(bar, 4, 4)
        painter.fillPath(rounded, colour("quote"))
        painter.setClipPath(rounded)
        lefts, left = [], 0.0
        for piece in self._pieces:
            width = self.width() * float(piece.share)
            box = QRectF(left, 0, width, px(BAR))
            lefts.append(left)
            if piece.hatched:
                painter.fillRect(box, colour("surface"))
                painter.fillRect(box, washed(piece.token, 0.18))
                painter.fillRect(box, QBrush(washed(piece.token, 0.6), Qt.BrushStyle.BDiagPattern))
            elif piece.token != LOST:
                gap = 1 if box.right() < self.width() else 0
                painter.fillRect(box.adjusted(0, 0, -gap, 0), colour(piece.token))
            left += width
        painter.setClipping(False)
        painter.setPen(colour("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._paint_words(painter, lefts)

    def _paint_words(self, painter: QPainter, lefts: list[float]) -> None:
        font = text_font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        right = float(self.width())
        widths = [metrics.horizontalAdvance(piece.words) for piece in self._pieces]
        for place, piece in zip(spread(lefts, widths, right), self._pieces, strict=True):
            painter.setPen(colour(piece.token))
            room = QRectF(place, px(BAR + 4), self.width() - place, px(WORDS - 4))
            draw_words(painter, room, piece.words, whole=True)


def spread(lefts: Sequence[float], widths: Sequence[float], right: float) -> list[float]:
    """Left edges of words that should stand at *lefts*: side by side, from 0 to *right* [px]."""
    places = list(lefts)
    for number in reversed(range(len(places))):
        places[number] = min(places[number], right - widths[number])
        right = places[number] - BETWEEN
    least = 0.0
    for number, width in enumerate(widths):
        places[number] = max(places[number], least)
        least = places[number] + width + BETWEEN
    return places

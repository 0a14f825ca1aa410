"""The score as what it is: earned, still to gain, lost. One bar, no legend."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import colour, px, text_font, washed

BAR, WORDS = 20, 22  # px


@dataclass(frozen=True)
class Piece:
    words: str  # 已得 64.20
    share: Decimal  # of the whole, 0 to 1
    token: str
    hatched: bool = False


class ScoreBar(QWidget):
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
        painter.fillPath(rounded, colour("line"))
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
            else:
                gap = 1 if box.right() < self.width() else 0
                painter.fillRect(box.adjusted(0, 0, -gap, 0), colour(piece.token))
            left += width
        painter.setClipping(False)
        self._paint_words(painter, lefts)

    def _paint_words(self, painter: QPainter, lefts: list[float]) -> None:
        font = text_font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        right = float(self.width())
        places: list[tuple[float, Piece]] = []
        for left, piece in reversed([*zip(lefts, self._pieces, strict=True)]):
            width = metrics.horizontalAdvance(piece.words)
            place = min(left, right - width)
            right = place - 12
            places.append((place, piece))
        for place, piece in places:
            painter.setPen(colour(piece.token))
            painter.drawText(
                QRectF(place, px(BAR + 4), self.width(), px(WORDS - 4)),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                piece.words,
            )

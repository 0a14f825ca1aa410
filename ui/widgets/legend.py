"""How many items stand where, each with its shape, colour and word."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.marks import Mark, paint_mark
from ui.theme import colour, text_font

SYMBOL, GAP, HEIGHT = 12, 6, 22  # px


class Legend(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Mark, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Mapping[Mark, int]) -> None:
        self._counts = {mark: count for mark, count in counts.items() if count}
        self.setAccessibleName("，".join(f"{m.word} {count}" for m, count in self._counts.items()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = text_font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = 0.0
        for mark, count in self._counts.items():
            paint_mark(painter, mark, QRectF(left, (HEIGHT - SYMBOL) / 2, SYMBOL, SYMBOL))
            words = f"{mark.word} {count}"
            left += SYMBOL + GAP
            painter.setPen(colour("quiet"))
            width = metrics.horizontalAdvance(words)
            painter.drawText(
                QRectF(left, 0, width + 1, HEIGHT), Qt.AlignmentFlag.AlignVCenter, words
            )
            left += width + 2 * GAP

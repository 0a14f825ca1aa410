"""How many items stand where, each with its shape, colour and word."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.label import Painted
from ui.kit.metrics import GAP, MARK, READING, SNUG
from ui.kit.words import draw_words
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font


class Legend(Painted):
    """Marks with their counts, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Mark, int] = {}
        self._words: dict[Mark, str] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_counts(
        self, counts: Mapping[Mark, int], words: Mapping[Mark, str] | None = None
    ) -> None:
        """Shows how often each mark occurs; *words* name marks otherwise than usual."""
        self._counts = {mark: count for mark, count in counts.items() if count}
        self._words = {mark: (words or {}).get(mark, mark.word) for mark in self._counts}
        self.setAccessibleName(
            "，".join(f"{self._words[mark]} {count}" for mark, count in self._counts.items())
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, px(READING))

    def heightForWidth(self, width: int) -> int:
        return round(max((box.bottom() for _, _, box in self._places(width)), default=px(READING)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(text_font("small"))
        for mark, words, box in self._places(self.width()):
            top = box.center().y() - px(MARK) / 2
            paint_mark(painter, mark, QRectF(box.left(), top, px(MARK), px(MARK)))
            painter.setPen(colour("quiet"))
            draw_words(painter, box.adjusted(px(MARK) + SNUG, 0, 1, 0), words)

    def _places(self, width: int) -> Iterator[tuple[Mark, str, QRectF]]:
        metrics = QFontMetricsF(text_font("small"))
        left, top, height = 0.0, 0.0, px(READING)
        for mark, count in self._counts.items():
            words = f"{self._words[mark]} {count}"
            wide = px(MARK) + SNUG + metrics.horizontalAdvance(words)
            if left and left + wide > width:
                left, top = 0.0, top + height
            yield mark, words, QRectF(left, top, wide, height)
            left += wide + 2 * GAP

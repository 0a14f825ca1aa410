"""How many departments have each grade, before and after: one line, two where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.rulebook_editor.trial import GradeTally
from ui.kit.label import Painted
from ui.kit.words import draw_words
from ui.theme import colour, figure_font, px, text_font

HEIGHT, GAP = 52, 8  # px


class Tallies(Painted):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tallies: tuple[GradeTally, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tallies(self, tallies: Sequence[GradeTally]) -> None:
        self._tallies = tuple(tallies)
        self.setAccessibleName("，".join(map(_words, self._tallies)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, px(HEIGHT) * len(self._lines()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row, line in enumerate(self._lines()):
            width = self.width() / len(line)
            for place, tally in enumerate(line):
                top = row * px(HEIGHT)
                self._paint(painter, tally, QRectF(place * width, top, width - GAP, px(HEIGHT)))

    def _lines(self) -> list[tuple[GradeTally, ...]]:
        """All side by side where every grade has room for its word, else half of them."""
        metrics = QFontMetricsF(text_font("small"))
        needed = [metrics.horizontalAdvance(tally.grade) + GAP for tally in self._tallies]
        count = len(needed)
        if not needed or max(needed) * count <= self.width():
            return [self._tallies]
        half = (count + 1) // 2
        return [self._tallies[:half], self._tallies[half:]]

    def _paint(self, painter: QPainter, tally: GradeTally, box: QRectF) -> None:
        painter.setFont(text_font("small"))
        painter.setPen(colour("quiet"))
        draw_words(painter, QRectF(box.left(), box.top() + 2, box.width(), px(18)), tally.grade)
        line = QRectF(box.left(), box.top() + px(22), box.width(), px(28))
        if tally.before != tally.after:
            before = f"{tally.before} →"
            draw_words(painter, line, before, whole=True)
            line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(before) + 6)
        painter.setFont(figure_font("title"))
        painter.setPen(colour("ink" if tally.after else "quiet"))
        draw_words(painter, line, str(tally.after), whole=True)


def _words(tally: GradeTally) -> str:
    same = tally.before == tally.after
    return f"{tally.grade} " + (f"{tally.after}" if same else f"{tally.before} → {tally.after}")

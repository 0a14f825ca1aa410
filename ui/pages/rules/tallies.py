"""How many departments have each grade, before and after: one line."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
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
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for tally, width in zip(self._tallies, self._widths(), strict=True):
            self._paint(painter, tally, QRectF(left, 0, width - GAP, px(HEIGHT)))
            left += width

    def _widths(self) -> list[float]:
        """Equal ones where every grade has room for its word, else each as its word needs."""
        metrics = QFontMetricsF(text_font("small"))
        needed = [metrics.horizontalAdvance(tally.grade) + GAP for tally in self._tallies]
        count = max(len(needed), 1)
        if not needed or max(needed) * count <= self.width():
            return [self.width() / count] * len(needed)
        spare = (self.width() - sum(needed)) / count
        return [need + spare for need in needed]

    def _paint(self, painter: QPainter, tally: GradeTally, box: QRectF) -> None:
        painter.setFont(text_font("small"))
        painter.setPen(colour("quiet"))
        draw_words(painter, QRectF(box.left(), 2, box.width(), px(18)), tally.grade)
        line = QRectF(box.left(), px(22), box.width(), px(28))
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

"""How many departments have each grade, before and after: one line."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.rulemaking.effect import Tally
from ui.theme import colour, figure_font, text_font

HEIGHT = 52  # px


class Tallies(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tallies: tuple[Tally, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tallies(self, tallies: Sequence[Tally]) -> None:
        self._tallies = tuple(tallies)
        self.setAccessibleName("，".join(map(_words, self._tallies)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width() / max(len(self._tallies), 1)
        for number, tally in enumerate(self._tallies):
            self._paint(painter, tally, QRectF(number * width, 0, width - 8, HEIGHT))

    def _paint(self, painter: QPainter, tally: Tally, box: QRectF) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(text_font("small"))
        painter.setPen(colour("quiet"))
        painter.drawText(QRectF(box.left(), 2, box.width(), 18), left, tally.grade)
        line = QRectF(box.left(), 22, box.width(), 28)
        if tally.before != tally.after:
            before = f"{tally.before} →"
            painter.drawText(line, left, before)
            line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(before) + 6)
        painter.setFont(figure_font("title"))
        painter.setPen(colour("ink" if tally.after else "quiet"))
        painter.drawText(line, left, str(tally.after))


def _words(tally: Tally) -> str:
    same = tally.before == tally.after
    return f"{tally.grade} " + (f"{tally.after}" if same else f"{tally.before} → {tally.after}")

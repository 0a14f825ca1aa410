"""自评, 复算, 复核 side by side; a difference between neighbours is seen at once."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import colour, text_font

WIDTH, HEIGHT = 128, 44  # px, of one


class ScoreTrio(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_scores(self, *scores: tuple[str, str]) -> None:
        """Heading and words of each."""
        self._scores = scores
        self.setAccessibleName("，".join(f"{name} {words}" for name, words in scores))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._scores)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH * max(len(self._scores), 1), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        before = ""
        for number, (name, words) in enumerate(self._scores):
            box = QRectF(number * WIDTH, 0, WIDTH, HEIGHT)
            if number:
                painter.setPen(colour("line"))
                painter.drawLine(box.topLeft(), box.bottomLeft())
            box.adjust(14 if number else 0, 0, -6, 0)
            painter.setFont(text_font("small"))
            painter.setPen(colour("quiet"))
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, name)
            other = bool(before) and words != before
            painter.setFont(text_font("heading", bold=True))
            painter.setPen(colour("behind" if other else "ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignBottom, f"{words}{' ≠' if other else ''}")
            before = words

"""自评, 复算, 复核 side by side; a difference between neighbours is seen at once."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import colour, px, text_font
from ui.widgets.words import draw_words

GAP, HEIGHT = 14, 44  # px


class ScoreTrio(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_scores(self, *scores: tuple[str, str]) -> None:
        """Heading and words of each: '78.45　基本完成', the figure and what it comes to."""
        self._scores = scores
        self.setAccessibleName("，".join(f"{name} {words}" for name, words in scores))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._scores)

    def sizeHint(self) -> QSize:
        return QSize(round(sum(map(self._width, range(len(self._scores))))) + 1, px(HEIGHT))

    def _width(self, number: int) -> float:
        figure, _, rest = self._face(number).partition("　")
        bold = QFontMetricsF(text_font("heading", bold=True)).horizontalAdvance(figure)
        small = QFontMetricsF(text_font("small")).horizontalAdvance(rest)
        return max(bold + (small + 6 if rest else 0), 48) + 2 * GAP

    def _face(self, number: int) -> str:
        """Its words, marked where they are other than those before."""
        words = self._scores[number][1]
        return f"≠ {words}" if number and words != self._scores[number - 1][1] else words

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        for number, (name, _) in enumerate(self._scores):
            width = self._width(number)
            if number:
                painter.setPen(colour("line"))
                painter.drawLine(round(left), 2, round(left), px(HEIGHT) - 2)
            inner = QRectF(left + (GAP if number else 0), 0, width - GAP, px(HEIGHT))
            face = self._face(number)
            painter.setFont(text_font("small"))
            painter.setPen(colour("quiet"))
            draw_words(painter, inner, name, Qt.AlignmentFlag.AlignTop)
            figure, _, rest = face.partition("　")
            token = "behind" if face.startswith("≠") else "ink"
            painter.setFont(text_font("heading", bold=True))
            painter.setPen(colour(token))
            draw_words(painter, inner, figure, Qt.AlignmentFlag.AlignBottom, whole=True)
            painter.setFont(text_font("small"))
            beside = inner.adjusted(
                QFontMetricsF(text_font("heading", bold=True)).horizontalAdvance(figure) + 6,
                0, 0, -1,
            )  # fmt: skip
            draw_words(painter, beside, rest, Qt.AlignmentFlag.AlignBottom)
            left += width

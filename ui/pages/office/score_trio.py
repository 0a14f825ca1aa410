"""自评, 复算, 复核 side by side; a difference between neighbours is seen at once."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.words import draw_words
from ui.theme import colour, px, text_font

GAP, HEIGHT = 14, 44  # px


class ScoreTrio(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_scores(self, *scores: tuple[str, str]) -> None:
        """Heading and words of each: '78.45　基本完成', the figure and what it comes to."""
        self._scores = scores
        said = "，".join(f"{name} {words}" for name, words in scores)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._scores)

    def sizeHint(self) -> QSize:
        return QSize(self._whole_width(), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The figures alone; what they come to is then in the tool tip."""
        return QSize(self._whole_width(brief=True), px(HEIGHT))

    def _whole_width(self, *, brief: bool = False) -> int:
        widths = (self._width(number, brief=brief) for number in range(len(self._scores)))
        return round(sum(widths)) + 1

    def _width(self, number: int, *, brief: bool) -> float:
        figure, _, rest = self._face(number).partition("　")
        rest = "" if brief else rest
        bold = QFontMetricsF(text_font("heading", bold=True)).horizontalAdvance(figure)
        small = QFontMetricsF(text_font("small")).horizontalAdvance(rest)
        return max(bold + (small + 6 if rest else 0), 48) + 2 * GAP

    def _face(self, number: int) -> str:
        """Its words, marked where they are other than those before."""
        words = self._scores[number][1]
        return f"≠ {words}" if number and words != self._scores[number - 1][1] else words

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        brief = self.width() < self._whole_width()
        for number, (name, _) in enumerate(self._scores):
            width = self._width(number, brief=brief)
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
            if brief:
                left += width
                continue
            painter.setFont(text_font("small"))
            beside = inner.adjusted(
                QFontMetricsF(text_font("heading", bold=True)).horizontalAdvance(figure) + 6,
                0, 0, -1,
            )  # fmt: skip
            draw_words(painter, beside, rest, Qt.AlignmentFlag.AlignBottom)
            left += width

"""自评, 复算, 复核 side by side; a difference between neighbours is seen at once."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.label import Painted, plain_tip
from ui.kit.words import draw_words
from ui.theme import colour, px, text_font

GAP, HEIGHT = 14, 44  # px
NO_FIGURE = "—"


@dataclass(frozen=True)
class TrioScore:
    """'自评', '78.45', '基本完成': a heading, the figure and what it comes to."""

    name: str
    figure: str
    rest: str = ""
    known: bool = True  # else what follows is not held against it

    @property
    def words(self) -> str:
        return "　".join(filter(None, (self.figure, self.rest)))


class ScoreTrio(Painted):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores: tuple[TrioScore, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_scores(self, *scores: TrioScore) -> None:
        self._scores = scores
        said = "，".join(f"{one.name} {one.words}" for one in scores)
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(score.words for score in self._scores)

    def sizeHint(self) -> QSize:
        return QSize(self._whole_width(), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The figures alone; what they come to is then in the tool tip."""
        return QSize(self._whole_width(brief=True), px(HEIGHT))

    def _whole_width(self, *, brief: bool = False) -> int:
        widths = (self._width(number, brief=brief) for number in range(len(self._scores)))
        return round(sum(widths)) + 1

    def _width(self, number: int, *, brief: bool) -> float:
        figure, rest = self._figure(number), "" if brief else self._scores[number].rest
        bold = QFontMetricsF(text_font("heading", bold=True)).horizontalAdvance(figure)
        small = QFontMetricsF(text_font("small")).horizontalAdvance(rest)
        return max(bold + (small + 6 if rest else 0), 48) + 2 * GAP

    def _differs(self, number: int) -> bool:
        """Whether a score is another than the one before it, if that is known; where there is no
        figure twice, what is said of that differs in nothing.
        """
        if number == 0:
            return False
        before, after = self._scores[number - 1 : number + 1]
        if not before.known or before.figure == after.figure == NO_FIGURE:
            return False
        return before.words != after.words

    def _figure(self, number: int) -> str:
        """The figure of a score, marked where it differs."""
        return f"{'≠ ' if self._differs(number) else ''}{self._scores[number].figure}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0.0
        brief = self.width() < self._whole_width()
        for number, score in enumerate(self._scores):
            width = self._width(number, brief=brief)
            if number:
                painter.setPen(colour("line"))
                painter.drawLine(round(left), 2, round(left), px(HEIGHT) - 2)
            inner = QRectF(left + (GAP if number else 0), 0, width - GAP, px(HEIGHT))
            painter.setFont(text_font("small"))
            painter.setPen(colour("quiet"))
            draw_words(painter, inner, score.name, Qt.AlignmentFlag.AlignTop)
            figure = self._figure(number)
            token = "look" if self._differs(number) else "ink"
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
            draw_words(painter, beside, score.rest, Qt.AlignmentFlag.AlignBottom)
            left += width

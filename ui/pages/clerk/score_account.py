"""How the total comes about: each part, and every rule that acted on the whole, with its source."""

from PySide6.QtWidgets import QFrame, QWidget

from model.domain.numbers import number_text, points_text
from model.domain.score import Assessment
from ui.kit.label import line_label, words_label
from ui.kit.layout import add, clear_layout, column
from ui.kit.metrics import BLOCK, EDGE, TIGHT


class ScoreAccount(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("account")
        self._lines = column(spacing=2)
        heading = line_label("question_heading", "总分是怎样算出来的")
        margins = (EDGE, BLOCK, EDGE, EDGE)
        column(heading, self._lines, spacing=TIGHT, margins=margins, parent=self)

    def show_assessment(self, assessment: Assessment) -> None:
        clear_layout(self._lines)
        for part in assessment.parts:
            points = "未填" if part.points is None else points_text(part.points)
            self._add(f"{part.title} {points} / {number_text(part.maximum)}", part.sentence)
        for adjustment in assessment.adjustments:
            if adjustment.points or adjustment.forces:
                effect = f"{adjustment.points:+.2f} 分" if adjustment.points else adjustment.forces
                self._add(f"{adjustment.title}：{effect}", adjustment.sentence)

    def _add(self, heading: str, words: str) -> None:
        for text, name in ((heading, "part"), (words, "help")):
            label = words_label(name, text, self)
            add(self._lines, label)

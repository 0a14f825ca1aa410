"""How the total comes about: each part, and every rule that acted on the whole, with its source."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from model.domain.numbers import number_text, points_text
from model.domain.score import Assessment


class ScoreAccount(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("account")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        heading = QLabel("总分是怎样算出来的", self)
        heading.setObjectName("question_heading")
        column.addWidget(heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)

    def show_assessment(self, assessment: Assessment) -> None:
        while (taken := self._lines.takeAt(0)) is not None:
            if widget := taken.widget():
                widget.deleteLater()
        for part in assessment.parts:
            points = "未填" if part.points is None else points_text(part.points)
            self._add(f"{part.title} {points} / {number_text(part.maximum)}", part.sentence)
        for adjustment in assessment.adjustments:
            if adjustment.points or adjustment.forces:
                effect = f"{adjustment.points:+.2f} 分" if adjustment.points else adjustment.forces
                self._add(f"{adjustment.title}：{effect}", adjustment.sentence)

    def _add(self, heading: str, words: str) -> None:
        for text, name in ((heading, "part"), (words, "help")):
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName(name)
            label.setWordWrap(True)
            self._lines.addWidget(label)

"""How the total comes about: each part, and every rule that acted on the whole, with its source."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from model.domain.numbers import number_text, points_text
from model.domain.score import Assessment


class ScoreAccount(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(24, 12, 24, 12)
        self._lines.setSpacing(4)

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
                self._add(f"{adjustment.title} {effect}", adjustment.sentence)

    def _add(self, heading: str, words: str) -> None:
        label = QLabel(f"<b>{heading}</b>　{words}", self)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setObjectName("help")
        label.setWordWrap(True)
        self._lines.addWidget(label)

"""What one answer is worth, why, and what would make it worth more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from model.domain.numbers import points_text
from model.domain.score import Score, Standing


class ScoreFoot(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        self._points = QLabel(self)
        self._points.setObjectName("points")
        self._points.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._points)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._sentence, self._advice = QLabel(self), QLabel(self)
        for label, name in ((self._sentence, "sentence"), (self._advice, "advice")):
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        row.addLayout(words, 1)

    def show_score(self, score: Score | None, *, carried: bool = False, why: str = "") -> None:
        """
        Args:
            carried: from another year, and nobody has said yet whether it holds.
            why: why the item earns no points, where there is no score.
        """
        if score is not None and carried and score.standing is Standing.OPEN:
            self._points.setText(f"沿用未改，满分 {points_text(score.maximum)}")
            self._sentence.setText("内容沿用自去年，核对后改写，或按 Ctrl+L 确认仍然属实，才计分。")
            self._advice.hide()
            return
        if score is None:
            self._points.setText("不计分")
            self._sentence.setText(f"{why}。" if why else "本项不参与评分。")
            self._advice.hide()
            return
        maximum = points_text(score.maximum)
        self._points.setText(
            f"{points_text(score.points)} / {maximum} 分"
            if score.points is not None
            else f"{score.standing.value}，满分 {maximum}"
            if score.standing is Standing.OPEN
            else score.standing.value
        )
        self._sentence.setText(score.sentence)
        self._advice.setText(score.advice)
        self._advice.setVisible(bool(score.advice))

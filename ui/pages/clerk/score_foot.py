"""What one answer is worth, why, and what would make it worth more."""

from PySide6.QtWidgets import QFrame, QWidget

from model.domain.numbers import points_text
from model.domain.score import Score, Standing
from ui.kit.label import line_label, words_label
from ui.kit.layout import column, row, wide
from ui.kit.metrics import BLOCK

MARGINS = (24, 10, 24, 10)  # px


class ScoreFoot(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._points = line_label("points")
        self._sentence, self._advice = words_label("sentence"), words_label("advice")
        words = column(self._sentence, self._advice, spacing=2)
        row(self._points, wide(words), spacing=BLOCK, margins=MARGINS, parent=self)

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

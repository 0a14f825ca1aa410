"""What one answer is worth, why, what would make it worth more, and on to the next item."""

from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.domain.numbers import FINE, points_text
from model.domain.score import Score, Standing
from ui.connection import connect
from ui.kit.button import Button
from ui.kit.elided_label import ElidedLabel
from ui.kit.label import line_label, plain_tip
from ui.kit.layout import REST, column, row, wide
from ui.kit.metrics import FOOT, FOOT_ROW, GAP, HIGH_FOOT, ICON, NONE
from ui.kit.repeated_presses import allow_many
from ui.pages.clerk.score_steps import CAPPED
from ui.theme import icon, px

NOTHING = Decimal(0)
ROOMY = 800  # px
STEPS = (("chevron-left", -1, "上一项（Ctrl+↑）"), ("chevron-right", 1, "下一项（Ctrl+↓）"))


class ScoreFoot(QFrame):
    """Always as high, so that nothing moves under the hand. `primary` leads on."""

    stepped = Signal(int)  # 1: to the next item, -1: to the one before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self._points = line_label("points")
        middle = Qt.TextElideMode.ElideMiddle  # a sentence ends in the points
        self._sentence, self._advice = ElidedLabel("", self, middle), ElidedLabel("", self)
        self._next = "", ""
        self._sentence.setObjectName("sentence")
        self._advice.setObjectName("advice")
        self.primary = Button(self)
        self.primary.setObjectName("primary")
        allow_many(self.primary)
        self.primary.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = column(REST, self._sentence, self._advice, REST, spacing=NONE)
        steps = [self._step(*step) for step in STEPS]
        self._line = row(
            self._points,
            wide(self._words),
            *steps,
            self.primary,
            spacing=GAP,
            margins=FOOT,
            parent=self,
        )

    def _step(self, drawing: str, by: int, words: str) -> QPushButton:
        button = Button(self)
        button.setObjectName("flat")
        button.setIcon(icon(drawing, "ink", ICON))
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words)
        connect(button.clicked, self, lambda: self.stepped.emit(by))
        allow_many(button)
        return button

    def sizeHint(self) -> QSize:
        """As high as ever, however many lines there are to say."""
        return QSize(super().sizeHint().width(), px(FOOT_ROW if self._is_roomy else HIGH_FOOT))

    @property
    def _is_roomy(self) -> bool:
        return self.width() >= px(ROOMY)

    def show_next(self, words: str, keys: str, *, some: bool) -> None:
        """*some*: whether there is anything to lead to."""
        self._next = words, keys
        self.primary.setEnabled(some)
        self.primary.setToolTip(plain_tip(f"跳到{words}的项（{keys}）"))
        self._show_next()

    def _show_next(self) -> None:
        """Says the keys on the button where the sentence has room beside them."""
        words, keys = self._next
        self.primary.setText(f"{words}　{keys}" if self._is_roomy else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the points stand above the sentence and leave it their room."""
        super().resizeEvent(event)
        beside = self._line.indexOf(self._points) == 0
        if beside != self._is_roomy:
            line = self._words if beside else self._line
            line.insertWidget(1 if beside else 0, self._points)
            self.updateGeometry()
        self._show_next()

    def show_score(
        self,
        score: Score | None,
        *,
        gain: Decimal = NOTHING,
        carried: bool = False,
        why: str = "",
    ) -> None:
        """
        Args:
            gain: what full points would add to the total [points].
            carried: from another year, and nobody has said yet whether it holds.
            why: why the item earns no points, where there is no score.
        """
        if score is None:
            self._show("不计分", f"{why}。" if why else "本项不参与评分。")
            return
        maximum = points_text(score.maximum, FINE)  # as its sentence says them
        points = (
            f"{points_text(score.points, FINE)} / {maximum} 分"
            if score.points is not None
            else f"{'沿用未改' if carried else score.standing.value}，满分 {maximum}"
            if score.standing is Standing.OPEN
            else score.standing.value
        )
        # An item weighs more in a part from which others are left out.
        raised = f"总分可升 {points_text(gain)}" if gain else CAPPED
        advice = "；".join(filter(None, (score.advice, raised if gain != score.gain else "")))
        self._show(points, score.calculation or score.sentence, advice, whole=score.sentence)

    def _show(self, points: str, sentence: str, advice: str = "", *, whole: str = "") -> None:
        """*whole*: the sentence with what it goes by."""
        self._points.setText(points)
        self._sentence.setText(sentence)
        self._sentence.setToolTip(plain_tip(whole))
        self._sentence.setAccessibleDescription(whole)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))

"""The few items that gain most, each leading to its fields."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from ui.pages.clerk.score_delegate import HEIGHT, ScoreDelegate
from ui.pages.clerk.score_model import STEP, ScoreModel, Step
from ui.theme import px

MOST = 3


class ShortLadder(QListView):
    item_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = ScoreModel(self)
        self.setModel(self._steps)
        self.setItemDelegate(ScoreDelegate(self, margin=0))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("可得分最多的几项")
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """The first few of *steps* that gain anything."""
        self._steps.show_steps([step for step in steps if step.gain][:MOST])
        self.setFixedHeight(self._steps.rowCount() * px(HEIGHT))

    @property
    def count(self) -> int:
        return self._steps.rowCount()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.item_chosen.emit(index.data(STEP).score.item)

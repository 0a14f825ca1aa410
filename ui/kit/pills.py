"""Filters of a list, or the parts of a page, side by side: one is chosen, or no filter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.kit.flow import Flow
from ui.kit.metrics import TIGHT


class Pills(QWidget):
    chosen = Signal(int)

    def __init__(
        self,
        words: Sequence[str],
        parent: QWidget | None = None,
        *,
        first_is_all: bool = False,
        look: str = "pill",
    ) -> None:
        """
        Args:
            first_is_all: the first shows everything and is no pill; pressing the chosen pill
                again goes back to it.
            look: "pill" for filters, "tab" for the parts of a page.
        """
        super().__init__(parent)
        self._first_is_all, self._was = first_is_all, 0
        row = Flow(self, TIGHT)
        self._group = QButtonGroup(self)
        for number, word in enumerate(words):
            pill = QPushButton(word, self)
            pill.setObjectName(look)
            pill.setCheckable(True)
            pill.setAutoExclusive(True)  # heard as one of several
            pill.setCursor(Qt.CursorShape.PointingHandCursor)
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(pill, number)
            row.addWidget(pill)
        self._group.button(0).setChecked(True)
        self._group.button(0).setHidden(first_is_all)
        self._group.idToggled.connect(self._on_toggled)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        self._was = number
        self._group.button(number).setChecked(True)

    def set_shown(self, number: int, *, shown: bool) -> None:
        """Shows or hides a pill; the first one is chosen where the chosen one goes."""
        if not shown and number == self.current:
            self.choose(0)
        self._group.button(number).setVisible(shown)

    def show_words(self, words: Sequence[str], *, said: Sequence[str] = ()) -> None:
        """*said*: how they are heard, where that is not as they are seen."""
        for number, word in enumerate(words):
            self._group.button(number).setText(word)
        for number, word in enumerate(said):
            self._group.button(number).setAccessibleName(word)

    def _on_clicked(self, number: int) -> None:
        again = self._first_is_all and number == self._was
        self.choose(0 if again else number)

    def _on_toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(number)

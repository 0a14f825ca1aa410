"""One thing shown in one of a few ways: joined buttons, one of them pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.kit.layout import row
from ui.kit.metrics import NONE


class ModeSwitch(QWidget):
    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        buttons = [QPushButton(word, self) for word in words]
        for number, button in enumerate(buttons):
            button.setObjectName("mode")
            button.setProperty(
                "place", "first" if not number else "last" if number == len(words) - 1 else "middle"
            )
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
        buttons[0].setChecked(True)
        row(*buttons, spacing=NONE, parent=self)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    @property
    def buttons(self) -> list[QPushButton]:
        return [self._group.button(number) for number in range(len(self._group.buttons()))]  # type: ignore[misc]

    def choose(self, number: int) -> None:
        """Shows *number* as pressed; nothing is said."""
        self._group.button(number).setChecked(True)

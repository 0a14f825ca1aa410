"""Files of other years, a line for each year, and the way to take them in where they belong."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.connection import connect
from ui.kit.layout import clear_layout


class StrayBar(QWidget):
    """Hidden while there are none."""

    requested = Signal(int)  # year

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[int, QPushButton] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(24, 0, 24, 0)
        self._lines.setSpacing(0)
        self.hide()

    def show_years(self, words: Mapping[int, str], open_year: int) -> None:
        """*words*: what to say about the files of each year."""
        clear_layout(self._lines)
        self.buttons = {}
        for year, sentence in words.items():
            line = QFrame(self)
            line.setObjectName("stray")
            row = QHBoxLayout(line)
            row.setContentsMargins(14, 6, 8, 6)
            said = QLabel(sentence, line)
            said.setWordWrap(True)
            row.addWidget(said, 1)
            action = "现在接收" if year == open_year else f"转到 {year} 年度接收"
            button = self.buttons[year] = QPushButton(action, line)
            connect(button.clicked, self, partial(self._ask, year))
            row.addWidget(button)
            self._lines.addWidget(line)
        self.setVisible(bool(words))

    def _ask(self, year: int) -> None:
        self.requested.emit(year)

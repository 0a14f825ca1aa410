"""Files of other years, a line for each year, and the way to take them in where they belong."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.connection import connect
from ui.kit.label import words_label
from ui.kit.layout import add, box, clear_layout, column, row, wide
from ui.kit.metrics import EDGE, SNUG

LINE = (14, 6, 8, 6)  # px


class OtherYearsBar(QWidget):
    """Files of other years, a line each. Hidden while there are none."""

    requested = Signal(int)  # year

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[int, QPushButton] = {}
        self._lines = column(margins=(EDGE, 0, EDGE, 0), parent=self)
        self.hide()

    def show_years(
        self, words: Mapping[int, str], open_year: int, locked: Collection[int] = ()
    ) -> None:
        """*words*: what to say about the files of each year; those *locked* take nothing in."""
        clear_layout(self._lines)
        self.buttons = {}
        for year, sentence in words.items():
            action = "现在接收" if year == open_year else f"转到 {year} 年度接收"
            button = self.buttons[year] = QPushButton(action, self)
            connect(button.clicked, self, partial(self._ask, year))
            button.setHidden(year in locked)
            line = row(wide(words_label("", sentence)), button, spacing=SNUG, margins=LINE)
            add(self._lines, box(line, "stray"))
        self.setVisible(bool(words))

    def _ask(self, year: int) -> None:
        self.requested.emit(year)

"""On the clerk's board: last year's answers as the basis of this year's."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.card import Card
from ui.kit.label import line_label, words_label
from ui.kit.layout import add
from ui.kit.link import Link
from ui.theme import icon


class PreviousYearCard(Card):
    """Offers last year's answers. Hidden where there are none to offer or to look for."""

    wanted = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._heading, self._words = line_label("card_heading"), words_label("help")
        self.look = QPushButton(icon("copy", "ink", 16), "先看看再填入…", self)
        self.look.clicked.connect(self.wanted)
        self.open = Link("打开去年导出的工作簿…", self)
        self.open.clicked.connect(self.file_wanted)
        add(self.column, self._heading, self._words, self.look, self.open)

    def show_basis(self, year: int, count: int, *, asking: bool, closed: bool) -> None:
        """*count*: how many items *year* can fill in; *asking*: nothing of that year is here."""
        self._heading.setText(f"用 {year} 年的内容打底")
        self._words.setText(
            f"{year} 年填过的内容，有 {count} 项可以填到今年空着的栏里；"
            "指标数值不带，已填的不动。带来的标“沿用未改”，改过或确认以后才计分。"
            if count
            else f"{year} 年不是在这台电脑上填的？打开那年导出的工作簿，可以把内容带过来。"
        )
        self.look.setVisible(count > 0)
        self.open.setVisible(not count)
        self.setVisible((count > 0 or asking) and not closed)

    @property
    def words(self) -> str:
        return self._words.text()

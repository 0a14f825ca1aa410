"""On the clerk's board: until when, under which package, and how to take one in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.card import Card
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import add
from ui.kit.link import Link


class PackageCard(Card):
    take_in_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("任务包与退回单", parent)
        self._due, self._words = line_label("question_heading"), words_label("help")
        take_in = Link("打开任务包、退回单…（也可以把文件拖进窗口）", self)
        take_in.clicked.connect(self.take_in_requested)
        add(self.column, self._due, self._words, take_in)

    def show_package(self, due: str, words: str) -> None:
        """*due* "": there is no deadline."""
        show_words(self._due, due)
        self._words.setText(words)

    @property
    def due(self) -> str:
        return self._due.text()

    @property
    def words(self) -> str:
        return self._words.text()

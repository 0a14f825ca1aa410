"""On the clerk's board: until when, under which package, and how to take one in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.domain.origin import OriginStanding
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, add, row
from ui.kit.link import Link
from ui.kit.metrics import TIGHT
from ui.status_marks import ORIGIN_MARKS


class PackageCard(Card):
    take_in_requested = Signal()
    list_requested = Signal()  # of what came

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("任务包与退回单", parent)
        self._due, self._words = words_label("question_heading"), words_label("help")
        take_in = Link("打开任务包、退回单…（也可以把文件拖进窗口）", self)
        take_in.clicked.connect(self.take_in_requested)
        self._mark = Chip(self)
        self.received = Link("收到的文件…", self)
        self.received.clicked.connect(self.list_requested)
        origin = row(self._mark, self.received, REST, spacing=TIGHT)
        add(self.column, self._due, self._words, origin, take_in)

    def show_package(self, due: str, words: str, origin: OriginStanding | None) -> None:
        """
        Args:
            due: "": there is no deadline.
            origin: of the package in force; None: there is none, or it was made here.
        """
        show_words(self._due, due)
        self._words.setText(words)
        self._mark.show_mark(ORIGIN_MARKS[origin] if origin else None)

    @property
    def origin_words(self) -> str:
        return "" if self._mark.isHidden() else self._mark.words

    @property
    def due(self) -> str:
        return self._due.text()

    @property
    def words(self) -> str:
        return self._words.text()

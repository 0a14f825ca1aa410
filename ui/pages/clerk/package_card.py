"""On the clerk's board: until when, under which package, and how to take one in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit.card import Card
from ui.kit.link import Link


class PackageCard(Card):
    take_in_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("任务包与退回单", parent)
        self._due, self._words = QLabel(self), QLabel(self)
        self._due.setObjectName("question_heading")
        self._words.setObjectName("help")
        self._words.setWordWrap(True)
        take_in = Link("打开任务包、退回单…（也可以把文件拖进窗口）", self)
        take_in.clicked.connect(self.take_in_requested)
        for part in (self._due, self._words, take_in):
            self.column.addWidget(part)

    def show_package(self, due: str, words: str) -> None:
        """*due* "": there is no deadline."""
        self._due.setVisible(bool(due))
        self._due.setText(due)
        self._words.setText(words)

    @property
    def due(self) -> str:
        return self._due.text()

    @property
    def words(self) -> str:
        return self._words.text()

"""The line above a page: that the year is closed, and the way to where it is opened again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.kit.link import Link


class ClosedBar(QFrame):
    reopening_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closed_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(16)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.go = Link("去解除封存", self)
        self.go.clicked.connect(self.reopening_requested)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        self.hide()

    def show_words(self, words: str, *, can_reopen: bool) -> None:
        """*words* "": the year is open."""
        self.words.setText(words)
        self.go.setVisible(can_reopen)
        self.setVisible(bool(words))

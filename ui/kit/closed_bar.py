"""The line above a page: why it is only to be looked at, and the way on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit.label import words_label
from ui.kit.layout import row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, STRIP


class ClosedBar(QFrame):
    reopening_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, go: str = "去解除封存") -> None:
        """*go*: the words of the way on."""
        super().__init__(parent)
        self.setObjectName("closed_bar")
        self.words, self.go = words_label(), Link(go, self)
        self.go.clicked.connect(self.reopening_requested)
        row(wide(self.words), self.go, spacing=BLOCK, margins=STRIP, parent=self)
        self.hide()

    def show_words(self, words: str, *, can_reopen: bool) -> None:
        """Shows *words*; "" hides the bar: there is nothing to say."""
        self.words.setText(words)
        self.go.setVisible(can_reopen)
        self.setVisible(bool(words))

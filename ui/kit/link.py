"""A button that looks like a word: for what is at hand without asking for attention."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


class Link(QPushButton):
    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setObjectName("link")
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

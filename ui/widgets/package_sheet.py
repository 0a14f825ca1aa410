"""A scrolled sheet of paper beside a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

WIDEST = 760  # px, so that lines of text stay readable


class Sheet(QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper = QWidget()
        self.paper.setObjectName("paper")
        self.paper.setMaximumWidth(WIDEST)
        self.column = QVBoxLayout(self.paper)
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(16)
        self.setWidget(self.paper)

    def add_label(self, name: str, words: str = "") -> QLabel:
        """*name* is its kind in the style sheet."""
        label = QLabel(words, self.paper)
        label.setObjectName(name)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

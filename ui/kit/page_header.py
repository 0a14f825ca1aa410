"""The head of every page: title, one line of state, at most one primary button, always there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit.elided_label import ElidedLabel
from ui.kit.metrics import HEADER
from ui.theme import px


class PageHeader(QWidget):
    def __init__(self, title: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        heading = QLabel(title, self)
        heading.setObjectName("title")
        self._state = ElidedLabel("", self)
        self._state.setObjectName("state")
        words.addWidget(heading)
        words.addWidget(self._state)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.primary = QPushButton(action, self)
        self.primary.setObjectName("primary")
        self.primary.setCursor(Qt.CursorShape.PointingHandCursor)
        self.primary.setVisible(bool(action))
        row.addWidget(self.primary)
        self._row = row

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(HEADER))

    def add_beside(self, widget: QWidget) -> None:
        """Something less urgent, to the left of the primary button."""
        self._row.insertWidget(self._row.indexOf(self.primary), widget)

    def show_state(self, words: str) -> None:
        self._state.setText(words)

    @property
    def state(self) -> str:
        return self._state.text()

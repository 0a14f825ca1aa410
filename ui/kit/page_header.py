"""The head of every page: title, one line of state, at most one primary button, always there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui.kit.elided_label import ElidedLabel
from ui.kit.label import line_label
from ui.kit.layout import REST, column, row, wide
from ui.kit.metrics import BLOCK, EDGE, HAIR, HEADER
from ui.theme import px


class PageHeader(QWidget):
    def __init__(self, title: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._state = ElidedLabel("", self)
        self._state.setObjectName("state")
        self.primary = QPushButton(action, self)
        self.primary.setObjectName("primary")
        self.primary.setCursor(Qt.CursorShape.PointingHandCursor)
        self.primary.setVisible(bool(action))
        words = column(REST, line_label("title", title), self._state, REST, spacing=HAIR)
        parts = (wide(words), self.primary)
        self._row = row(*parts, spacing=BLOCK, margins=(EDGE, 0, EDGE, 0), parent=self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(HEADER))

    def add_beside(self, widget: QWidget) -> None:
        """Puts *widget* to the left of the primary button."""
        self._row.insertWidget(self._row.indexOf(self.primary), widget)

    def show_state(self, words: str) -> None:
        self._state.setText(words)

    @property
    def state(self) -> str:
        return self._state.text()

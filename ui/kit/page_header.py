"""The head of every page: title, one line of state, at most one primary button, always there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from ui.kit.announcement import say
from ui.kit.button import Button
from ui.kit.elided_label import ElidedLabel
from ui.kit.focus_order import put_in_order
from ui.kit.label import line_label, show_words
from ui.kit.layout import row, wide
from ui.kit.metrics import EDGE, GAP, HEADER, NONE, px


class PageHeader(QWidget):
    def __init__(self, title: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._state, self._lasting = ElidedLabel("", self), ""
        self._state.setObjectName("state")
        self.primary = Button(action, self)
        self.primary.setObjectName("primary")
        self.primary.setCursor(Qt.CursorShape.PointingHandCursor)
        self.primary.setVisible(bool(action))
        self.title = line_label("title", title)
        self._aside = line_label("help")
        self._aside.hide()
        parts = (self.title, wide(self._state), self._aside, self.primary)
        self._row = row(*parts, spacing=GAP, margins=(EDGE, NONE, EDGE, NONE), parent=self)

    def sizeHint(self) -> QSize:
        """As high as its one row; on low windows a little less."""
        return QSize(super().sizeHint().width(), px(HEADER))

    def add_beside(self, widget: QWidget) -> None:
        """Puts *widget* to the left of the primary button."""
        self._row.insertWidget(self._row.indexOf(self.primary), widget)
        put_in_order(self)

    def show_aside(self, words: str) -> None:
        """Shows quietly what holds for the whole year; "" for nothing."""
        show_words(self._aside, words)

    @property
    def aside(self) -> str:
        return self._aside.text()

    def show_state(self, words: str) -> None:
        self._lasting = words
        self._state.setText(words)

    def tell(self, words: str) -> None:
        """Shows *words* that somebody waits for in the place of the state, and says them aloud;
        until there is a new state, or `hush`.
        """
        self._state.setText(words)
        say(self, words)

    def hush(self) -> None:
        """Shows the state again where something was told: one looks at something else now."""
        self._state.setText(self._lasting)

    @property
    def state(self) -> str:
        return self._state.text()

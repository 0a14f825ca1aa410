"""Filters of a list, or the parts of a page, side by side: one is chosen, or no filter."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QWidget,
)

from ui.kit.flow import Flow
from ui.kit.metrics import TIGHT
from ui.kit.search_field import SearchField

WRITTEN_IN = (QLineEdit, QTextEdit, QPlainTextEdit)
COUNT = re.compile("[0-9]+")


class _Pill(QPushButton):
    """As wide as with a count of two digits, so that its neighbours stay while it counts on."""

    def sizeHint(self) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        widest = COUNT.sub(lambda count: "0" * max(len(count[0]), 2), self.text())
        option.text = widest  # type: ignore[attr-defined]  # PySide's types don't know it
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widest)
        button = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(button, option, words, self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Pills(QWidget):
    chosen = Signal(int)

    def __init__(
        self,
        words: Sequence[str],
        parent: QWidget | None = None,
        *,
        first_is_all: bool = False,
        look: str = "pill",
    ) -> None:
        """
        Args:
            first_is_all: the first shows everything and is no pill; pressing the chosen pill
                again goes back to it.
            look: "pill" for filters, "tab" for the parts of a page.
        """
        super().__init__(parent)
        self._first_is_all, self._was = first_is_all, 0
        row = Flow(self, TIGHT)
        self._group = QButtonGroup(self)
        for number, word in enumerate(words):
            pill = _Pill(word, self)
            pill.setObjectName(look)
            pill.setCheckable(True)
            pill.setAutoExclusive(True)  # heard as one of several
            pill.setCursor(Qt.CursorShape.PointingHandCursor)
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(pill, number)
            row.addWidget(pill)
        self._group.button(0).setChecked(True)
        self._group.button(0).setHidden(first_is_all)
        self._group.idToggled.connect(self._on_toggled)
        self._group.idClicked.connect(self._on_clicked)
        self._group.idPressed.connect(self._on_pressed)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        self._was = number
        self._group.button(number).setChecked(True)

    def set_shown(self, number: int, *, shown: bool) -> None:
        """Shows or hides a pill; the first one is chosen where the chosen one goes."""
        if not shown and number == self.current:
            self.choose(0)
        self._group.button(number).setVisible(shown)

    def show_words(self, words: Sequence[str], *, said: Sequence[str] = ()) -> None:
        """*said*: how they are heard, where that is not as they are seen."""
        for number, word in enumerate(words):
            self._group.button(number).setText(word)
        for number, word in enumerate(said):
            self._group.button(number).setAccessibleName(word)

    def _on_pressed(self, number: int) -> None:
        """Whoever wrote in a field leaves it: what is shown then may have fields of its own, and
        the next letters are not for them. Whoever was in the list, or searches, goes on there.
        """
        at = QApplication.focusWidget()
        if isinstance(at, WRITTEN_IN) and not isinstance(at, SearchField):
            self._group.button(number).setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_clicked(self, number: int) -> None:
        again = self._first_is_all and number == self._was
        self.choose(0 if again else number)

    def _on_toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(number)

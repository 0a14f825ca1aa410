"""Words that are there now and then: most labels of a page have nothing to say when it opens."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from ui.kit.label import Label, plain_tip, show_words, words_label
from ui.kit.layout import NO_MARGINS, add


class LateWords(QHBoxLayout):
    """The place of a label, which is made when it first has something to say."""

    def __init__(self, kind: str, make: Callable[[str], Label] = words_label) -> None:
        """*kind*: of the label, in the style sheet."""
        super().__init__()
        self.setContentsMargins(*NO_MARGINS)
        self._kind, self._make = kind, make
        self._label: Label | None = None

    @property
    def text(self) -> str:
        """What is shown; "" while it is hidden."""
        return self._label.text() if self._label else ""

    def show_words(self, words: str) -> None:
        """Shows *words*, or nothing where there are none."""
        if self._label is None:
            if not words:
                return
            self._label = self._make(self._kind)
            self._label.hide()
            add(self, self._label)
        show_words(self._label, words)

    def set_tip(self, words: str) -> None:
        """*words* for the mouse over what is shown."""
        if self._label:
            self._label.setToolTip(plain_tip(words))

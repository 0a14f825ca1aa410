"""A field of a panel: what is wrong with what was typed stands below it, at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.combo import Combo
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import column
from ui.kit.line_field import LineField
from ui.kit.metrics import SNUG
from ui.kit.prose import Prose

Check = Callable[[str], str]  # what is wrong with the words; "" for nothing


def no_complaint(_: str) -> str:
    return ""


class CheckedField(QWidget):
    """Tells what was typed once it is left, if nothing is wrong with it. What is wrong stays as it
    was typed, with its complaint, as long as the same thing is shown.
    """

    said = Signal(str)

    def __init__(
        self,
        label: str,
        check: Check = no_complaint,
        parent: QWidget | None = None,
        *,
        lines: int = 1,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._owner, self._kept = "", ""
        self._telling = False
        self._typed: dict[str, str] = {}  # words that could not be taken, by their owner
        self.box: LineField | Prose = Prose(lines, self) if lines > 1 else LineField(parent=self)
        self.box.setAccessibleName(label)
        self.box.setPlaceholderText(hint)
        self._complaint = words_label("complaint")
        self.box.textChanged.connect(self._on_changed)
        left = self.box.left if isinstance(self.box, Prose) else self.box.editingFinished
        left.connect(self.flush)
        column(
            line_label("label", label), self.box, self._complaint, spacing=SNUG, parent=self
        )  # fmt: skip
        self._on_changed()

    @property
    def text(self) -> str:
        box = self.box
        return (box.toPlainText() if isinstance(box, Prose) else box.text()).strip()

    @property
    def complaint(self) -> str:
        return self._complaint.text() if not self._complaint.isHidden() else ""

    def show_text(self, owner: str, text: str) -> None:
        """Shows *text*, which *owner* has; what was typed there and could not be taken comes
        again.
        """
        same = owner == self._owner and text == self._kept
        self._owner, self._kept = owner, text
        shown = self._typed.get(owner, text)
        if same or shown == self.text:
            self._on_changed()
            return
        with QSignalBlocker(self.box):
            if isinstance(self.box, Prose):
                self.box.show_text(shown)
            else:
                self.box.setText(shown)
        self._on_changed()

    def complain(self, sentence: str) -> None:
        """Says what is wrong with what stands there, or nothing any more."""
        show_words(self._complaint, sentence)
        self.box.setAccessibleDescription(sentence)

    def _on_changed(self) -> None:
        changed = self.text != self._kept
        wrong = self._check(self.text) if changed else ""
        if wrong:
            self._typed[self._owner] = self.text
        else:
            self._typed.pop(self._owner, None)
        self.complain(wrong)

    def flush(self) -> None:
        """Tells what was typed, if it can be taken."""
        if self._telling or self.text == self._kept or self.complaint:
            return
        self._telling = True  # what follows from it comes here again
        try:
            self.said.emit(self.text)
        finally:
            self._telling = False

    def refuse(self, sentence: str) -> None:
        """What was told was not taken, and why: it stays as it was typed."""
        self._typed[self._owner] = self.text
        self.complain(sentence)


class ChoiceField(QWidget):
    """One of a few words."""

    said = Signal(str)

    def __init__(self, label: str, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Combo(self)
        self.box.setAccessibleName(label)
        self.show_choices(choices, "")
        self.box.textActivated.connect(self._on_activated)
        self._kept = ""
        column(line_label("label", label), self.box, spacing=SNUG, parent=self)

    def show_choices(self, choices: Sequence[str], chosen: str) -> None:
        self.box.offer((word, word) for word in choices)
        self.show_text(chosen)

    def show_text(self, chosen: str) -> None:
        self._kept = chosen
        self.box.choose(chosen)

    def _on_activated(self, chosen: str) -> None:
        if chosen != self._kept:
            self._kept = chosen
            self.said.emit(chosen)

"""Something to know that would be in the way if it always stood there: opened on demand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.kit.label import words_label
from ui.kit.layout import at_left, column
from ui.kit.link import Link
from ui.kit.metrics import HAIR


class Notes(QWidget):
    """Hidden while there is nothing to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Link("", self)
        self._head.setCheckable(True)
        self._body = words_label("notes")
        self._head.toggled.connect(self._body.setVisible)
        column(at_left(self._head), self._body, spacing=HAIR, parent=self)
        self.hide()

    def show_notes(self, heading: str, notes: Sequence[str]) -> None:
        self._head.setText(heading)
        self._body.setText("\n".join(f"·　{note}" for note in notes))
        self._head.setChecked(False)
        self._body.hide()
        self.setVisible(bool(notes))

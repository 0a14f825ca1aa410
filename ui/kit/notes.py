"""Something to know that would be in the way if it always stood there: opened on demand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.kit.label import plain_tip, words_label
from ui.kit.layout import column
from ui.kit.link import Link


class Notes(QWidget):
    """Hidden until its `head` is pressed, which stands wherever the page puts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Link("", self)
        self.head.setCheckable(True)
        self._body = words_label("notes")
        self.head.toggled.connect(self.setVisible)
        column(self._body, parent=self)
        self.hide()

    def show_notes(self, heading: str, about: str, notes: Sequence[str]) -> None:
        """*about*: what the heading says in full."""
        self.head.setText(heading)
        self.head.setToolTip(plain_tip(about))
        head = (about,) if about else ()
        self._body.setText("\n".join((*head, *(f"·　{note}" for note in notes))))
        self.head.setChecked(False)
        self.hide()
        self.head.setVisible(bool(notes))

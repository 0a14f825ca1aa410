"""Something to know that would be in the way if it always stood there: opened on demand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.kit.link import Link


class Notes(QWidget):
    """Hidden while there is nothing to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._head = Link("", self)
        self._head.setCheckable(True)
        self._body = QLabel(self)
        self._body.setObjectName("notes")
        self._body.setWordWrap(True)
        self._head.toggled.connect(self._body.setVisible)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)
        self.hide()

    def show_notes(self, heading: str, notes: Sequence[str]) -> None:
        self._head.setText(heading)
        self._body.setText("\n".join(f"·　{note}" for note in notes))
        self._head.setChecked(False)
        self._body.hide()
        self.setVisible(bool(notes))

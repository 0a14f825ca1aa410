"""Files that wait for a person, in bulk: all that are listed accepted, or refused, for a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.layout import REST, row
from ui.kit.link import Link
from ui.kit.metrics import BLOCK


class ApartBar(QWidget):
    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.accept, self.refuse = Link("", self), Link("一并不予采用…", self)
        self.accept.clicked.connect(self.accepted)
        self.refuse.clicked.connect(self.refused)
        row(self.accept, self.refuse, REST, spacing=BLOCK, parent=self)
        self.hide()

    def show_count(self, waiting: int) -> None:
        """*waiting*: reports that the list shows."""
        self.accept.setText(f"列出的 {waiting} 份一并接受…")
        self.setVisible(waiting > 1)

"""不适用 in bulk: a yes or a no to all that the list shows, and taking it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.layout import REST, row
from ui.kit.link import Link
from ui.kit.metrics import BLOCK


class AbsenceBar(QWidget):
    approved = Signal()
    refused = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.approve, self.refuse, self.undo = (Link("", self) for _ in range(3))
        self.approve.clicked.connect(self.approved)
        self.refuse.clicked.connect(self.refused)
        self.undo.clicked.connect(self.taken_back)
        row(self.approve, self.refuse, self.undo, REST, spacing=BLOCK, parent=self)
        self.hide()

    def show_counts(self, claimed: int, undoable: int) -> None:
        """*claimed*: items that wait for a yes or no; *undoable*: those decided together last."""
        self.approve.setText(f"列出的 {claimed} 项全部核准…")
        self.refuse.setText("全部不予核准…")
        self.undo.setText(f"撤销刚才的 {undoable} 项")
        self.approve.setVisible(claimed > 0)
        self.refuse.setVisible(claimed > 0)
        self.undo.setVisible(undoable > 0)

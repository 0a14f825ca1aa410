"""不适用 in bulk: a yes or a no to all that the list shows, and taking it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.link import Link


class AbsenceBar(QWidget):
    approved = Signal()
    refused = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.approve, self.refuse, self.undo = (Link("", self) for _ in range(3))
        self.approve.clicked.connect(self.approved)
        self.refuse.clicked.connect(self.refused)
        self.undo.clicked.connect(self.taken_back)
        for link in (self.approve, self.refuse, self.undo):
            row.addWidget(link)
        row.addStretch(1)
        self.hide()

    def show_counts(self, claimed: int, undoable: int) -> None:
        """*claimed*: items that wait for a yes or no; *undoable*: those decided together last."""
        self.approve.setText(f"列出的 {claimed} 项全部核准…")
        self.refuse.setText("全部不予核准…")
        self.undo.setText(f"撤销刚才的 {undoable} 项")
        self.approve.setVisible(claimed > 0)
        self.refuse.setVisible(claimed > 0)
        self.undo.setVisible(undoable > 0)

"""Who is proposed for what, and that people decide."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from model.rulebook_editor.words import ABOUT_PROPOSALS
from ui.pages.rules.proposal_delegate import ProposalDelegate
from ui.pages.rules.proposals import PROPOSAL, ProposalModel


class ProposalList(QWidget):
    line_chosen = Signal(object)  # ProposalLine

    def __init__(self, model: ProposalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = QLabel(ABOUT_PROPOSALS, self)
        self.note.setObjectName("help")
        self.note.setWordWrap(True)
        self.view = QListView(self)
        self.view.setModel(model)
        self.view.setItemDelegate(ProposalDelegate(self.view))
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("建议名单")
        self.view.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        column.addWidget(self.view, 1)

    def _on_current(self, current: QModelIndex) -> None:
        if line := current.data(PROPOSAL):
            self.line_chosen.emit(line)

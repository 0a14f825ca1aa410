"""Every department's score, grade and rank, before and after; a click on a heading sorts."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.pages.rules.change_model import ChangeSorter
from ui.pages.rules.shift_cells import ShiftDelegate

ROW, RANK = 34, 3  # px; column
WIDE, NARROW = (158, 132, 102), (108, 112, 72)  # px: score, grade, rank
ENOUGH = 510  # px, for the wide ones


class ChangeTable(QTableView):
    line_chosen = Signal(object)  # ChangeLine

    def __init__(self, sorter: ChangeSorter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sorter = sorter
        self.setModel(sorter)
        self.setItemDelegate(ShiftDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setColumnHidden(RANK, True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setAccessibleName("各单位得分、等次和名次的变化")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, RANK + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_row)

    def show_ranks(self, *, shown: bool) -> None:
        """By rank, or without ranks in the order of the plan."""
        if self.isColumnHidden(RANK) == shown:
            self.setColumnHidden(RANK, not shown)
            self.sortByColumn(RANK if shown else 0, Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        widths = WIDE if self.width() >= ENOUGH else NARROW
        for column, width in enumerate(widths, start=1):
            self.setColumnWidth(column, width)
        super().resizeEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters belong to fields."""

    def _on_row(self, current: QModelIndex) -> None:
        if line := self._sorter.line_at(current):
            self.line_chosen.emit(line)

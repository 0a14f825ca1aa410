"""The pasted rows as they were in the spreadsheet, each beside the item it was taken for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.kit.focus_frame import paint_ring
from ui.kit.label import plain_tip
from ui.kit.mark_icon import mark_icon
from ui.kit.metrics import MARK
from ui.status_marks import Mark
from ui.theme import colour, px

OPEN = Qt.ItemDataRole.UserRole  # whether a person has to decide about the cell
LINES, MARGIN = 2, 12  # of text in a row; px above and below together
ITEM, CELL = 190, 110  # px: the first column, each of many others
FEW = 4  # columns that share the room


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """`note`: what becomes of it, where that is not plain."""

    words: str
    note: str = ""
    mark: Mark | None = None


class PasteGrid(QTableWidget):
    """The pasted cells, to be looked at only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setWordWrap(True)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(False)
        self.setIconSize(QSize(px(MARK), px(MARK)))
        self.setAccessibleName("粘贴的内容逐格对照")
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():  # nothing is chosen in it
            paint_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()))

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[GridCell]]) -> None:
        self.clear()
        self.setColumnCount(len(headings))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(headings))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                self.setItem(number, column, _item(cell, first=column == 0))
        head = self.horizontalHeader()
        modes = QHeaderView.ResizeMode
        for column in range(len(headings)):
            shares = column and len(headings) <= FEW
            mode = modes.Stretch if shares else modes.Interactive
            head.setSectionResizeMode(column, mode)
            self.setColumnWidth(column, px(CELL if column else ITEM))
        head.setStretchLastSection(len(headings) > FEW)
        head.setMinimumSectionSize(max(map(head.sectionSizeHint, range(len(headings))), default=0))
        high = LINES * self.fontMetrics().lineSpacing() + MARGIN
        self.verticalHeader().setDefaultSectionSize(high)

    def show_first_open(self) -> None:
        """Brings the first row into sight that a person has to decide about, with the words that
        begin it.
        """
        rows, columns = range(self.rowCount()), range(self.columnCount())
        cells = (item for row in rows for column in columns if (item := self.item(row, column)))
        if found := next((item for item in cells if item.data(OPEN)), None):
            self.scrollToItem(self.item(found.row(), 0) or found)

    @property
    def words(self) -> list[list[str]]:
        """What stands in each cell, and what is said of it, for those who can't see it."""
        return [
            [
                "；".join(filter(None, (cell.text(), cell.toolTip())))
                for column in range(self.columnCount())
                if (cell := self.item(number, column))
            ]
            for number in range(self.rowCount())
        ]


def _item(cell: GridCell, *, first: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(cell.words)
    item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    said = "\n".join(filter(None, (cell.words if first else "", cell.note)))
    item.setToolTip(plain_tip(said or cell.words))
    item.setData(OPEN, cell.mark is Mark.WARNED)
    if cell.mark:
        item.setIcon(mark_icon(cell.mark, MARK))
        item.setForeground(colour(cell.mark.token))
    return item

"""The list of items beside the panel."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.pages.clerk.row_delegate import RowDelegate
from ui.pages.clerk.row_model import ROW, Index, RowFilter
from ui.pages.item_rows import Row


class ItemList(QListView):
    """Never searches by letters typed: they belong to the fields."""

    row_shown = Signal(object)  # Row
    paste_requested = Signal()
    copy_requested = Signal()
    entered = Signal()  # Enter: on to the fields

    def __init__(self, rows: RowFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(RowDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)  # rows go by the width they have
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName("清单")
        self.setTabKeyNavigation(False)

    @property
    def row(self) -> Row | None:
        """The chosen one; None while the list shows none."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, Row) else None

    def choose(self, index: QModelIndex) -> None:
        """Just this one, whatever keys are held down."""
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, how)

    def show_item(self, item: str) -> bool:
        """Choose *item*; False where it isn't in sight."""
        for number in range(self._rows.rowCount()):
            index = self._rows.index(number, 0)
            if index.data(ROW).item == item:
                self.choose(index)
                return True
        return False

    def step(self, by: int) -> bool:
        """Choose the next (1) or previous (-1); False at the end."""
        index = self._rows.index(self.currentIndex().row() + by, 0)
        if index.isValid():
            self.choose(index)
        return index.isValid()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: a letter typed here must not move the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.entered.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if (row := current.data(ROW)) is not None:
            self.row_shown.emit(row)

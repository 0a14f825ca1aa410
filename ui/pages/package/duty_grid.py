"""分工表: who leads, supports or is out of it, set by keys and mouse, cell by cell or in blocks."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from model.domain.package import Duty
from ui.kit.grown_width import fix_width
from ui.pages.package.duty_grid_model import DUTY, Grid, GridModel
from ui.pages.package.duty_grid_paint import COLUMN, HEAD, ROW, WORDS, DutyDelegate, NameHeader
from ui.theme import px

NEXT = {Duty.LEAD: Duty.SUPPORT, Duty.SUPPORT: Duty.NONE, Duty.NONE: Duty.LEAD}
KEYS = {
    Qt.Key.Key_1: Duty.LEAD,
    Qt.Key.Key_2: Duty.SUPPORT,
    Qt.Key.Key_3: Duty.NONE,
    Qt.Key.Key_0: Duty.NONE,
    Qt.Key.Key_Delete: Duty.NONE,
    Qt.Key.Key_Backspace: Duty.NONE,
}
Flag = QItemSelectionModel.SelectionFlag


class DutyGrid(QTableView):
    """A table of duties; `words` name them otherwise, e.g. where somebody takes over."""

    duty_set = Signal(object, object)  # tuple of (item, department), Duty
    alone_set = Signal(object)  # tuple of (item, department): these and nobody else
    filled_down = Signal(object)  # likewise: as in the first row
    row_chosen = Signal(str)  # item

    def __init__(
        self, parent: QWidget | None = None, words: Mapping[Duty, str] | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words or {duty: duty.value for duty in Duty}
        self._grid = GridModel(self)
        self.setModel(self._grid)
        self.setItemDelegate(DutyDelegate(self.words, self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("分工表：1 牵头，2 配合，3 不承担，4 只由它承担，空格换一种")
        across, down = (
            NameHeader(Qt.Orientation.Horizontal, self),
            NameHeader(Qt.Orientation.Vertical, self),
        )
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setDefaultSectionSize(px(COLUMN))
        across.setFixedHeight(px(HEAD))
        down.setDefaultSectionSize(px(ROW))
        fix_width(down, WORDS)
        for header in (across, down):
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_grid(self, grid: Grid) -> None:
        self._grid.show_grid(grid)

    @property
    def row_key(self) -> str:
        """The key of the current row; "" for none."""
        index = self.currentIndex()
        return self._grid.row_key(index.row()) if index.isValid() else ""

    def set_duty(self, duty: Duty) -> None:
        """Gives *duty* to every selected cell."""
        if chosen := self.selectedIndexes():
            self.duty_set.emit(self._grid.keys_at(chosen), duty)

    def set_alone(self) -> None:
        """Gives the selected items to the selected departments alone, and moves to the next row."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        self.alone_set.emit(self._grid.keys_at(chosen))
        if len(chosen) == 1 and (below := chosen[0].siblingAtRow(chosen[0].row() + 1)).isValid():
            self.setCurrentIndex(below)

    def fill_down(self) -> None:
        """Fills down as a spreadsheet does: from the first selected row, or from the row above."""
        chosen = self.selectedIndexes()
        rows = {index.row() for index in chosen}
        if len(rows) == 1:
            chosen = [*chosen, *(i.siblingAtRow(i.row() - 1) for i in chosen if i.row())]
        if len({index.row() for index in chosen}) > 1:
            self.filled_down.emit(self._grid.keys_at(chosen))

    def select_columns(self, departments: Iterable[str]) -> None:
        """Selects *columns* in the selected rows, or in all rows where none is selected."""
        found = sorted({index.row() for index in self.selectedIndexes()})
        rows = found or range(self._grid.rowCount())
        chosen = QItemSelection()
        for row in rows:
            for column in self._grid.columns_of(departments):
                index = self._grid.index(row, column)
                chosen.select(index, index)
        self.selectionModel().select(chosen, Flag.ClearAndSelect)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in KEYS:
            self.set_duty(KEYS[key])
        elif key == Qt.Key.Key_4:
            self.set_alone()
        elif key == Qt.Key.Key_D and held & Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif key == Qt.Key.Key_Space and held & Qt.KeyboardModifier.ShiftModifier:
            self.selectRow(self.currentIndex().row())
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.set_duty(self._next(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.duty_set.emit(self._grid.keys_at([index]), self._next(index))

    def _next(self, index: QModelIndex) -> Duty:
        """The next duty that has another word than *duty*."""
        now = Duty(index.data(DUTY))
        one = NEXT[now]
        return NEXT[one] if self.words[one] == self.words[now] else one

    def keyboardSearch(self, search: str) -> None:
        """Nothing: digits set duties."""

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self._grid.row_key(current.row()))

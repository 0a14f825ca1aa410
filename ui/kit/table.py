"""A table: calm lines, states as shapes, copied as it stands; sorted by a click on a heading, or
by Alt+→ and Alt+←: each column upwards, then downwards.
"""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.connection import call_later
from ui.kit.announcement import say
from ui.kit.clipboard import copy_rows
from ui.kit.entry import Index
from ui.kit.focus_frame import paint_view_ring
from ui.kit.metrics import GAP, TABLE_ROW
from ui.kit.table_cells import CellDelegate
from ui.kit.table_model import COPIED, Cell, Line, TableModel, TableSorter
from ui.theme import px, text_font

ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
WAYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
LEAST, LEAST_ALONE = 120, 150  # px, of columns that share what the others leave, of one
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Table(QTableView):
    line_chosen = Signal(str)  # key
    opened = Signal(str)  # key; Enter or double click

    def __init__(
        self,
        headings: Sequence[str],
        widths: Sequence[int],
        parent: QWidget | None = None,
        *,
        row: int = TABLE_ROW,
        chooses_first: bool = False,
        model: TableModel | None = None,
    ) -> None:
        """*widths* in px; 0 for columns that share what is left: where that is less than `LEAST`
        for each, the table scrolls sideways.

        chooses_first: the first line is chosen where the chosen one is gone.
        model: another kind of model, with the same headings.
        """
        super().__init__(parent)
        self.lines = model or TableModel(headings, self)
        self._sorter = TableSorter(self)
        self._sorter.setSourceModel(self.lines)
        self._row, self._chooses_first, self._seen = row, chooses_first, False
        self.setModel(self._sorter)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("、".join(heading.rstrip("#") for heading in headings if heading))
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.show_widths(widths)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.doubleClicked.connect(self._open)

    def show_widths(self, widths: Sequence[int]) -> None:
        """Gives the columns other *widths*; see above."""
        self._widths = tuple(widths)
        modes = QHeaderView.ResizeMode
        for column, width in enumerate(widths):
            mode = modes.Interactive if width else modes.Stretch
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self._measure()
        self._share_out()

    def _share_out(self) -> None:
        """Gives the columns without a width what is left, or the least where nothing is."""
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        shown = [n for n in range(len(self._widths)) if not self.isColumnHidden(n)]
        sharing = [n for n in shown if not self._widths[n]]
        taken = sum(header.sectionSize(n) for n in shown if self._widths[n])
        least = px(LEAST if len(sharing) > 1 else LEAST_ALONE)
        fits = self.viewport().width() - taken >= least * len(sharing)
        for column in sharing:
            header.setSectionResizeMode(column, modes.Stretch if fits else modes.Interactive)
            if not fits:
                self.setColumnWidth(column, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _measure(self) -> None:
        """Rows and columns grow with the text; no column is narrower than its heading, or than the
        figures and dates that stand at its right.
        """
        self.verticalHeader().setDefaultSectionSize(px(self._row))
        header = self.horizontalHeader()
        for column, width in enumerate(self._widths):
            if width:
                mark = header.fontMetrics().height()  # of the sorted column, kept for each
                heading = header.sectionSizeHint(column) - mark
                self.setColumnWidth(column, max(px(width), heading, self._figures_width(column)))

    def _widen(self) -> None:
        """Makes columns wider for the figures of other lines; never narrower, as people dragged."""
        narrow = {
            column: wanted
            for column, width in enumerate(self._widths)
            if width and (wanted := self._figures_width(column)) > self.columnWidth(column)
        }
        for column, wanted in narrow.items():
            self.setColumnWidth(column, wanted)
        if narrow:
            self._share_out()

    def _figures_width(self, column: int) -> int:
        """What the widest figure or date of the column takes [px]."""
        return self._words_width(column, figures=True)

    def _words_width(self, column: int, *, figures: bool = False) -> int:
        """What the widest words of the column take [px]; *figures*: only those at its right."""
        cells = (line.cells[column] for line in self.lines.lines)
        words = {cell.words for cell in cells if type(cell) is Cell and (cell.right or not figures)}
        metrics = QFontMetricsF(text_font())
        widest = max((metrics.horizontalAdvance(one) for one in words), default=0.0)
        return ceil(widest) + 2 * GAP + 1 if words else 0

    @property
    def whole_width(self) -> int:
        """What the table takes with nothing cut off [px]."""
        shown = [n for n in range(len(self._widths)) if not self.isColumnHidden(n)]
        own = [self.columnWidth(n) if self._widths[n] else self._words_width(n) for n in shown]
        return sum(own) + self.verticalScrollBar().sizeHint().width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()
            self._share_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Brings into sight, the first time, what was chosen before the table had its size."""
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            self._bring_into_sight()
            call_later(0, self, self._bring_into_sight)  # laid out by then

    def _bring_into_sight(self) -> None:
        """Scrolls to the chosen cell, and no further than it takes from the first of all."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_view_ring(self)

    @property
    def key(self) -> str:
        """The key of the chosen line; "" for none."""
        index = self._sorter.mapToSource(self.currentIndex())
        return self.lines.key(index.row()) if index.isValid() else ""

    def source_of(self, index: Index) -> QModelIndex:
        """The place in the model of what stands at *index* of the screen."""
        return self._sorter.mapToSource(index)

    def key_of(self, index: Index) -> str:
        """The key of the line that stands at *index* of the screen; "" for none."""
        return self._key_at(index.row()) if index.isValid() else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all lines, as they stand on the screen."""
        return tuple(self._key_at(row) for row in range(self.count))

    @property
    def count(self) -> int:
        return self._sorter.rowCount()

    def _key_at(self, row: int) -> str:
        return self.lines.key(self._sorter.mapToSource(self._sorter.index(row, 0)).row())

    def choose(self, key: str) -> bool:
        """Chooses the line *key*; False where there is no such line."""
        for row, one in enumerate(self.keys):
            if one == key:
                self._choose_row(row)
                return True
        return False

    def _choose_row(self, row: int) -> None:
        """Chooses the row alone, where Qt's `selectRow` goes by the keys held down."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._sorter.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows *lines*; nothing is said where the chosen line stays."""
        kept = self.key
        with QSignalBlocker(self):
            same = self.lines.show_lines(lines)
            self._widen()
            stays = bool(kept) and (same or self.choose(kept))
        if not stays and lines and self._chooses_first:
            self._choose_row(0)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A click beside the rows leaves what is chosen."""
        if not index.isValid():
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The line that is shown is one of those that are chosen, as in the list."""
        super().selectionChanged(selected, deselected)
        here, lines = self.currentIndex(), self.selectionModel().selectedRows()
        if lines and here.row() not in {one.row() for one in lines}:
            first = min(one.row() for one in lines)
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            index = self._sorter.index(first, max(here.column(), 0))
            self.selectionModel().setCurrentIndex(index, keep)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters belong to fields."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in WAYS:
            self.sort_on(WAYS[Qt.Key(event.key())])
        elif event.key() in ENTER and self.key:
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_out()
        else:
            super().keyPressEvent(event)

    def sort_on(self, by: int) -> None:
        """Sorts by what comes *by* places after the order in force: each column that is shown has
        two, before the first comes the order that the lines came in.
        """
        header = self.horizontalHeader()
        columns = [
            n for n in range(header.count()) if self._heading(n) and not self.isColumnHidden(n)
        ]
        places = [(-1, ORDERS[0]), *((column, order) for column in columns for order in ORDERS)]
        now = header.sortIndicatorSection(), header.sortIndicatorOrder()
        at = places.index(now) if now in places else 0
        self.sortByColumn(*places[(at + by) % len(places)])
        self.scrollTo(self.currentIndex())

    def _heading(self, column: int) -> str:
        return str(self.lines.headerData(column, Qt.Orientation.Horizontal) or "")

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        way = "从小到大" if order == ORDERS[0] else "从大到小"
        said = f"按“{self._heading(column)}”{way}排列" if column >= 0 else "按原来的次序排列"
        self.setAccessibleDescription(said)
        say(self, said)

    def _open(self) -> None:
        if self.key:
            self.opened.emit(self.key)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of all lines that are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        places = (self._sorter.mapToSource(self._sorter.index(row, 0)).row() for row in rows)
        return tuple(self.lines.key(place) for place in places)

    def copy_out(self) -> None:
        """Copies the chosen lines, under their headings where they are several."""
        columns = [n for n in range(self.lines.columnCount()) if not self.isColumnHidden(n)]
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = [
            tuple(str(self._sorter.index(row, column).data(COPIED)) for column in columns)
            for row in chosen
        ]
        if len(rows) > 1:
            across = Qt.Orientation.Horizontal
            rows.insert(0, tuple(str(self.lines.headerData(n, across)) for n in columns))
        if rows:
            copy_rows(tuple(rows))

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.line_chosen.emit(self.lines.key(self._sorter.mapToSource(current).row()))

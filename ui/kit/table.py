"""A table for reading: calm lines, states as shapes, sorted by a click on a heading."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.kit.table_model import CELL, Cell, Line, TableModel, TableSorter
from ui.kit.words import MIDDLE, MIDDLE_RIGHT, draw_words
from ui.status_marks import paint_mark
from ui.theme import colour, px, text_font

ROW, MARGIN, SYMBOL, BAR = 40, 12, 14, 3  # px


class Table(QTableView):
    line_chosen = Signal(str)  # key

    def __init__(
        self, headings: Sequence[str], widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """*widths* in px; 0 for columns that share what is left."""
        super().__init__(parent)
        self._lines = TableModel(headings, self)
        self._sorter = TableSorter(self)
        self._sorter.setSourceModel(self._lines)
        self.setModel(self._sorter)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("、".join(heading.rstrip("#") for heading in headings if heading))
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self._widths = tuple(widths)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        self._measure()
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def _measure(self) -> None:
        """Rows and columns grow with the text; no column is narrower than its heading."""
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        header = self.horizontalHeader()
        for column, width in enumerate(self._widths):
            if width:
                mark = header.fontMetrics().height()  # of the sorted column, kept for each
                heading = header.sectionSizeHint(column) - mark
                self.setColumnWidth(column, max(px(width), heading))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._lines.show_lines(lines)

    @property
    def count(self) -> int:
        return self._lines.rowCount()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters belong to fields."""

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.line_chosen.emit(self._lines.key(self._sorter.mapToSource(current).row()))


class _CellDelegate(QStyledItemDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell = index.data(CELL)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, colour("selection"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(MARGIN, 0, -MARGIN, 0)
        if cell.mark:
            square = QRectF(inner.left(), inner.center().y() - SYMBOL / 2, SYMBOL, SYMBOL)
            paint_mark(painter, cell.mark, square)
            inner.setLeft(inner.left() + SYMBOL + 8)
        font = text_font()
        painter.setFont(font)
        painter.setPen(colour(cell.mark.token if cell.mark else "ink"))
        draw_words(painter, inner, cell.words, MIDDLE_RIGHT if cell.right else MIDDLE)
        if cell.share is not None:
            bar = QRectF(inner.left(), box.bottom() - 8, inner.width(), BAR)
            painter.fillRect(bar, colour("line"))
            bar.setWidth(inner.width() * cell.share)
            painter.fillRect(bar, colour("accent"))
        painter.restore()

"""Plain tables for the office: headings, cells in words, and a mark where a cell is a state."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QObject, QSortFilterProxyModel, Qt

from ui.kit.entry import NOWHERE, Index
from ui.status_marks import Mark

CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`sort` orders a column of figures; "" sorts by the words. `share`, 0 to 1, is drawn too."""

    words: str
    mark: Mark | None = None
    right: bool = False
    sort: float | str = ""
    share: float | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    key: str
    cells: tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """A heading that ends in "#" stands over figures: right-aligned, the sign not shown."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def key(self, row: int) -> str:
        return self._lines[row].key

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        cell = self._lines[index.row()].cells[index.column()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return cell
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return cell.words
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
                return (side | Qt.AlignmentFlag.AlignVCenter).value
            case _:
                return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section].removesuffix("#")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figures = self._headings[section].endswith("#")
            side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None


class TableSorter(QSortFilterProxyModel):
    """Figures by size, words as they are."""

    def lessThan(self, left: Index, right: Index) -> bool:
        a, b = left.data(CELL), right.data(CELL)
        return self._weight(a) < self._weight(b)

    def _weight(self, cell: Cell) -> tuple[float, str]:
        if isinstance(cell.sort, str):
            return 0.0, cell.sort or cell.words
        return cell.sort, cell.words

"""What a table shows: headings, and lines of cells in words, marks and bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QObject, QSortFilterProxyModel, Qt

from model.domain.wording import SIGNS_OF_NOTHING
from ui.kit.entry import NOWHERE, Index
from ui.kit.label import plain_tip
from ui.status_marks import Mark

CELL = Qt.ItemDataRole.UserRole
COPIED = Qt.ItemDataRole.UserRole + 1  # what is copied of a cell
Sort = float | str | tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`sort` orders a column; "" orders it by the words. `share`, 0 to 1, is drawn as a bar:
    below the words, or where `band` says which shares are usual, beside them. `lean`, -1 to 1, is
    drawn as a bar from the middle, the words at its end.
    """

    words: str
    mark: Mark | None = None
    right: bool = False
    sort: Sort = ""
    share: float | None = None
    band: tuple[float, float] | None = None
    lean: float | None = None
    ink: str = ""  # the colour of the words; "": the mark's
    tip: str = ""  # "": the whole cell
    whole: str = ""  # what the words are the beginning of; "": they are all

    @property
    def said(self) -> str:
        """The whole cell in words."""
        return self.words

    @property
    def copied(self) -> str:
        """What is copied: all words, none for a sign that stands for nothing."""
        return "" if self.said in SIGNS_OF_NOTHING else self.whole or self.said


@dataclass(frozen=True, kw_only=True)
class ChangedCell(Cell):
    """A cell that was something else `before`, "" where nothing changed.

    `step` > 0 is for the better; None is another thing, neither better nor worse.
    """

    before: str = ""
    by: str = ""
    step: int | None = 0

    @property
    def said(self) -> str:
        """'88.00 → 90.50，升 2.50'."""
        if not self.before:
            return self.words
        way = "" if not self.step else "升" if self.step > 0 else "降"
        by = f"，{way} {self.by}" if way and self.by else f"，{way}" if way else ""
        return f"{self.before} → {self.words}{by}"


@dataclass(frozen=True, kw_only=True)
class Line:
    key: str
    cells: tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """A heading that ends in "#" stands over figures: right-aligned, the sign not shown."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self.lines: tuple[Line, ...] = ()

    def show_headings(self, headings: Sequence[str]) -> None:
        """Heads the same columns anew."""
        if self._headings != tuple(headings):
            self._headings = tuple(headings)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(headings) - 1)

    def show_lines(self, lines: Sequence[Line]) -> bool:
        """Shows *lines*; True where the same lines stay and only their cells change."""
        same = [line.key for line in lines] == [line.key for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = tuple(lines)
        if not same:
            self.endResetModel()
        elif self.lines:
            last = self.index(len(self.lines) - 1, len(self._headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return same

    def key(self, row: int) -> str:
        return self.lines[row].key

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        cell = self.lines[index.row()].cells[index.column()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return cell
            case Qt.ItemDataRole.DisplayRole:
                return cell.said
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(cell.tip or cell.said)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(right=cell.right)
            case _:
                return cell.copied if role == COPIED else None

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
            return _side(right=self._headings[section].endswith("#"))
        return None


def _side(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return (side | Qt.AlignmentFlag.AlignVCenter).value


class TableSorter(QSortFilterProxyModel):
    """Figures by size, words as they are; equals stay in the order of the model."""

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._weight(left) < self._weight(right)

    def _weight(self, index: Index) -> tuple[tuple[float, ...], str]:
        cell: Cell = index.data(CELL)
        match cell.sort:
            case str():
                return (0.0,), cell.sort or cell.words
            case tuple():
                return cell.sort, ""
            case size:
                return (size,), cell.words

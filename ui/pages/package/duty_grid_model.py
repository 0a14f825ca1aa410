"""Items × departments, each cell a duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from model.domain.package import Duty
from ui.kit.entry import NOWHERE, Index
from ui.kit.label import plain_tip

DUTY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1  # of headers: a Note, or None
PROPOSED = Qt.ItemDataRole.UserRole + 2  # whether the duty is only proposed


@dataclass(frozen=True, kw_only=True)
class Note:
    """A few quiet words beside a name; `warns` where they should be looked at; `more` to be told
    under the mouse.
    """

    words: str
    warns: bool = False
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """`duties` by column; what is absent is 不承担. `proposed`: nobody has confirmed them."""

    key: str
    words: str
    duties: Mapping[str, Duty]
    note: Note | None = None
    proposed: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`columns`: id -> name, in order; `notes` likewise."""

    columns: Mapping[str, str]
    rows: tuple[GridRow, ...]
    notes: Mapping[str, Note] = field(default_factory=dict)


class GridModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid(columns={}, rows=())
        self._keys: tuple[str, ...] = ()

    def show_grid(self, grid: Grid) -> None:
        """Shows *grid*; the selection stays where rows and columns stay."""
        same = self._keys == tuple(grid.columns) and [r.key for r in self._grid.rows] == [
            r.key for r in grid.rows
        ]
        if same:
            self._grid = grid
            down, across = len(grid.rows) - 1, len(grid.columns) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(down, across))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, across)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, down)
            return
        self.beginResetModel()
        self._grid, self._keys = grid, tuple(grid.columns)
        self.endResetModel()

    def keys_at(self, indexes: Iterable[Index]) -> tuple[tuple[str, str], ...]:
        """Row and column keys of *indexes*, by rows, then by columns."""
        cells = sorted({(i.row(), i.column()) for i in indexes})
        return tuple((self._grid.rows[row].key, self._keys[column]) for row, column in cells)

    def row_key(self, row: int) -> str:
        return self._grid.rows[row].key

    def columns_of(self, keys: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._keys.index(key) for key in keys if key in self._keys)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._grid.rows):
            return None
        row, column = self._grid.rows[index.row()], self._keys[index.column()]
        duty = row.duties.get(column, Duty.NONE)
        if role == PROPOSED:
            return row.proposed
        match role:
            case Qt.ItemDataRole.UserRole:
                return duty
            case Qt.ItemDataRole.DisplayRole:
                return duty.value
            case Qt.ItemDataRole.ToolTipRole:
                said = f"{duty.value}（建议，未确认）" if row.proposed else duty.value
                return plain_tip(f"{self._grid.columns[column]}：{said}\n{row.words}")
            case _:
                return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if section >= len(self._keys if across else self._grid.rows):
            return None  # a header that is still to hear of the reset
        if across:
            key = self._keys[section]
            words, note = self._grid.columns[key], self._grid.notes.get(key)
        else:
            row = self._grid.rows[section]
            words, note = row.words, row.note
        if role == NOTE:
            return note
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{words}：{note.more}" if note and note.more else words)
        return words if role == Qt.ItemDataRole.DisplayRole else None

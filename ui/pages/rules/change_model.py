"""What a draft does to every department, as a table: before, after, and by how much."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QObject, QSortFilterProxyModel, Qt

from ui.kit.entry import NOWHERE, Index
from ui.pages.rules.change_lines import ChangeLine

SHIFT = Qt.ItemDataRole.UserRole
HEADINGS = ("责任单位", "得分", "等次", "同类名次")


class Only(IntEnum):
    """Which departments are shown."""

    ALL = 0
    REGRADED = 1
    RERANKED = 2


class ChangeModel(QAbstractTableModel):
    """Repaints what changed; its rows stay, so that a table sorted and scrolled stays so."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ChangeLine, ...] = ()

    @property
    def lines(self) -> tuple[ChangeLine, ...]:
        return self._lines

    def show_lines(self, lines: Sequence[ChangeLine]) -> None:
        same = [line.department for line in lines] == [line.department for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines = tuple(lines)
        if not same:
            self.endResetModel()
        elif self._lines:
            last = self.index(len(self._lines) - 1, len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        shift = self._lines[index.row()].cells[index.column()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return shift
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return shift.words
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
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in {1, 3} else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None


class ChangeSorter(QSortFilterProxyModel):
    """Figures by size; equals by their rank, then in the order of the plan."""

    def __init__(self, model: ChangeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._only = Only.ALL
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def show_only(self, only: Only) -> None:
        self._only = only
        self.invalidateFilter()

    def line_at(self, index: Index) -> ChangeLine | None:
        if not index.isValid():
            return None
        return self._model.lines[self.mapToSource(index).row()]

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        line = self._model.lines[source_row]
        shift = {Only.REGRADED: line.grade, Only.RERANKED: line.rank}.get(self._only)
        return shift is None or bool(shift.before)

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._weight(left) < self._weight(right)

    def _weight(self, index: Index) -> tuple[float, float, int]:
        line = self._model.lines[index.row()]
        if index.column() == 0:
            return 0.0, 0.0, index.row()
        return line.cells[index.column()].order, line.rank.order, index.row()

"""The list of items as Qt wants it, and what the list hides."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from ui.pages.item_rows import Filter, Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()


class RowModel(QAbstractListModel):
    """Rows in the plan's order. Told a changed row, it repaints that one only."""

    def __init__(self, rows: Iterable[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        self._places = {row.item: number for number, row in enumerate(self._rows)}

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def show_rows(self, rows: Iterable[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.item: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def update(self, row: Row) -> None:
        if row.item in self._places and self._rows[self._places[row.item]] != row:
            self._rows[self._places[row.item]] = row
            index = self.index(self._places[row.item])
            self.dataChanged.emit(index, index)

    def index_of(self, item: str) -> QModelIndex:
        """Invalid where the list has no such item."""
        return self.index(self._places[item]) if item in self._places else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (row.mark.word, row.text, row.figure, row.trouble)))
            case Qt.ItemDataRole.ToolTipRole:
                return row.trouble or None
            case _:
                return None


class RowFilter(QSortFilterProxyModel):
    """Rows that pass the filter, the section and every word of the search.

    The items looked at since stay, lest they vanish under the hand and others move up.
    """

    _kept_changed = Signal()

    def __init__(self, model: RowModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Later, since it changes in the middle of the view's own changes.
        self._kept_changed.connect(self.invalidateFilter, Qt.ConnectionType.QueuedConnection)
        self._wanted = Filter.ALL
        self._section = ""
        self._mark = ""
        self._words: tuple[str, ...] = ()
        self._kept: set[str] = set()
        self.setSourceModel(model)

    def show_only(
        self, wanted: Filter, section: str = "", mark: str = "", search: str = ""
    ) -> None:
        """*section* and *mark* "": any."""
        self._wanted, self._section, self._mark = wanted, section, mark
        self._words = tuple(search.lower().split())
        self._kept = set()
        self.invalidateFilter()

    def keep(self, item: str) -> None:
        """Let *item* stay in sight whatever it says now, until another choice is made."""
        if item not in self._kept:
            self._kept.add(item)
            self._kept_changed.emit()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        row = self.sourceModel().index(source_row, 0, source_parent).data(ROW)
        return row.item in self._kept or (
            (row.passes(self._wanted) or (bool(self._words) and self._wanted is Filter.ALL))
            and self._section in ("", row.section)
            and self._mark in ("", row.mark.word)
            and all(word in row.haystack for word in self._words)
        )

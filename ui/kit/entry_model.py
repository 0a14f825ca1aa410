"""The office's lists: an entry is a shape, a title, a line beneath, and a word at the right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.pages.clerk.row_model import NOWHERE, Index
from ui.status_marks import Mark

ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`over` stands above the title in small print, `note` below it, `aside` at the right."""

    key: str
    title: str
    mark: Mark | None = None
    over: str = ""
    note: str = ""
    aside: str = ""
    chip: str = ""  # "": the mark's own word
    chip_mark: Mark | None = None  # whose colours the chip has; None: the mark's
    haystack: str = ""  # what else the search looks through

    @property
    def words(self) -> str:
        """As a screen reader says it."""
        mark = self.mark.word if self.mark else ""
        return "，".join(filter(None, (self.chip or mark, self.over, self.title, self.note)))

    def has(self, words: Sequence[str]) -> bool:
        text = f"{self.over} {self.title} {self.note} {self.aside} {self.haystack}".lower()
        return all(word in text for word in words)


class EntryModel(QAbstractListModel):
    """All entries, or those that pass; told new ones, it keeps what passes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self._shown: list[Entry] = []
        self._passes: Callable[[Entry], bool] = lambda _: True

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._all)

    @property
    def shown(self) -> tuple[Entry, ...]:
        return tuple(self._shown)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        self._all = list(entries)
        self.sift()

    def add_entries(self, entries: Sequence[Entry]) -> None:
        self._all += entries
        passing = [entry for entry in entries if self._passes(entry)]
        if passing:
            end = len(self._shown)
            self.beginInsertRows(QModelIndex(), end, end + len(passing) - 1)
            self._shown += passing
            self.endInsertRows()

    def show_only(self, passes: Callable[[Entry], bool]) -> None:
        self._passes = passes
        self.sift()

    def sift(self) -> None:
        """What passes may be others now."""
        passing = [entry for entry in self._all if self._passes(entry)]
        if [entry.key for entry in passing] == [entry.key for entry in self._shown]:
            self._shown = passing
            if passing:
                self.dataChanged.emit(self.index(0), self.index(len(passing) - 1))
            return
        self.beginResetModel()
        self._shown = passing
        self.endResetModel()

    def index_of(self, key: str) -> QModelIndex:
        """Invalid where the list doesn't show it."""
        for row, entry in enumerate(self._shown):
            if entry.key == key:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        entry = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return entry.words
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (entry.over, entry.title, entry.note)))
            case _:
                return None

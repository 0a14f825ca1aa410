"""One row of any list, and the model that holds the rows of one list."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ui.kit.label import plain_tip
from ui.status_marks import Mark

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class Aside:
    """Words or a drawing at the right end of a line."""

    words: str = ""
    drawing: str = ""  # a drawing instead of the words
    said: str = ""  # what a screen reader says; "": the words
    ink: str = "quiet"  # the colour
    size: str = "small"
    bold: bool = False
    tinted: bool = False  # on a ground of its own colour


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row: `over` stands in small print above the title, `note` below it.

    A heading is an entry that can't be chosen.
    """

    key: str
    title: str
    lines: int = 1  # most lines of the title
    ink: str = "ink"  # colour of the title
    bold: bool = False
    mark: Mark | None = None  # the shape at the left
    drawing: tuple[str, str] | None = None  # a drawing there instead, and its colour
    over: str = ""
    note: str = ""
    note_lines: int = 1  # most lines of the note
    note_ink: str = "quiet"
    chip: str | None = None  # tinted, at the right of the first line; None: the mark's own word
    chip_mark: Mark | None = None  # whose colours the chip has; None: the mark's
    over_aside: tuple[Aside, ...] = ()
    aside: tuple[Aside, ...] = ()  # at the right of the title
    note_aside: tuple[Aside, ...] = ()
    bar: float | None = None  # share that is full [0, 1]; None: no bar
    act: str = ""  # what may be pressed at the right of the row that is chosen or pointed at
    compact: bool = False
    indent: int = 0  # [px]
    heading: bool = False
    tip: str = ""
    haystack: str = ""  # what else the search looks through
    about: object = None  # what the entry stands for

    @property
    def chip_words(self) -> str:
        """The words on the chip; "" for no chip."""
        own = self.mark.word if self.mark else ""
        return own if self.chip is None else self.chip

    @property
    def words(self) -> str:
        """Everything the row shows, as a screen reader says it."""
        mark = self.mark.word if self.mark else ""
        chip = self.chip_words if self.chip_words != mark else ""
        parts = [mark, chip, self.over, *_said(self.over_aside), self.title, *_said(self.aside)]
        parts += [self.note, *_said(self.note_aside), self.act]
        return "，".join(part.replace("\n", "　") for part in parts if part)

    def has(self, words: Iterable[str]) -> bool:
        """Whether every one of *words*, in lower case, occurs in the entry."""
        asides = (*self.over_aside, *self.aside, *self.note_aside)
        text = " ".join((self.over, self.title, self.note, *_said(asides), self.haystack)).lower()
        return all(word in text for word in words)


def _said(asides: Iterable[Aside]) -> list[str]:
    return [aside.said or aside.words for aside in asides]


class EntryModel(QAbstractListModel):
    """Entries in their order; those are shown that pass the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self._shown: list[Entry] = []
        self._kept: set[str] = set()
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
            self.beginInsertRows(NOWHERE, end, end + len(passing) - 1)
            self._shown += passing
            self.endInsertRows()

    def show_only(self, passes: Callable[[Entry], bool]) -> None:
        """Sets another filter; entries that were kept in sight are kept no longer."""
        self._passes = passes
        self._kept = set()
        self.sift()

    def keep(self, key: str) -> None:
        """Keeps the entry in sight, whatever becomes of it, until there is another filter."""
        self._kept.add(key)

    def sift(self) -> None:
        """Applies the filter again."""
        passing = [entry for entry in self._all if self._stays(entry)]
        if [entry.key for entry in passing] == [entry.key for entry in self._shown]:
            self._shown = passing
            if passing:
                self.dataChanged.emit(self.index(0), self.index(len(passing) - 1))
            return
        self.beginResetModel()
        self._shown = passing
        self.endResetModel()

    def update(self, entry: Entry) -> None:
        """Puts *entry* in the place of the one with its key; only its row changes."""
        keys = [one.key for one in self._all]
        if entry.key not in keys or self._all[place := keys.index(entry.key)] == entry:
            return
        self._all[place] = entry
        row = self.index_of(entry.key).row()
        if row < 0:
            if self._stays(entry):
                self._insert(entry, set(keys[:place]))
        elif self._stays(entry):
            self._shown[row] = entry
            self.dataChanged.emit(self.index(row), self.index(row))
        else:
            self.beginRemoveRows(NOWHERE, row, row)
            del self._shown[row]
            self.endRemoveRows()

    def _insert(self, entry: Entry, before: Collection[str]) -> None:
        row = sum(one.key in before for one in self._shown)
        self.beginInsertRows(NOWHERE, row, row)
        self._shown.insert(row, entry)
        self.endInsertRows()

    def _stays(self, entry: Entry) -> bool:
        return entry.key in self._kept or self._passes(entry)

    def index_of(self, key: str) -> QModelIndex:
        """Place of the entry *key*; invalid where the list doesn't show it."""
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
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return entry.words
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(entry.tip) or None
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._shown[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

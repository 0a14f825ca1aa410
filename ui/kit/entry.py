"""One row of any list, and the model that holds the rows of one list."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from model.domain.wording import one_line
from ui.kit.label import plain_tip
from ui.status_marks import Mark

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()
HEADING = "\x00"  # before the key of a heading that the list makes


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
    width: int = 0  # of the column it ends [px], at least; 0: as wide as it is


@dataclass(frozen=True, kw_only=True)
class Dots:
    """Numbers beside each other on a line: places [0, 1] and how many are there; `wanted` is the
    place of what they are held against. What they say belongs into an `Aside`.
    """

    places: tuple[tuple[float, int], ...]
    wanted: float | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row: `over` stands in small print above the title, `note` below it.

    A heading is an entry that can't be chosen. Entries of one `group` that follow each other
    stand under one heading, which the list makes.
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
    dots: Dots | None = None  # left of the figures of a row of one line
    act: str = ""  # what may be pressed at the right of the row that is chosen or pointed at
    compact: bool = False
    indent: int = 0  # [px]
    heading: bool = False
    group: str = ""
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
        parts += [] if self.heading else [self.group]
        return "，".join(one_line(part) for part in parts if part)

    def has(self, words: Iterable[str]) -> bool:
        """Whether every one of *words*, in lower case, occurs in the entry."""
        asides = (*self.over_aside, *self.aside, *self.note_aside)
        own = (self.over, self.title, self.note, *_said(asides), self.haystack, self.group)
        text = " ".join(own).lower()
        return all(word in text for word in words)


def _heading(group: str, number: int, told: str) -> Entry:
    aside = (Aside(words=told),) if told else ()
    key = f"{HEADING}{number}{group}"
    return Entry(key=key, title=group, heading=True, group=group, aside=aside, bold=True)


def _said(asides: Iterable[Aside]) -> list[str]:
    return [aside.said or aside.words for aside in asides]


class EntryModel(QAbstractListModel):
    """Entries in their order; those are shown that pass the filter, under their groups' headings.

    `told`: what a heading says at its right of all entries of its group.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self._rows: list[Entry] = []  # what is shown, headings and all
        self.told: Callable[[Sequence[Entry]], str] = lambda _: ""
        self._kept: set[str] = set()
        self._passes: Callable[[Entry], bool] = lambda _: True

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._all)

    @property
    def rows(self) -> tuple[Entry, ...]:
        """What the list shows from top to bottom, headings and all."""
        return tuple(self._rows)

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries in sight that can be chosen."""
        return tuple(entry for entry in self._rows if not entry.heading)

    def heading_above(self, row: int) -> Entry | None:
        """The made heading under which the entry at *row* stands; a heading stands under itself."""
        above = (self._rows[place] for place in range(min(row, len(self._rows) - 1), -1, -1))
        found = next((entry for entry in above if entry.heading), None)
        return found if found and found.group else None

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """An entry that says the same as before stays itself: its height is known."""
        known = {one.key: one for one in self._all}
        self._all = [old if (old := known.get(one.key)) == one else one for one in entries]
        self.sift()

    def add_entries(self, entries: Sequence[Entry]) -> None:
        self._all += entries
        self._show_rows()

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
        rows = self._arranged()
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def update(self, entry: Entry) -> None:
        """Puts *entry* in the place of the one with its key; only its row changes."""
        keys = [one.key for one in self._all]
        if entry.key not in keys or self._all[place := keys.index(entry.key)] == entry:
            return
        self._all[place] = entry
        self._show_rows()

    def _arranged(self) -> list[Entry]:
        """The entries that pass, with a heading above each run of one group."""
        rows: list[Entry] = []
        passing = [entry for entry in self._all if self._stays(entry)]
        runs: Counter[str] = Counter()
        members: dict[str, list[Entry]] = {}
        for entry in self._all:
            members.setdefault(entry.group, []).append(entry)
        for group, run in groupby(passing, key=lambda entry: entry.group):
            if group:
                rows.append(_heading(group, runs[group], self.told(members[group])))
                runs[group] += 1
            rows += run
        return rows

    def _show_rows(self) -> None:
        """Shows what passes now; rows that stay are not touched."""
        rows = self._arranged()
        wanted = {row.key for row in rows}
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in wanted:
                self.beginRemoveRows(NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()
        for place, row in enumerate(rows):
            here = self._rows[place] if place < len(self._rows) else None
            if here is None or here.key != row.key:
                self.beginInsertRows(NOWHERE, place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
            elif here != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def _stays(self, entry: Entry) -> bool:
        return entry.key in self._kept or self._passes(entry)

    def index_of(self, key: str) -> QModelIndex:
        """Place of the entry *key*; invalid where the list doesn't show it."""
        for row, entry in enumerate(self._rows):
            if entry.key == key:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry = self._rows[index.row()]
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
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

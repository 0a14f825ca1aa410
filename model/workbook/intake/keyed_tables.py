"""Finds cells by the keys of their rows and columns, wherever people moved them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from model.workbook.codes import Notice, Reason
from model.workbook.duty_sheet.layout import DUTY_TITLES
from model.workbook.intake import limits
from model.workbook.intake.cells import (
    LETTERS,
    ROW,
    TYPE,
    Found,
    RawCell,
    RawRow,
    Sheet,
    column_number,
)
from model.workbook.intake.notes import Note, Notes
from model.workbook.intake.refused import Refused
from model.workbook.keys import COVER, MARK, PACKET, SCORE, TITLES
from model.workbook.package.layout import PACKAGE_TITLES
from model.workbook.plan_draft_sheets import DIFFERENCE_TITLES, DRAFT_TITLES
from model.workbook.plan_file.layout import PLAN_FILE_TITLES
from model.workbook.rectification.layout import NOTICE_TITLES, REPLY_TITLES
from model.workbook.review_file.layout import REVIEW_FILE_TITLES
from model.workbook.review_pack.layout import REVIEW_PACK_TITLES
from model.workbook.section_sheet.layout import SECTION_TITLES
from model.workbook.slip.layout import SLIP_TITLES

HEADING = "@heading"
LABEL = "@label"  # column of a cover's rows: what is written beside the value
MOST_ABOVE = 60  # rows without a key that are kept, and cells of each
MERGES = 20_000  # ranges that are looked at
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
KNOWN = (
    *TITLES,
    *PACKAGE_TITLES,
    *SLIP_TITLES,
    *DUTY_TITLES,
    *DRAFT_TITLES,
    *DIFFERENCE_TITLES,
    *PLAN_FILE_TITLES,
    *SECTION_TITLES,
    *REVIEW_FILE_TITLES,
    *REVIEW_PACK_TITLES,
    *NOTICE_TITLES,
    *REPLY_TITLES,
)
MARKS = {f"{MARK}{table}": table for table in KNOWN}
WITH_LABELS = {COVER, PACKET}  # tables with words beside the keyed cells
NO_TEXTS = {"n", "", "b", "e"}
HEAD_ROWS = 4  # title, note, headings; what an empty table says

EVERY = "*"  # in place of a column: each of the table
Wanted = Mapping[str, Collection[str] | None]
"""Table -> the columns that are asked for; None: all, and what is hidden is nobody's business.
Other tables are only recognised.
"""


class Keyed(NamedTuple):
    """One cell of a table."""

    table: str
    row: str
    column: str
    sheet: str
    cell: str
    found: Found


class KeyedRow(NamedTuple):
    number: int
    cells: dict[str, Found]  # by column


class KeyedTable(NamedTuple):
    """A table of a sheet: its cells by keys."""

    key: str
    sheet: str
    letters: dict[str, str]  # column -> where it stands
    rows: dict[str, KeyedRow]
    heads: KeyedRow | None = None  # the headings
    merged: tuple[str, ...] = ()  # 'E5:F8'
    above: tuple[tuple[str, Found], ...] = ()  # what stands outside the keyed rows, with its place

    def cell(self, row: str, column: str) -> Keyed | None:
        """The content of one cell; None if it is empty, or its row or column is gone."""
        found = self.rows[row].cells.get(column) if row in self.rows else None
        return None if found is None else self.keyed(row, column, found)

    def place(self, row: str, column: str) -> str:
        """The address 'F14' of a cell, empty or not; "" if there is no such cell."""
        if row not in self.rows or column not in self.letters:
            return ""
        return f"{self.letters[column]}{self.rows[row].number}"

    def cells(self) -> Iterator[Keyed]:
        for key, row in self.rows.items():
            for column, found in row.cells.items():
                yield self.keyed(key, column, found)

    def keyed(self, row: str, column: str, found: Found) -> Keyed:
        return Keyed(self.key, row, column, self.sheet, self.place(row, column), found)


Tables = Mapping[str, KeyedTable]


def tables_in(
    sheets: Iterable[Sheet], notes: Notes | None = None, wanted: Wanted | None = None
) -> dict[str, KeyedTable]:
    """The tables of a workbook, by key.

    Args:
        wanted: what to hand on; None: everything.

    Raises:
        Refused: a table or a row is there twice, so that nobody can say which one counts.
    """
    notes = Notes() if notes is None else notes
    tables: dict[str, KeyedTable] = {}
    kept = 0
    for sheet in sheets:
        guess = None if wanted is None else _mark(sheet, sheet.rows.first_look())
        if guess is not None and wanted is not None and guess[0] not in wanted:
            marked: Marked | None = guess
        else:
            marked = _mark(sheet, sheet.rows.all())
        if marked is None:
            if sheet.rows.all():
                notes.add(Note(Notice.EXTRA_SHEET, sheet.name))
            continue
        key, row, mark = marked
        if key in tables:
            where = (sheet.name, f"{mark[LETTERS]}{row.number}")
            raise Refused(Reason.AMBIGUOUS, f"与“{tables[key].sheet}”重复", where)
        reader = _TableReader(sheet, key, mark, notes)
        tables[key] = reader.read(row, None if wanted is None else wanted.get(key, ()))
        kept += sum(len(row.cells) for row in tables[key].rows.values())
        if kept > limits.KEPT:
            raise Refused(Reason.TOO_MUCH, "单元格", (sheet.name,))
    return tables


Marked = tuple[str, RawRow, RawCell]
"""Table, row and cell of a sheet's first mark: any later one is something a person typed."""


def _mark(sheet: Sheet, rows: Iterable[RawRow]) -> Marked | None:
    for row in rows:
        for cell in row.cells:
            if cell[TYPE] not in NO_TEXTS and (table := MARKS.get(sheet.found(cell).text.strip())):
                return table, row, cell
    return None


def marked_table(sheet: Sheet) -> str:
    """The table that the first rows of *sheet* say it is; "" for none of ours."""
    marked = _mark(sheet, sheet.rows.first_look())
    return marked[0] if marked else ""


class _TableReader:
    """Reads the rows below a mark."""

    def __init__(self, sheet: Sheet, key: str, mark: RawCell, notes: Notes) -> None:
        self._sheet = sheet
        self._key = key
        self._key_letters = mark[LETTERS]
        self._notes = notes
        self._columns: dict[str, str] = {}  # where each column stands -> its key
        self._asked: dict[str, str] = {}
        self._heads = 0  # rows without a key so far
        self._headings: KeyedRow | None = None
        self._above: list[RawRow] = []  # what stands outside the rows with keys
        self._labelled = False

    def read(self, marked: RawRow, wanted: Collection[str] | None) -> KeyedTable:
        self._read_columns(marked)
        letters = {column: place for place, column in self._columns.items()}
        table = KeyedTable(self._key, self._sheet.name, letters, {})
        if wanted is not None and not wanted:
            return table
        self._asked = {
            place: column
            for place, column in self._columns.items()
            if wanted is None or column in wanted or EVERY in wanted
        }
        self._labelled = wanted is not None and LABEL in wanted
        for row in self._sheet.rows.all():
            if row.number > marked.number:
                self._add(table, row)
        if wanted is not None and self._key not in {PACKET, SCORE}:
            self._note_hidden_columns()
            if self._sheet.hidden:
                self._notes.add(Note(Notice.HIDDEN, self._sheet.name))
        merged = () if self._key in WITH_LABELS else tuple(self._merged(table))
        if table.rows and self._key not in WITH_LABELS:
            self._above = self._above[:-1]  # the last are the headings
        return table._replace(
            heads=self._headings if table.rows else None,
            merged=merged,
            above=() if wanted is None else tuple(self._words_above()),
        )

    def _words_above(self) -> Iterator[tuple[str, Found]]:
        for row in self._above:
            for cell in row.cells[:MOST_ABOVE]:
                found = self._sheet.found(cell)
                if cell[LETTERS] != self._key_letters and (found.text.strip() or found.formula):
                    yield f"{cell[LETTERS]}{cell[ROW]}", found

    def _take_heads(self, row: RawRow) -> None:
        """Take *row* as the headings; the last row before the first key wins."""
        cells = {
            self._asked[cell[LETTERS]]: self._sheet.found(cell)
            for cell in row.cells
            if cell[LETTERS] in self._asked
        }
        self._headings = KeyedRow(row.number, cells)

    def _merged(self, table: KeyedTable) -> Iterator[str]:
        """Ranges that begin in a row with a key."""
        numbers = {row.number for row in table.rows.values()}
        for ref in islice(self._sheet.rows.merged, MERGES):
            match = _RANGE.fullmatch(ref)
            if match and int(match[2]) in numbers:
                yield ref

    def _read_columns(self, row: RawRow) -> None:
        for cell in row.cells:
            if cell[LETTERS] != self._key_letters and (key := self._sheet.found(cell).text.strip()):
                if key in self._columns.values():
                    raise self._doubled(key, cell)
                self._columns[cell[LETTERS]] = key

    def _add(self, table: KeyedTable, row: RawRow) -> None:
        key = self._key_of(row)
        if not key:
            self._add_keyless(table, row)
            return
        if key in table.rows:
            raise self._doubled(key, row.cells[0])
        cells: dict[str, Found] = {}
        strays = []
        for cell in row.cells:
            place = cell[LETTERS]
            if place in self._asked:
                found = self._sheet.found(cell)
                if found.text or found.formula:
                    cells[self._asked[place]] = found
            elif place not in self._columns and place != self._key_letters:
                if self._labelled and LABEL not in cells:
                    cells[LABEL] = self._sheet.found(cell)
                strays.append(cell)
        table.rows[key] = KeyedRow(row.number, cells)
        if row.hidden and self._key not in {PACKET, SCORE}:
            self._notes.add(Note(Notice.HIDDEN, self._sheet.name, detail=f"第 {row.number} 行"))
        if strays:
            self._note_strays(strays)
            if self._key == COVER:
                self._add_above(row._replace(cells=strays))

    def _add_above(self, row: RawRow) -> None:
        if len(self._above) < MOST_ABOVE:
            self._above.append(row)

    def _add_keyless(self, table: KeyedTable, row: RawRow) -> None:
        self._heads += 1
        if self._heads <= HEAD_ROWS or self._key == COVER:
            self._add_above(row)
        if not table.rows and self._key not in WITH_LABELS:
            self._take_heads(row)
        if table.rows or self._heads > HEAD_ROWS:
            self._note_strays(row.cells)

    def _key_of(self, row: RawRow) -> str:
        for cell in row.cells:
            if cell[LETTERS] == self._key_letters:
                return self._sheet.found(cell).text.strip()
        return ""

    def _doubled(self, key: str, cell: RawCell) -> Refused:
        where = (self._sheet.name, f"{cell[LETTERS]}{cell[ROW]}")
        return Refused(Reason.AMBIGUOUS, f"“{key[:40]}”重复", where)

    def _note_strays(self, cells: Iterable[RawCell]) -> None:
        if self._key in WITH_LABELS:
            return
        for cell in cells:
            found = self._sheet.found(cell)
            if found.text.strip():
                place = f"{cell[LETTERS]}{cell[ROW]}"
                self._notes.add(Note(Notice.STRAY, self._sheet.name, place, found.text[:100]))

    def _note_hidden_columns(self) -> None:
        for place in self._asked:
            number = column_number(place)
            if any(first <= number <= last for first, last in self._sheet.rows.hidden_columns):
                self._notes.add(Note(Notice.HIDDEN, self._sheet.name, detail=f"{place} 列"))

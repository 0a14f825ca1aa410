"""Cells found by the keys of their row and column, wherever people moved them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from model.workbook.intake import limits
from model.workbook.intake.book import Sheet
from model.workbook.intake.cells import TEXT, Found, Place, reference
from model.workbook.intake.refused import Refused
from model.workbook.layout import MARK, TITLES
from model.workbook.package_layout import PACKAGE_TITLES
from model.workbook.reasons import Reason
from model.workbook.slip_layout import SLIP_TITLES

MARKS = {f"{MARK}{table}": table for table in (*TITLES, *PACKAGE_TITLES, *SLIP_TITLES)}


@dataclass(frozen=True)
class Keyed:
    """One cell of a table."""

    table: str
    row: str
    column: str
    sheet: str
    cell: str
    found: Found


def keyed_cells(sheets: Iterable[Sheet]) -> list[Keyed]:
    """Every cell in a keyed row and a keyed column of each table.

    Raises:
        Refused: a table or a row is there twice, so that nobody can say which one counts.
    """
    tables: dict[str, str] = {}
    kept: list[Keyed] = []
    for sheet in sheets:
        mark = _mark(sheet)
        if mark is None:
            continue
        table = MARKS[sheet.cells[mark].text]
        if table in tables:
            where = (sheet.name, reference(mark))
            raise Refused(Reason.AMBIGUOUS, f"与“{tables[table]}”重复", where)
        tables[table] = sheet.name
        kept += _cells(sheet, table, mark)
        if len(kept) > limits.KEPT:
            raise Refused(Reason.TOO_MUCH, "单元格", (sheet.name,))
    return kept


def _mark(sheet: Sheet) -> Place | None:
    """Only a sheet's first mark counts: any later one is something a person typed."""
    for place, found in sheet.cells.items():
        if found.kind == TEXT and found.text in MARKS:
            return place
    return None


def _cells(sheet: Sheet, table: str, mark: Place) -> Iterator[Keyed]:
    columns = _keys(sheet, (p for p in sheet.cells if p[0] == mark[0] and p != mark), axis=1)
    rows = _keys(sheet, (p for p in sheet.cells if p[1] == mark[1] and p[0] > mark[0]), axis=0)
    for place, found in sheet.cells.items():
        row, column = place
        if row in rows and column in columns:
            yield Keyed(table, rows[row], columns[column], sheet.name, reference(place), found)


def _keys(sheet: Sheet, places: Iterable[Place], *, axis: int) -> dict[int, str]:
    """Row or column number -> key."""
    keys: dict[int, str] = {}
    seen: set[str] = set()
    for place in places:
        key = sheet.cells[place].text
        if key in seen:
            where = (sheet.name, reference(place))
            raise Refused(Reason.AMBIGUOUS, f"“{key[:40]}”重复", where)
        seen.add(key)
        keys[place[axis]] = key
    return keys


def rows_of(kept: Iterable[Keyed], table: str) -> Mapping[str, Mapping[str, Keyed]]:
    """Row key -> column key -> cell."""
    rows: dict[str, dict[str, Keyed]] = {}
    for cell in kept:
        if cell.table == table:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows

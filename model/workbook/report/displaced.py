"""Finds rows and cells that are out of place: moved, sorted, or merged."""

import re
from collections.abc import Iterable, Mapping

from model.workbook.cell_comparison import ReadCells
from model.workbook.cell_value import folded
from model.workbook.intake.keyed_tables import HEADING, KeyedTable, Tables
from model.workbook.report.printed import Printed

NAMED_BY = {"measure": ("words",), "quantity": ("name", "quote"), "quality": ("name", "quote")}
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})")


def merged_in(table: KeyedTable) -> Mapping[tuple[str, str], str]:
    """Row and column of each cell that is merged into one above it -> the row of that."""
    columns = {place: column for column, place in table.letters.items()}
    found = {}
    for ref in table.merged:
        match = _RANGE.fullmatch(ref)
        if match is None or match[1] not in columns:
            continue
        first, last = int(match[2]), int(match[3])
        inside = [key for key, row in table.rows.items() if first <= row.number <= last]
        for key in inside[1:]:
            found[key, columns[match[1]]] = inside[0]
    return found


class Moved:
    """Rows whose printed words are those of another row: something else stands beside their key."""

    def __init__(self, printed: Printed, tables: Tables) -> None:
        self._other: dict[str, dict[str, str]] = {}
        cells = ReadCells(tables)
        for table, columns in NAMED_BY.items():
            if table not in tables or table not in printed:
                continue
            rows = {row: said for row, said in printed[table].items() if row != HEADING}
            own = {row: _named(said.get(c, "") for c in columns) for row, said in rows.items()}
            known = set(own.values())
            for row, words in own.items():
                found = [cells.found(table, row, column) for column in columns]
                seen = _named(cell.text if cell else "" for cell in found)
                if seen != words and seen in known:
                    text = next((cell.text for cell in found if cell), "")
                    self._other.setdefault(table, {})[row] = text

    def rows(self, table: str) -> tuple[str, ...]:
        return tuple(self._other.get(table, ()))

    def other(self, table: str, row: str) -> str:
        """The item that the row's words name, "" if it is that of its key."""
        return self._other.get(table, {}).get(row, "")


def _named(texts: Iterable[str]) -> str:
    return "".join(folded(text) for text in texts)

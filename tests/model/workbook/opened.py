"""Workbooks opened for tests: cell by cell."""

from collections.abc import Iterable, Mapping

from model.workbook.intake.keyed_tables import Keyed, tables_in


def keyed_cells(sheets: Iterable) -> list[Keyed]:
    """Every cell in a keyed row and a keyed column of each table."""
    return [cell for table in tables_in(sheets).values() for cell in table.cells()]


def rows_of(kept: Iterable[Keyed], table: str) -> Mapping[str, Mapping[str, Keyed]]:
    """Row key -> column key -> cell."""
    rows: dict[str, dict[str, Keyed]] = {}
    for cell in kept:
        if cell.table == table:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows

"""Workbooks opened for tests: by their path, or cell by cell."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from model.workbook.intake.keyed_tables import Keyed, tables_in
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.report.read import Received, load_content, read_content
from model.workbook.slip.read import ReceivedSlip, slip_in


def read_submission(path: Path, questionnaire: Questionnaire) -> Received:
    with WorkbookReader() as reader:
        return read_content(path.name, load_content(path), questionnaire, reader)


def read_slip(path: Path) -> ReceivedSlip:
    return slip_in(path.name, load_content(path))


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

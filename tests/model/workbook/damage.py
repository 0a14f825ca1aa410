"""Doing to a workbook what people and programs do to it."""

import io
import re
import zipfile
from collections.abc import Callable

from openpyxl import load_workbook

from model.workbook.intake.book import read_sheets
from tests.model.workbook.opened import keyed_cells


def place_of(content: bytes, table: str, row: str, column: str) -> tuple[str, str]:
    """Sheet and cell of an answer."""
    return next(
        (cell.sheet, cell.cell)
        for cell in keyed_cells(read_sheets(content))
        if (cell.table, cell.row, cell.column) == (table, row, column)
    )


def edited(content: bytes, change: Callable) -> bytes:
    """As another program saves it after *change* was made to the openpyxl workbook."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cell(content: bytes, sheet: str, cell: str, value: object) -> bytes:
    def change(book):
        book[sheet][cell].value = value

    return edited(content, change)


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part replaced by what *change* makes of it."""
    parts = members(content)
    parts[name] = change(parts.get(name, b""))
    return zipped(parts)


def in_sheet(content: bytes, pattern: bytes, replacement: bytes) -> bytes:
    """*pattern* replaced once in the XML of the second sheet."""

    def change(xml: bytes) -> bytes:
        changed, count = re.subn(pattern, replacement, xml, count=1)
        assert count == 1, f"{pattern!r} isn't there"
        return changed

    return with_part(content, "xl/worksheets/sheet2.xml", change)

"""Changing the XML of a workbook's parts, and nothing else of it."""

import re
import warnings
from collections.abc import Callable
from typing import Any

from tests.corpus.base import Base
from tests.corpus.zips import entries, written
from tests.model.workbook.damage import edited

SHEET_DATA = re.compile(rb"<sheetData\s*>(.*)</sheetData>", re.DOTALL)
ROW = re.compile(rb"<row [^>]*?/>|<row .*?</row>", re.DOTALL)


def zipped(parts: dict[str, bytes]) -> bytes:
    return written(entries(parts))


def with_part(base: Base, name: str, change: Callable[[bytes], bytes]) -> bytes:
    found = change(base.parts[name])
    if found == base.parts[name]:
        raise AssertionError(f"{name} stays as it is")
    return zipped({**base.parts, name: found})


def with_cell(base: Base, table: str, row: str, column: str, xml: str) -> bytes:
    """The cell's content replaced. *xml*: attributes, "|", what is inside: ' t="n"|<v>1</v>'."""
    return with_cells(base, {(table, row, column): xml})


def with_place(base: Base, sheet: str, ref: str, xml: str) -> bytes:
    """The same for a cell that is known by its sheet's name and its place: 'A3'."""
    name = base.part_of_sheet(sheet)
    return zipped({**base.parts, name: put(base.parts[name], ref, xml)})


def with_cells(base: Base, cells: dict[tuple[str, str, str], str]) -> bytes:
    parts = dict(base.parts)
    for (table, row, column), xml in cells.items():
        name = base.part(table)
        parts[name] = put(parts[name], base.place(table, row, column), xml)
    return zipped(parts)


def put(sheet: bytes, ref: str, xml: str) -> bytes:
    """The cell *ref* with other content, its style kept; made where there is none."""
    attributes, _, inside = xml.partition("|")
    cell = re.search(rb'<c r="%s"([^>]*?)(/>|>.*?</c>)' % ref.encode(), sheet, re.DOTALL)
    if cell is None:
        return _inserted(sheet, ref, attributes, inside)
    style = "" if " s=" in attributes else _style(cell[1])
    new = f'<c r="{ref}"{style}{attributes}>{inside}</c>'.encode()
    return sheet[: cell.start()] + new + sheet[cell.end() :]


def _style(attributes: bytes) -> str:
    match = re.search(rb' s="\d+"', attributes)
    return match[0].decode() if match else ""


def _inserted(sheet: bytes, ref: str, attributes: str, inside: str) -> bytes:
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", ref).groups()
    row = re.search(rb'<row r="%s"[^>]*>' % number.encode(), sheet)
    end = sheet.index(b"</row>", row.end())
    place = row.end()
    for cell in re.finditer(
        rb'<c r="([A-Z]+)\d+"[^>]*?(/>|>.*?</c>)', sheet[row.end() : end], re.DOTALL
    ):
        if (len(cell[1]), cell[1].decode()) < (len(letters), letters):
            place = row.end() + cell.end()
    new = f'<c r="{ref}"{attributes}>{inside}</c>'.encode()
    return sheet[:place] + new + sheet[place:]


def saved_by_openpyxl(base: Base, change: Callable[[Any], object]) -> bytes:
    """As openpyxl saves it after *change*; of Gnumeric's styles it has something to say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return edited(base.content, change)


def text(value: str) -> str:
    return f' t="inlineStr"|<is><t xml:space="preserve">{value}</t></is>'


def number(value: str) -> str:
    return f"|<v>{value}</v>"


def in_rows(base: Base, table: str, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """The sheet's rows as *change* leaves them, numbered anew from above."""

    def changed(sheet: bytes) -> bytes:
        match = SHEET_DATA.search(sheet)
        rows = change(ROW.findall(match[1]))
        numbered = [renumbered(row, number) for number, row in enumerate(rows, start=1)]
        return sheet[: match.start(1)] + b"".join(numbered) + sheet[match.end(1) :]

    return with_part(base, base.part(table), changed)


def renumbered(row: bytes, number: int) -> bytes:
    new = b"%d" % number
    row = re.sub(rb'<row r="\d+"', b'<row r="%s"' % new, row, count=1)
    return re.sub(rb'<c r="([A-Z]+)\d+"', rb'<c r="\g<1>%s"' % new, row)


def in_columns(base: Base, table: str, move: Callable[[int], int | None]) -> bytes:
    """Every cell in the column that *move* says (None: gone), in order again."""

    def changed(sheet: bytes) -> bytes:
        match = SHEET_DATA.search(sheet)
        rows = b"".join(moved(row, move) for row in ROW.findall(match[1]))
        return sheet[: match.start(1)] + rows + sheet[match.end(1) :]

    return with_part(base, base.part(table), changed)


def moved(row: bytes, move: Callable[[int], int | None]) -> bytes:
    cells = []
    found = list(re.finditer(rb'<c r="([A-Z]+)(\d+)"(.*?)(/>|>.*?</c>)', row, re.DOTALL))
    for cell in found:
        if (column := move(number_of(cell[1].decode()))) is not None:
            name = f"{letters_of(column)}".encode()
            cells.append((column, b'<c r="%s%s"%s%s' % (name, cell[2], cell[3], cell[4])))
    if not found:
        return row
    inside = b"".join(cell for _, cell in sorted(cells))
    return row[: found[0].start()] + inside + row[found[-1].end() :]


def number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

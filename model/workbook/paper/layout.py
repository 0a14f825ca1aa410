"""The layout of a table: column widths, row heights, and long texts cut into parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from openpyxl.utils import get_column_letter, quote_sheetname

from model.workbook.keys import CONTINUED
from model.workbook.paper.table import FIRST_COLUMN, FIRST_ROW, Row, Table
from model.workbook.paper.text_size import (
    PART_PT,
    TALLEST_ROW_PT,
    height_pt,
    line_count,
    lines_in,
    parts,
    rows_of,
    shared_widths,
    width_em,
)

NUMBERING, GOES_ON = "no", "续"  # the column that says that a row only goes on
LOWEST_ROW_PT = 24.0
TITLE_SIZE, NOTE_SIZE = 18.0, 10.0  # [pt]
TITLE_LINES, NOTE_LINES = 3, 12  # what stands above the table leaves room for it on the screen
GOES_ON_BELOW, CAME_FROM_ABOVE = "（接表后）", "（接表前）"


@dataclass(frozen=True)
class Line:
    """One row of the sheet; a text that is too long for a row continues in the rows below."""

    row: Row
    height: float
    continues: bool = False


@dataclass(frozen=True)
class Fitted:
    """`heading` and `note` are what stands above the table; `below` is what has no room there, in
    rows of a text and a height [pt].
    """

    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    heading: str
    note: str
    below: tuple[tuple[str, float], ...] = ()

    @property
    def last_row(self) -> int:
        """Of the table."""
        return FIRST_ROW + max(len(self.lines), 1) - 1

    @property
    def bottom(self) -> int:
        """The last row that is written."""
        return self.last_row + len(self.below)


@lru_cache(maxsize=16)  # a table is written, and referred to by formulas of others
def fitted(table: Table) -> Fitted:
    widths = _widths(table)
    heading, note, rest = _above(table, sum(widths))
    return Fitted(
        widths=tuple(widths),
        lines=tuple(line for row in table.rows for line in _lines(table, row, widths)),
        heading=heading,
        note=note,
        below=tuple(rows_of(rest, sum(widths), NOTE_SIZE)) if rest else (),
    )


def _above(table: Table, width: float) -> tuple[str, str, str]:
    """What stands in the rows of title and note, and what of it goes on below the table."""
    heading, *more = parts(table.heading, width, TITLE_SIZE, TITLE_LINES) or [""]
    note = "\n".join(filter(None, ("".join(more), table.note)))
    if line_count(note, width, NOTE_SIZE) <= NOTE_LINES:
        return heading, note, ""
    first, *rest = parts(note, width, NOTE_SIZE, NOTE_LINES - 1)
    first = first.removesuffix("\n")
    return heading, f"{first}\n{GOES_ON_BELOW}", f"{CAME_FROM_ABOVE}\n{''.join(rest)}"


def addresses(table: Table) -> dict[tuple[str, str], str]:
    """(row key, column key) -> the cell as formulas of other sheets name it: '指标'!$F$6."""
    sheet = quote_sheetname(table.title)
    letters = [get_column_letter(n + FIRST_COLUMN) for n in range(len(table.columns))]
    return {
        (line.row.key, column.key): f"{sheet}!${letter}${number}"
        for number, line in enumerate(fitted(table).lines, start=FIRST_ROW)
        if not line.continues
        for column, letter in zip(table.columns, letters, strict=True)
    }


def _widths(table: Table) -> list[float]:
    """Each column's width: as given, or its share of what is left."""
    free = [column for column in table.columns if column.width is None]
    left = table.width - sum(column.width or 0 for column in table.columns)
    areas = [[width_em(row.text(c)) * row.look(c).size for c in free] for row in table.rows]
    shared = iter(shared_widths(left, [column.least for column in free], areas))
    return [next(shared) if c.width is None else c.width for c in table.columns]


def _lines(table: Table, row: Row, widths: Sequence[float]) -> Iterator[Line]:
    height = _height(table, row, widths)
    if height <= TALLEST_ROW_PT:
        yield Line(row, height)
        return
    pieces = {
        column.key: parts(text, width, size, lines_in(PART_PT, size))
        for column, width in zip(table.columns, widths, strict=True)
        if (text := row.text(column)) and (size := row.look(column).size)
    }
    looks = {column.key: replace(row.look(column), down="top") for column in table.columns}
    for number in range(max(map(len, pieces.values()))):
        texts = {key: part[number] for key, part in pieces.items() if len(part) > number}
        if number == 0:
            values = {**row.values, **{k: t for k, t in texts.items() if len(pieces[k]) > 1}}
            piece = Row(key=row.key, values=values, looks=looks)
        else:
            key = f"{row.key}{CONTINUED}{number + 1}"
            piece = Row(key=key, values={NUMBERING: GOES_ON, **texts}, looks=looks)
        yield Line(piece, _height(table, piece, widths), continues=number > 0)


def _height(table: Table, row: Row, widths: Sequence[float]) -> float:
    heights = (
        height_pt(line_count(row.text(column), width, row.look(column).size), row.look(column).size)
        for column, width in zip(table.columns, widths, strict=True)
        if row.text(column)
    )
    return max(LOWEST_ROW_PT, *heights, LOWEST_ROW_PT)

"""A sheet that is one table, as data: keys, headings, a row per entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from model.domain.numbers import number_text
from model.workbook.paper.styles import Look
from model.workbook.paper.values import Formula, Value

KEY_ROW, TITLE_ROW, NOTE_ROW, HEADING_ROW = 1, 2, 3, 4
FIRST_ROW, FIRST_COLUMN = HEADING_ROW + 1, 2


@dataclass(frozen=True, kw_only=True)
class Column:
    """Widths count digits of the standard font: a Chinese character of 10 points takes two.

    `width` None: shared out by how much text there is, but `least` at the least.
    """

    key: str
    heading: str
    width: float | None = None
    least: float = 14
    look: Look = field(default_factory=Look)
    options: tuple[str, ...] = ()  # what may be chosen
    bounds: tuple[Decimal | None, Decimal | None] | None = None  # of a number that is asked for
    prompt: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)  # a text -> the colour it is shown in
    lacking: str = ""  # a formula for the first row: whether its cell waits for something


@dataclass(frozen=True, kw_only=True)
class Row:
    key: str
    values: Mapping[str, Value]
    looks: Mapping[str, Look] = field(default_factory=dict)  # where a cell departs from its column

    def look(self, column: Column) -> Look:
        return self.looks.get(column.key, column.look)

    def text(self, column: Column) -> str:
        """What the cell shows."""
        value = self.values.get(column.key)
        if isinstance(value, Formula):
            value = value.result
        if value is None:
            return ""
        return value if isinstance(value, str) else number_text(value)


@dataclass(frozen=True, kw_only=True, eq=False)  # each one is its own: laid out once
class Table:
    key: str
    title: str  # of the sheet
    heading: str  # on top of the page
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "（无）"
    width: float = 150  # across the page
    portrait: bool = False

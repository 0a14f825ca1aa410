"""The page of paper: fonts, rules, fills, and how a cell gets them."""

import tomllib
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from model.paths import asset
from model.workbook.paper.values import Formula, Value
from model.workbook.text import LIMIT, cell_length, clean, escaped, looks_like_formula

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray

TITLE, HEADING, BODY, FIGURES = "宋体", "黑体", "仿宋", "宋体"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a cell looks and whether it may be typed into."""

    font: str = BODY
    size: float = 10
    bold: bool = False
    ink: str = "ink"
    fill: str = ""
    across: str = "left"
    down: str = "center"
    indent: int = 0
    wrap: bool = True
    rules: str = "all"  # all, below, none
    entry: bool = False
    number_format: str = "General"
    quoted: bool = False


@cache
def palette() -> dict[str, str]:
    """Colour token -> RRGGBB, of the light theme: paper is white."""
    tokens: dict[str, str] = tomllib.loads(asset("palette.toml").read_text("utf-8"))["light"]
    return {name: colour.removeprefix("#") for name, colour in tokens.items()}


class Brush:
    """Puts values with their look into the cells of one workbook."""

    def __init__(self) -> None:
        self._styles: dict[Look, StyleArray] = {}
        self.results: dict[tuple[str, str], str | Decimal] = {}  # (sheet, cell) -> of its formula

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> None:
        """Put *value* into a cell; a text stays a text, whatever it looks like.

        Raises:
            ValueError: the text is longer than a cell can hold, or the cell hides under a merge.
        """
        cell = sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise ValueError(f"{cell.coordinate} is merged away")  # noqa: TRY004
        if isinstance(value, str):
            text = escaped(clean(value))
            if cell_length(text) > LIMIT:
                raise ValueError(f"{cell.coordinate}: text of {len(text)} characters")
            if look.quoted is not looks_like_formula(text):
                look = replace(look, quoted=not look.quoted)
            cell.value = text
            cell.data_type = "s"
        elif isinstance(value, Formula):
            cell.value = f"={value.text}"
            self.results[sheet.title, cell.coordinate] = value.result
        else:
            cell.value = value
        self._paint(cell, look)

    def put_across(
        self, sheet: Worksheet, row: int, columns: tuple[int, int], value: Value, look: Look
    ) -> None:
        """Put *value* across a row, its cells from the first to the last of *columns* merged."""
        first, last = columns
        # Merged while nothing has a rule: openpyxl would draw each cell's rules anew, slowly.
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        self.put(sheet, row, first, value, look)
        if look.rules == "none" and not look.fill:  # nothing is to be seen of the covered ones
            return
        for column in range(first + 1, last + 1):
            self._paint(sheet.cell(row, column), look)

    def _paint(self, cell: Cell | MergedCell, look: Look) -> None:
        """Apply a look; reusing openpyxl's first style object takes a tenth of the time."""
        if style := self._styles.get(look):
            cell._style = copy(style)  # type: ignore[union-attr]  # noqa: SLF001
            return
        colours = palette()
        cell.font = Font(
            name=look.font, size=look.size, bold=look.bold, color=colours[look.ink], charset=134
        )
        cell.alignment = Alignment(
            horizontal=look.across, vertical=look.down, wrap_text=look.wrap, indent=look.indent
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=colours[look.fill])
        cell.border = _border(look.rules)
        cell.number_format = look.number_format
        cell.protection = Protection(locked=not look.entry)
        if look.quoted:
            cell.quotePrefix = True
        self._styles[look] = copy(cell._style)  # type: ignore[union-attr]  # noqa: SLF001


def _border(rules: str) -> Border:
    side = Side(style="thin", color="A9B2AF")
    match rules:
        case "all":
            return Border(left=side, right=side, top=side, bottom=side)
        case "below":
            return Border(bottom=side)
        case _:
            return Border()

"""A sheet that is one table: hidden keys, a title, a repeated heading, a row per entry."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from model.domain.numbers import number_text
from model.workbook.layout import MARK
from model.workbook.paper.measuring import (
    TALLEST_ROW_PT,
    height_pt,
    line_count,
    shared_widths,
    width_em,
)
from model.workbook.paper.page import Page, set_up
from model.workbook.paper.styles import HEADING, TITLE, Brush, Formula, Look, Value, palette

KEY_ROW, TITLE_ROW, NOTE_ROW, HEADING_ROW = 1, 2, 3, 4
FIRST_ROW = HEADING_ROW + 1
HEADING_LOOK = Look(font=HEADING, size=10, fill="quote", across="center")


@dataclass(frozen=True, kw_only=True)
class Column:
    """`least` is the narrowest width in units of half a Chinese character; None: computed."""

    key: str
    heading: str
    width: float | None = None
    least: float = 14
    look: Look = field(default_factory=Look)
    options: tuple[str, ...] = ()  # what may be chosen
    bounds: tuple[Decimal | None, Decimal | None] | None = None  # of a number that is asked for
    prompt: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)  # a text -> the colour it is shown in


@dataclass(frozen=True, kw_only=True)
class Row:
    key: str
    values: Mapping[str, Value]
    looks: Mapping[str, Look] = field(default_factory=dict)  # where a cell departs from its column
    merged: bool = False  # one text across the whole row, in the first column


@dataclass(frozen=True, kw_only=True)
class Table:
    """`places` answers for formulas: where is this row's cell in this column?"""

    key: str
    title: str  # of the sheet
    heading: str  # on top of the page
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "（无）"
    width: float = 150  # units across the page


def addresses(table: Table) -> dict[tuple[str, str], str]:
    """(row key, column key) -> cell, as formulas of other sheets name it: '指标'!$F$6."""
    sheet = quote_sheetname(table.title)
    numbers = _row_numbers(_heights(table, _widths(table)))
    return {
        (row.key, column.key): f"{sheet}!${get_column_letter(n)}${number}"
        for row, number in zip(table.rows, numbers, strict=True)
        for n, column in enumerate(table.columns, start=2)
    }


def write_table(sheet: Worksheet, table: Table, page: Page, brush: Brush) -> None:
    widths = _widths(table)
    heights = _heights(table, widths)
    last = len(table.columns) + 1
    set_up(sheet, page)
    _write_head(sheet, table, brush, widths)
    for row, number, height in zip(table.rows, _row_numbers(heights), heights, strict=True):
        _write_row(sheet, table, row, number, height, brush)
    bottom = FIRST_ROW + sum(map(_span, heights)) - 1
    if not table.rows:
        bottom = FIRST_ROW
        brush.put(sheet, bottom, 2, table.empty, Look(ink="quiet", across="center"))
        sheet.merge_cells(start_row=bottom, end_row=bottom, start_column=2, end_column=last)
        sheet.row_dimensions[bottom].height = 40
    else:
        _add_checks(sheet, table, bottom)
        _add_marks(sheet, table, bottom)
        sheet.auto_filter.ref = f"B{HEADING_ROW}:{get_column_letter(last)}{bottom}"
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_area = f"B{TITLE_ROW}:{get_column_letter(last)}{bottom}"


def _write_head(sheet: Worksheet, table: Table, brush: Brush, widths: Sequence[float]) -> None:
    last = len(table.columns) + 1
    brush.put(sheet, KEY_ROW, 1, f"{MARK}{table.key}", Look())
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.column_dimensions["A"].hidden = True
    brush.put(
        sheet, TITLE_ROW, 2, table.heading, Look(font=TITLE, size=18, bold=True, rules="none")
    )
    brush.put(sheet, NOTE_ROW, 2, table.note, Look(ink="quiet", rules="none"))
    for number in (TITLE_ROW, NOTE_ROW):
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=last)
    sheet.row_dimensions[TITLE_ROW].height = 34
    sheet.row_dimensions[NOTE_ROW].height = height_pt(line_count(table.note, sum(widths), 10), 10)
    lines = 1
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=2):
        sheet.column_dimensions[get_column_letter(number)].width = width
        brush.put(sheet, KEY_ROW, number, column.key, Look())
        brush.put(sheet, HEADING_ROW, number, column.heading, HEADING_LOOK)
        lines = max(lines, line_count(column.heading, width, HEADING_LOOK.size))
    sheet.row_dimensions[HEADING_ROW].height = max(height_pt(lines, HEADING_LOOK.size), 30)


def _write_row(
    sheet: Worksheet, table: Table, row: Row, number: int, height: float, brush: Brush
) -> None:
    span = _span(height)
    brush.put(sheet, number, 1, row.key, Look())
    for place, column in enumerate(table.columns, start=2):
        look = row.looks.get(column.key, column.look)
        if span > 1:
            look = replace(look, down="top")
        for below in range(span):
            value = row.values.get(column.key) if below == 0 else None
            brush.put(sheet, number + below, place, value, look)
        if span > 1:
            sheet.merge_cells(
                start_row=number, end_row=number + span - 1, start_column=place, end_column=place
            )
    if row.merged:
        sheet.merge_cells(
            start_row=number, end_row=number, start_column=2, end_column=len(table.columns) + 1
        )
    for below in range(span):
        sheet.row_dimensions[number + below].height = height / span


def _add_checks(sheet: Worksheet, table: Table, bottom: int) -> None:
    for number, column in enumerate(table.columns, start=2):
        letter = get_column_letter(number)
        check = None
        if column.options:
            check = DataValidation(type="list", formula1=_list(column.options), allow_blank=True)
            check.error = "请从下拉列表中选择。"
        elif column.bounds is not None:
            low, high = (None if b is None else number_text(b) for b in column.bounds)
            check = DataValidation(
                type="decimal",
                operator="between",
                formula1=low or "-1E+15",
                formula2=high or "1E+15",
                allow_blank=True,
            )
            check.error = "请填数字，不带单位。"
        if check is not None:
            check.errorTitle = column.heading
            check.showErrorMessage = True
            check.promptTitle, check.prompt = column.heading[:32], column.prompt[:255]
            check.showInputMessage = bool(column.prompt)
            check.add(f"{letter}{FIRST_ROW}:{letter}{bottom}")
            sheet.add_data_validation(check)


def _add_marks(sheet: Worksheet, table: Table, bottom: int) -> None:
    for number, column in enumerate(table.columns, start=2):
        letter = get_column_letter(number)
        for text, token in column.marks.items():
            rule = CellIsRule(  # type: ignore[no-untyped-call]
                operator="equal",
                formula=[f'"{text}"'],
                font=Font(color=palette()[token]),
                fill=PatternFill(bgColor=palette()[f"{token}_tint"]),
            )
            sheet.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{bottom}", rule)


def _list(options: tuple[str, ...]) -> str:
    """Options as a drop-down's source: 255 characters is all that Excel takes."""
    text = f'"{",".join(options)}"'
    if len(text) > 255 or any("," in option or '"' in option for option in options):
        raise ValueError(f"not a drop-down's source: {text}")
    return text


def _text(value: Value) -> str:
    if isinstance(value, Formula) or value is None:
        return ""
    return value if isinstance(value, str) else number_text(value)


def _widths(table: Table) -> list[float]:
    """Each column's width: as given, or shared out by how much text there is."""
    free = [column for column in table.columns if column.width is None]
    left = table.width - sum(column.width or 0 for column in table.columns)
    rows = [
        [width_em(_text(row.values.get(c.key))) * row.looks.get(c.key, c.look).size for c in free]
        for row in table.rows
        if not row.merged
    ]
    shared = dict(
        zip(
            (column.key for column in free),
            shared_widths(left, [column.least for column in free], rows),
            strict=True,
        )
    )
    return [column.width or shared[column.key] for column in table.columns]


def _heights(table: Table, widths: Sequence[float]) -> list[float]:
    return [_height(table, row, widths) for row in table.rows]


def _height(table: Table, row: Row, widths: Sequence[float]) -> float:
    if row.merged:
        column = table.columns[0]
        size = row.looks.get(column.key, column.look).size
        text = _text(row.values.get(column.key))
        return max(height_pt(line_count(text, sum(widths), size), size), 24)
    heights = (
        height_pt(line_count(text, width, size), size)
        for column, width in zip(table.columns, widths, strict=True)
        if (text := _text(row.values.get(column.key)))
        and (size := row.looks.get(column.key, column.look).size)
    )
    return max(24.0, *heights, 24.0)


def _span(height: float) -> int:
    """Rows of paper that one row of the table takes: no program allows taller ones."""
    return math.ceil(height / TALLEST_ROW_PT)


def _row_numbers(heights: Iterable[float]) -> list[int]:
    numbers, number = [], FIRST_ROW
    for height in heights:
        numbers.append(number)
        number += _span(height)
    return numbers

"""Writes a table to a sheet: hidden keys, title, repeated heading, and checks of entries."""

from collections.abc import Iterable
from dataclasses import replace

from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from model.domain.numbers import number_text
from model.workbook.keys import CONTINUED, MARK
from model.workbook.paper.layout import NOTE_SIZE, TITLE_SIZE, Fitted, Line, fitted
from model.workbook.paper.page import Page, set_up
from model.workbook.paper.styles import HEADING, TITLE, Brush, Look, palette
from model.workbook.paper.table import (
    FIRST_COLUMN,
    FIRST_ROW,
    HEADING_ROW,
    KEY_ROW,
    NOTE_ROW,
    TITLE_ROW,
    Column,
    Table,
)
from model.workbook.paper.text_size import height_pt, line_count, rows_of

HEADING_LOOK = Look(font=HEADING, size=10, fill="quote", across="center")
TITLE_LOOK = Look(font=TITLE, size=TITLE_SIZE, bold=True, rules="none")
NOTE_LOOK = Look(size=NOTE_SIZE, ink="quiet", rules="none")
SIGNED = Look(across="right", rules="none", size=12)
LACKING = "behind_tint"
TITLE_PT, EMPTY_PT = 34.0, 40.0
NOTE_GOES_ON = f"@note{CONTINUED}"  # with a number: key of a row that the note goes on in


def write_table(sheet: Worksheet, table: Table, page: Page, brush: Brush) -> None:
    fit = fitted(table)
    last = get_column_letter(len(table.columns) + 1)
    set_up(sheet, replace(page, portrait=page.portrait or table.portrait))
    _write_head(sheet, table, brush, fit)
    for number, line in enumerate(fit.lines, start=FIRST_ROW):
        _write_line(sheet, table, line, number, brush)
    if fit.lines:
        for number, column in enumerate(table.columns, start=FIRST_COLUMN):
            letter = get_column_letter(number)
            _check(sheet, column, f"{letter}{FIRST_ROW}:{letter}{fit.last_row}")
        sheet.auto_filter.ref = f"B{HEADING_ROW}:{last}{fit.last_row}"
    else:
        _across(sheet, FIRST_ROW, table, table.empty, Look(ink="quiet", across="center"), brush)
        sheet.row_dimensions[FIRST_ROW].height = EMPTY_PT
    for number, (text, height) in enumerate(fit.below, start=1):
        row = fit.last_row + number
        brush.put(sheet, row, 1, f"{NOTE_GOES_ON}{number + 1}", Look())
        _across(sheet, row, table, text, replace(NOTE_LOOK, down="top"), brush)
        sheet.row_dimensions[row].height = height
    sheet.freeze_panes = f"C{FIRST_ROW}"
    for selection in sheet.sheet_view.selection:  # a cell that is seen: A1 is hidden
        selection.activeCell = selection.sqref = f"C{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_area = f"B{TITLE_ROW}:{last}{fit.bottom}"


def _write_head(sheet: Worksheet, table: Table, brush: Brush, fit: Fitted) -> None:
    widths, whole = fit.widths, sum(fit.widths)
    brush.put(sheet, KEY_ROW, 1, f"{MARK}{table.key}", Look())
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.column_dimensions["A"].hidden = True
    for row, text, look, least in (
        (TITLE_ROW, fit.heading, TITLE_LOOK, TITLE_PT),
        (NOTE_ROW, fit.note, NOTE_LOOK, 0.0),
    ):
        _across(sheet, row, table, text, look, brush)
        height = height_pt(line_count(text, whole, look.size), look.size)
        sheet.row_dimensions[row].height = max(height, least)
    lines = 1
    for number, (column, width) in enumerate(
        zip(table.columns, widths, strict=True), start=FIRST_COLUMN
    ):
        sheet.column_dimensions[get_column_letter(number)].width = width
        brush.put(sheet, KEY_ROW, number, column.key, Look())
        brush.put(sheet, HEADING_ROW, number, column.heading, HEADING_LOOK)
        lines = max(lines, line_count(column.heading, width, HEADING_LOOK.size))
    sheet.row_dimensions[HEADING_ROW].height = max(height_pt(lines, HEADING_LOOK.size), 30)


def _across(sheet: Worksheet, row: int, table: Table, text: str, look: Look, brush: Brush) -> None:
    """Put *text* across the whole width of the table."""
    brush.put_across(sheet, row, (FIRST_COLUMN, len(table.columns) + 1), text, look)


def write_signers(
    sheet: Worksheet,
    table: Table,
    lines: Iterable[tuple[str, float]],
    brush: Brush,
    look: Look = SIGNED,
) -> None:
    """Below the *table*, on the printed page too: who signs. A line has words and the height that
    it has at least [pt].
    """
    last, row, whole = len(table.columns) + 1, sheet.max_row, sum(fitted(table).widths)
    for words, least in lines:
        for text, height in rows_of(words, whole, look.size, least):
            row += 1
            brush.put_across(sheet, row, (FIRST_COLUMN, last), text, look)
            sheet.row_dimensions[row].height = height
    sheet.print_area = f"B{TITLE_ROW}:{get_column_letter(last)}{row}"


def _write_line(sheet: Worksheet, table: Table, line: Line, number: int, brush: Brush) -> None:
    brush.put(sheet, number, 1, line.row.key, Look())
    for place, column in enumerate(table.columns, start=FIRST_COLUMN):
        brush.put(sheet, number, place, line.row.values.get(column.key), line.row.look(column))
    sheet.row_dimensions[number].height = line.height


def _check(sheet: Worksheet, column: Column, cells: str) -> None:
    """A drop-down or bounds for what is typed into *cells*, colours for what it may say."""
    if check := _validation(column):
        check.errorTitle = column.heading
        check.showErrorMessage = True
        check.promptTitle, check.prompt = column.heading[:32], column.prompt[:255]
        check.showInputMessage = bool(column.prompt)
        check.add(cells)
        sheet.add_data_validation(check)
    for text, token in column.marks.items():
        rule = CellIsRule(  # type: ignore[no-untyped-call]
            operator="equal",
            formula=[f'"{text}"'],
            font=Font(color=palette()[token]),
            fill=PatternFill(bgColor=palette()[f"{token}_tint"]),
        )
        sheet.conditional_formatting.add(cells, rule)
    if column.lacking:
        show_lacking(sheet, cells, column.lacking)


def show_lacking(sheet: Worksheet, cells: str, condition: str) -> None:
    """Give *cells* a colour while the *condition*, a formula for the first of them, holds."""
    rule = FormulaRule(  # type: ignore[no-untyped-call]
        formula=[condition], fill=PatternFill(bgColor=palette()[LACKING])
    )
    sheet.conditional_formatting.add(cells, rule)


def _validation(column: Column) -> DataValidation | None:
    if column.options:
        check = DataValidation(type="list", formula1=_listed(column.options), allow_blank=True)
        check.error = "请从下拉列表中选择。"
        return check
    if column.bounds is None:
        return None
    low, high = (None if bound is None else number_text(bound) for bound in column.bounds)
    check = DataValidation(
        type="decimal",
        operator="between",
        formula1=low or "-1E+15",
        formula2=high or "1E+15",
        allow_blank=True,
    )
    check.error = "请填数字，不带单位。"
    return check


def _listed(options: tuple[str, ...]) -> str:
    """Options as a drop-down's source: 255 characters is all that Excel takes."""
    text = f'"{",".join(options)}"'
    if len(text) > 255 or any("," in option or '"' in option for option in options):
        raise ValueError(f"not a drop-down's source: {text}")
    return text


class GrowingRow(RowDimension):
    """A row without a fixed height: programs make it higher as more is typed."""

    @property
    def customHeight(self) -> bool:
        return False


def let_rows_grow(sheet: Worksheet, least: float = 0) -> None:
    """Lets the rows of the table grow as more is typed; they begin with *least* points."""
    for row in range(FIRST_ROW, sheet.max_row + 1):
        height = max(sheet.row_dimensions[row].height or 0, least)
        sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=height)

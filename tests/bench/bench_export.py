"""Exporting a busy department's workbook, beside others that write the same cells.

XlsxWriter writes them with the same styles, widths, heights and merged cells, and formulas with
their results; openpyxl without any of that. Neither reads back what it wrote.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from forms import FORMS
from model.clerk.year import ClerkYear
from model.jobs import JobContext
from model.paths import DATA_FILE, RULEBOOK, asset
from model.plans import PlanLibrary
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.workbook.layout import Questionnaire
from model.workbook.paper.text_size import line_count, width_em
from model.workbook.report.content import YearReport
from model.workbook.report.write import submission_bytes, write_submission
from tests.bench.comparing import Ratio, in_turns, median
from tests.bench.sample_year import YEAR, busy_department, write_sample_year

ROUNDS = 7
PLAIN = "openpyxl, the same cells, no style"
STYLED = "XlsxWriter, the same, styles, results"
GOAL = 2.5  # times XlsxWriter, read back and put in place
Sheets = dict[str, list[list[object]]]
Style = tuple[tuple[str, object], ...]
Drawn = tuple[int, int, object, object, Style]  # row, column, value or formula, its result, style


@dataclass(frozen=True)
class Sheet:
    """All that a sheet's cells say and look like."""

    title: str
    cells: list[Drawn]
    widths: dict[int, float]
    heights: dict[int, float]
    merged: list[tuple[int, int, int, int]]


def cpu_ms_of(job) -> float:
    start = process_time()
    job()
    return (process_time() - start) * 1000


def afresh(job) -> float:
    """As the first export after a start, which finds nothing laid out before."""
    width_em.cache_clear()
    line_count.cache_clear()
    return cpu_ms_of(job)


def cells_of(content: bytes) -> Sheets:
    """The values of every cell, empty ones at the end of a row left out."""
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def write_plainly(path: Path, sheets: Sheets) -> None:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def style_of(cell) -> Style:
    """As XlsxWriter calls it."""
    font, side, fill, edge = cell.font, cell.alignment, cell.fill, cell.border
    style = {
        "font_name": font.name, "font_size": font.size, "bold": font.bold, "italic": font.italic,
        "num_format": cell.number_format, "locked": cell.protection.locked,
        "align": side.horizontal, "valign": "vcenter" if side.vertical == "center" else "top",
        "text_wrap": side.wrap_text, "indent": int(side.indent),
    }  # fmt: skip
    if font.color is not None and isinstance(font.color.rgb, str):
        style["font_color"] = f"#{font.color.rgb[-6:]}"
    if fill.fill_type == "solid":
        style["bg_color"] = f"#{fill.fgColor.rgb[-6:]}"
    edges = {name: getattr(edge, name) for name in ("left", "right", "top", "bottom")}
    style |= {name: 1 for name, line in edges.items() if line is not None and line.style}
    return tuple((name, value) for name, value in style.items() if value is not None)


def drawn(content: bytes) -> list[Sheet]:
    """Every cell that has a value or a style of its own."""
    formulas, results = (load_workbook(io.BytesIO(content), data_only=d) for d in (False, True))
    return [
        Sheet(
            title=sheet.title,
            cells=[
                (
                    cell.row - 1,
                    cell.column - 1,
                    cell.value,
                    results[sheet.title][cell.coordinate].value,
                    style_of(cell),
                )
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None or cell.has_style
            ],
            widths={
                column_index_from_string(letters) - 1: one.width
                for letters, one in sheet.column_dimensions.items()
            },
            heights={
                row - 1: one.height for row, one in sheet.row_dimensions.items() if one.height
            },
            merged=[
                (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
                for one in sheet.merged_cells.ranges
            ],
        )
        for sheet in formulas
    ]


def write_styled(path: Path, sheets: list[Sheet]) -> None:
    """As people write a report by XlsxWriter, each style made once."""
    with xlsxwriter.Workbook(path) as book:
        formats: dict[Style, object] = {}
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            for column, width in sheet.widths.items():
                page.set_column(column, column, width)
            for row, height in sheet.heights.items():
                page.set_row(row, height)
            for edges in sheet.merged:
                page.merge_range(*edges, "")
            for row, column, value, result, style in sheet.cells:
                shape = formats.get(style)
                if shape is None:
                    shape = formats[style] = book.add_format(dict(style))
                if value is None:
                    page.write_blank(row, column, None, shape)
                elif isinstance(value, str) and value.startswith("="):
                    page.write_formula(row, column, value, shape, "" if result is None else result)
                elif isinstance(value, str):
                    page.write_string(row, column, value, shape)
                else:
                    page.write(row, column, value, shape)


def run() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = write_sample_year(folder)
        rulebook = load_rulebook(asset(RULEBOOK), plan)
        with closing(open_store(folder / DATA_FILE)) as db:
            desk = ClerkYear(PlanLibrary(db, plan), rulebook, FORMS, busy_department(plan).id, YEAR)
            report = YearReport(
                questionnaire=Questionnaire(plan=desk.plan, forms=FORMS),
                submission=replace(desk.next_submission(), sample=True),
                assessor=desk.assessor,
            )
        plain, styled, whole = (folder / f"{name}.xlsx" for name in ("plain", "styled", "whole"))
        content = submission_bytes(report, JobContext())
        sheets, looks = cells_of(content), drawn(content)
        made, written, theirs, bare = in_turns(
            ROUNDS,
            lambda: afresh(lambda: submission_bytes(report, JobContext())),
            lambda: afresh(lambda: write_submission(whole, report, JobContext())),
            lambda: cpu_ms_of(lambda: write_styled(styled, looks)),
            lambda: cpu_ms_of(lambda: write_plainly(plain, sheets)),
        )
        what = f"workbook of {len(desk.items)} items"
        read_back = f"{what}, read back and put in place, cpu"
        for row, ours, against, other, goal in (
            (f"{what}, cpu", made, STYLED, theirs, None),
            (read_back, written, STYLED, theirs, GOAL),
            (f"{what}, cpu", made, PLAIN, bare, None),
            (read_back, written, PLAIN, bare, None),
        ):
            yield Ratio(row, median(ours), against, median(other), "ms", goal)
        kb = {path: path.stat().st_size / 1024 for path in (whole, styled, plain)}
        yield Ratio("its size", kb[whole], STYLED, kb[styled], "KB")
        yield Ratio("its size", kb[whole], PLAIN, kb[plain], "KB")

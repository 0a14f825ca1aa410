"""Exporting a busy department's workbook, beside the same cells written by plain openpyxl."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import process_time

from openpyxl import Workbook, load_workbook

from forms import FORMS
from model.clerk.year import ClerkYear
from model.jobs import JobContext
from model.paths import DATA_FILE, RULEBOOK, asset
from model.plans import PlanLibrary
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import submission_bytes, write_submission
from tests.bench.comparing import Ratio, in_turns, median
from tests.bench.sample_year import YEAR, busy_department, write_sample_year

ROUNDS = 7
AGAINST = "openpyxl, the same cells, no style"
Sheets = dict[str, list[list[object]]]


def cpu_ms_of(job) -> float:
    start = process_time()
    job()
    return (process_time() - start) * 1000


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


def run() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = write_sample_year(folder)
        rulebook = load_rulebook(asset(RULEBOOK), plan)
        with closing(open_store(folder / DATA_FILE)) as db:
            desk = ClerkYear(PlanLibrary(db, plan), rulebook, FORMS, busy_department(plan).id, YEAR)
            report = YearReport(
                questionnaire=Questionnaire(plan=plan, forms=FORMS),
                submission=replace(desk.next_submission(), sample=True),
                assessor=desk.assessor,
            )
        plain, whole = folder / "plain.xlsx", folder / "whole.xlsx"
        content = submission_bytes(report, JobContext())
        sheets = cells_of(content)
        made, written, theirs = in_turns(
            ROUNDS,
            lambda: cpu_ms_of(lambda: submission_bytes(report, JobContext())),
            lambda: cpu_ms_of(lambda: write_submission(whole, report, JobContext())),
            lambda: cpu_ms_of(lambda: write_plainly(plain, sheets)),
        )
        for what, ours in (("", made), (", read back and put in place", written)):
            yield Ratio(
                f"workbook of {len(desk.items)} items{what}, cpu", median(ours),
                AGAINST, median(theirs), "ms",
            )  # fmt: skip
        kb = [path.stat().st_size / 1024 for path in (whole, plain)]
        yield Ratio("its size", kb[0], AGAINST, kb[1], "KB")

"""What office programs make of our workbooks. Needs LibreOffice, Gnumeric and Poppler."""

import io
import re
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model.workbook.cell_comparison import hand_edits
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.sealed import read_report
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.opened import keyed_cells
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import ANSWERS, exported, make_report

pytestmark = pytest.mark.office
LONG = "".join(f"{n}．组织开展专项行动，协调解决难点问题；" for n in range(1, 60))[:1000]
LINES = "".join(f"第{n}条已办结。\n" for n in range(1, 90)).rstrip()
LATIN = "PM2.5 monitoring network extended to all 10 sub-districts, see report. " * 13


@pytest.fixture(scope="module")
def year(plan):
    """A full year with answers as long as the forms allow."""
    report = whole_year(plan, "csglw")
    answers = {item: dict(answer) for item, answer in report.submission.answers.items()}
    keys = [key for key, answer in answers.items() if "done" in answer]
    for key, text in zip(keys[3:60:9], (LONG, LINES, LATIN[:1000], LONG, LINES), strict=False):
        answers[key]["done"] = text
        answers[key]["problems"] = text[:500]
        answers[key]["next_steps"] = text[:500]
    cover = {**report.submission.cover, "remark": LONG}
    return whole_year(plan, "csglw", answers=answers, cover=cover)


@pytest.fixture(scope="module")
def path(tmp_path_factory, year) -> Path:
    path = tmp_path_factory.mktemp("office") / "year.xlsx"
    path.write_bytes(exported(year))
    return path


@pytest.fixture(scope="module")
def pdf(path, convert) -> Path:
    return convert(path, "pdf")


def letters(text: str) -> str:
    """Text without what line and page breaks do to it."""
    return re.sub(r"\s+", "", text)


def cells_of(pdf: Path) -> str:
    """The text of all pages in the order in which it is drawn: cell by cell."""
    out = subprocess.run(
        ["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, timeout=60
    )
    return letters(out.stdout.decode())


def best_heights(path: Path, convert) -> dict[tuple[str, int], float]:
    """Sheet and row -> the height that LibreOffice finds its texts to need [pt]."""
    flat = convert(path, "fods")
    text = flat.read_text("utf-8").replace(
        'style:use-optimal-row-height="false"', 'style:use-optimal-row-height="true"'
    )
    # Heights are worked out anew for files of other programs only.
    text = re.sub("<meta:generator>[^<]*<", "<meta:generator>other/1<", text)
    optimal = flat.with_name("optimal.fods")
    optimal.write_text(text, "utf-8")
    book = load_workbook(convert(optimal, "xlsx"))
    return {
        (sheet.title, number): row.height
        for sheet in book.worksheets
        for number, row in sheet.row_dimensions.items()
        if row.height
    }


def test_that_every_row_is_as_high_as_its_texts_need_and_not_much_higher(path, convert):
    best = best_heights(path, convert)
    book = load_workbook(path)
    shares = []
    for sheet in book.worksheets[1:-1]:
        for number in range(5, sheet.max_row + 1):
            own, needed = sheet.row_dimensions[number].height, best[sheet.title, number]
            assert own >= needed, f"{sheet.title} row {number}: {own} < {needed}"
            shares.append(own / needed)
    assert len(shares) > 400
    assert sum(shares) / len(shares) < 1.5


def test_that_every_text_reaches_the_paper(path, pdf):
    printed = cells_of(pdf)
    texts = {
        f"{sheet.title} {cell.coordinate}": str(cell.value)
        for sheet in load_workbook(path).worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows(min_row=2, min_col=2)
        for cell in row
        if cell.data_type == "s"
    }
    assert len(texts) > 1500
    assert {place: text for place, text in texts.items() if letters(text) not in printed} == {}


def test_that_the_longest_answers_are_on_paper_in_whole(year, path):
    tables = tables_in(read_sheets(path.read_bytes()))
    found = list(hand_edits(year.questionnaire, year.submission, tables))
    assert [str(edit) for edit in found] == []
    assert any(row.endswith("~2") for row in tables["measure"].rows)


def test_that_every_page_has_its_number_and_the_check_code(year, pdf):
    pages = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True
    ).stdout.decode().split("\f")[:-1]  # fmt: skip
    for number, page in enumerate(pages, start=1):
        assert letters(f"第 {number} 页 共 {len(pages)} 页") in letters(page)
        assert year.check_code in page
        assert len(letters(page)) > 80, f"page {number} is all but empty"


def test_that_the_cover_is_upright_and_the_rest_lies(pdf):
    out = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "999", pdf], check=True, capture_output=True
    ).stdout.decode()
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", out)
    upright = [float(height) > float(width) for width, height in sizes]
    assert upright[0]
    assert upright == sorted(upright, reverse=True)
    assert sum(upright) <= 2


@pytest.mark.parametrize("program", ["libreoffice", "gnumeric"])
def test_that_a_resaved_year_is_equal_and_nobody_is_accused(program, year, path, resaved, reader):
    again = resaved(path.read_bytes(), program)
    found = read_report("a.xlsx", again, year.questionnaire, reader)
    assert found.submission == year.submission
    assert found.warnings == ()


@pytest.mark.parametrize("body", ["csglw", "fgw", "jyj"])
def test_that_libreoffice_computes_the_official_scores(tmp_path, convert, plan, body):
    path = tmp_path / "year.xlsx"
    without_results = edited(exported(whole_year(plan, body)), lambda _book: None)
    path.write_bytes(without_results)
    content = convert(path, "xlsx").read_bytes()
    verdicts = [
        cell.found.text
        for cell in keyed_cells(read_sheets(content))
        if (cell.table, cell.column) == ("score", "check")
    ]
    assert len(verdicts) > 10
    assert set(verdicts) == {"一致"}


def test_that_an_edit_in_libreoffice_shows_as_different(tmp_path, convert):
    content = exported(make_report(ANSWERS))
    sheet, cell = place_of(content, "measure", "3.1-01-01", "state")
    path = tmp_path / "edited.xlsx"
    path.write_bytes(with_cell(content, sheet, cell, "未启动"))
    again = convert(path, "xlsx").read_bytes()
    different = {
        cell.row
        for cell in keyed_cells(read_sheets(again))
        if (cell.table, cell.column, cell.found.text) == ("score", "check", "不一致")
    }
    assert different == {"3.1-01-01", "part.measures", "total"}


def test_that_drop_downs_and_protection_survive_libreoffice(path, convert):
    book = load_workbook(io.BytesIO(convert(path, "xlsx").read_bytes()))
    tasks = book["任务清单"]
    assert any(check.type == "list" for check in tasks.data_validations.dataValidation)
    assert tasks.protection.sheet
    assert book["数据包"].sheet_state == "hidden"

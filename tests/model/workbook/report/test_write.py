import io

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_from_string

from model.errors import Cancelled
from model.jobs import JobContext
from model.workbook.report.write import submission_bytes, suggested_name, write_submission
from tests.golden import compare
from tests.model.workbook.damage import members, place_of
from tests.model.workbook.years import ANSWERS, exported, make_report


def test_that_a_workbook_is_what_the_golden_text_says(content):
    compare("submission.txt", content)


def test_that_equal_reports_give_equal_bytes(content):
    assert exported(make_report()) == content


def test_that_every_date_in_the_file_is_that_of_the_export(content):
    core = members(content)["docProps/core.xml"].decode()
    assert core.count("2025-12-20T01:30:00Z") == 2


@pytest.mark.parametrize("text", ["=1+1", "+86 22", "-1", "@SUM(A1)", "\t=1", "＝1", "#N/A", "1e5"])
def test_that_text_of_people_is_always_a_text_cell(text):
    report = make_report({**ANSWERS, "3.1-01-01": {"state": "done", "done": text}})
    content = exported(report)
    sheet, cell = place_of(content, "measure", "3.1-01-01", "done")
    found = load_workbook(io.BytesIO(content))[sheet][cell]
    assert (found.data_type, found.value) == ("s", text)


def test_that_only_the_score_sheet_holds_formulas(content):
    book = load_workbook(io.BytesIO(content))
    with_formulas = {
        sheet.title
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert with_formulas == {"评分"}


def test_that_official_scores_are_values(content, report):
    book = load_workbook(io.BytesIO(content))
    for score in report.assessment.scores:
        if score.points is not None:
            sheet, cell = place_of(content, "score", score.item, "points")
            assert book[sheet][cell].value == float(score.points)
    sheet, cell = place_of(content, "score", "total", "points")
    assert book[sheet][cell].value == float(report.assessment.total)


def test_that_formulas_carry_their_results_for_programs_that_do_not_calculate(content, report):
    book = load_workbook(io.BytesIO(content), data_only=True)
    for key in ("total", "grade", "part.indicators", "3.1-01-01", "rule.V1"):
        (sheet, official), (_, again), (_, check) = (
            place_of(content, "score", key, column) for column in ("points", "again", "check")
        )
        assert book[sheet][again].value == book[sheet][official].value
        assert book[sheet][check].value == "一致"


def test_that_a_number_keeps_its_unit_beside_it_and_no_percent_format(content):
    sheet, cell = place_of(content, "quantity", "i-green", "value")
    found = load_workbook(io.BytesIO(content))[sheet][cell]
    assert (found.value, found.number_format) == (38.9, "General")


def test_that_what_was_not_said_is_an_empty_cell_and_zero_is_zero(content):
    book = load_workbook(io.BytesIO(content))
    given, column = place_of(content, "quantity", "i-given", "value")
    assert book[given][column].value == 0
    with pytest.raises(StopIteration):
        place_of(content, "measure", "3.1-01-03", "state")


def test_that_only_entry_cells_take_typing(content):
    book = load_workbook(io.BytesIO(content))
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    sheet, cell = place_of(content, "measure", "3.1-01-01", "done")
    assert not book[sheet][cell].protection.locked
    sheet, cell = place_of(content, "measure", "3.1-01-01", "words")
    assert book[sheet][cell].protection.locked


def test_that_sample_data_says_so_on_the_cover_and_on_every_page():
    book = load_workbook(io.BytesIO(exported(make_report(sample=True))))
    assert any("示例数据" in str(cell.value) for row in book["封面"] for cell in row)
    printed = [sheet for sheet in book if sheet.sheet_state == "visible"]
    around = [(sheet.oddHeader.left.text, sheet.oddFooter.left.text) for sheet in printed]
    assert all("示例数据" in (head or foot) for head, foot in around)


def test_that_a_year_without_any_answer_can_be_exported():
    report = make_report({}, cover={}, evidence=())
    book = load_workbook(io.BytesIO(exported(report)))
    assert book["佐证材料"]["B5"].value == "（未登记佐证材料）"
    assert report.submission.self_total is None


def test_that_a_department_without_indicators_gets_a_sheet_that_says_so():
    book = load_workbook(io.BytesIO(exported(make_report({}, body="jyj", evidence=()))))
    assert "指标（定性）" not in book.sheetnames
    book = load_workbook(io.BytesIO(exported(make_report({}, body="tjj", evidence=()))))
    assert book["指标"]["B5"].value == "方案没有分工到本单位的指标。"


def test_that_a_suggested_name_says_whose_it_is_and_which(report):
    code = report.check_code.replace(" ", "")
    assert suggested_name(report) == f"城管委_2025年度自评估_第1次_{code[:8]}.xlsx"


def test_that_a_cancelled_export_writes_nothing(tmp_path, report):
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        write_submission(tmp_path / "a.xlsx", report, job)
    assert not list(tmp_path.iterdir())


def test_that_a_written_workbook_is_the_one_computed(tmp_path, report, content):
    write_submission(tmp_path / "a.xlsx", report, JobContext())
    assert (tmp_path / "a.xlsx").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_that_characters_no_cell_can_hold_are_left_out_and_the_export_goes_on():
    answers = {"3.1-01-01": {"state": "done", "done": "甲\x00\x0b乙\x1f"}}
    content = submission_bytes(make_report(answers), JobContext())
    sheet, cell = place_of(content, "measure", "3.1-01-01", "done")
    assert load_workbook(io.BytesIO(content))[sheet][cell].value == "甲乙"


def test_that_every_sheet_opens_with_its_cursor_in_a_cell_one_sees(content):
    for sheet in load_workbook(io.BytesIO(content)):
        if sheet.sheet_state == "visible":
            letter, row = coordinate_from_string(sheet.sheet_view.selection[-1].activeCell)
            assert not sheet.row_dimensions[row].hidden, sheet.title
            assert not sheet.column_dimensions[letter].hidden, sheet.title

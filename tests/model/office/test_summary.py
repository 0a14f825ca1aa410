"""The 汇总工作簿, its formulas worked out by a spreadsheet engine."""

import io
import re
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from formualizer import recalculate_xlsx_bytes
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_from_string

import model.report as report_folder
from model.jobs import JobContext
from model.office.report_contents import report_data
from model.report.summary import summary_bytes
from model.scoring.arithmetic import FUNCTIONS
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.reasons import Reason
from model.workbook.rectification.layout import LEDGER_TITLE
from model.workbook.sealed import read
from tests.golden import compare
from tests.model.office.live import Decisions
from tests.model.workbook.years import questionnaire

AT = "2026-01-20T10:00:00+08:00"


@pytest.fixture
def sent(office, send):
    send("city", "schools", bad=b"%PDF-1.7")
    Decisions(office, by="李四").adjust("cgw", "i-cars", {"value": "12"}, "按合同")


def summed_up(office) -> bytes:
    return summary_bytes(report_data(office, made_at=AT), JobContext())


def opened(content: bytes, *, values: bool = True):
    return load_workbook(io.BytesIO(content), data_only=values)


def column(sheet, heading: str) -> list[object]:
    number = next(cell.column for cell in sheet[4] if cell.value == heading)
    return [sheet.cell(row, number).value for row in range(5, sheet.max_row + 1)]


def test_that_a_summary_is_what_the_golden_text_says(office, sent):
    compare("district.txt", summed_up(office))


def test_that_equal_data_give_equal_bytes(office, sent):
    data = report_data(office, made_at=AT)
    assert summary_bytes(data, JobContext()) == summary_bytes(data, JobContext())


def test_that_every_formula_works_out_to_the_official_value(office, sent):
    book = opened(recalculate_xlsx_bytes(summed_up(office))["bytes"])
    for title in ("得分汇总", "得分核算", "逐项得分", "指标"):
        verdicts = Counter(column(book[title], "核对"))
        assert verdicts["一致"], title
        assert not verdicts["不一致"], title
    words = {c.value for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert not {word for word in words if isinstance(word, str) and word.startswith("#")}


def test_that_results_stand_in_the_file_for_those_who_dont_calculate(office, sent):
    kept, again = opened(summed_up(office)), recalculate_xlsx_bytes(summed_up(office))["bytes"]
    fresh = opened(again)
    for sheet in kept:
        for row in sheet.iter_rows():
            for cell in row:
                other = fresh[sheet.title][cell.coordinate].value
                if isinstance(cell.value, float):
                    assert cell.value == pytest.approx(other, abs=1e-4), cell.coordinate
                elif cell.value not in {None, ""}:
                    assert cell.value == other, (sheet.title, cell.coordinate)


def test_that_a_changed_answer_shows_as_different_up_to_the_total(office, sent):
    book = opened(summed_up(office), values=False)
    sheet = book["逐项得分"]
    number = next(cell.column for cell in sheet[4] if cell.value == "实际值")
    row = next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, 1).value == "cgw|i-cars")
    sheet.cell(row, number).value = Decimal(5)
    target = io.BytesIO()
    book.save(target)
    found = opened(recalculate_xlsx_bytes(target.getvalue())["bytes"])
    for title in ("逐项得分", "得分核算", "得分汇总"):
        assert "不一致" in column(found[title], "核对")


def test_that_the_reviewed_score_and_its_reason_stand_beside_the_self_score(office, sent):
    book = opened(summed_up(office))
    body, scores = office.body("cgw"), book["得分汇总"]
    assert column(scores, "责任单位")[0] == "城管委"
    assert Decimal(str(column(scores, "自评得分")[0])) == body.self_total
    assert Decimal(str(column(scores, "复核得分")[0])) == body.reviewed.total
    assert "核改：按合同" in column(book["逐项得分"], "复核")


def test_that_the_report_refers_to_no_sheet_that_the_summary_does_not_have(office, sent):
    sources = Path(report_folder.__file__).parent.rglob("*.py")
    words = "".join(source.read_text("utf-8") for source in sources)
    named = set(re.findall("汇总工作簿“([^”]+)”表", words))
    assert named
    assert named <= {*opened(summed_up(office)).sheetnames, LEDGER_TITLE}


def test_that_ranks_stand_in_the_summary_only_when_wanted(office, sent):
    assert "同类名次" not in [cell.value for cell in opened(summed_up(office))["得分汇总"][4]]
    Decisions(office).show_ranking(shown=True)
    assert "同类名次" in [cell.value for cell in opened(summed_up(office))["得分汇总"][4]]


def test_that_refused_files_are_listed_with_cause_and_cure(office, sent):
    sheet = opened(summed_up(office))["未接收文件"]
    assert column(sheet, "文件")[0].endswith("bad.xlsx")
    assert column(sheet, "结果")[0] == "未接收"
    assert all(column(sheet, "怎么办")[:1])


def test_that_text_of_people_is_never_a_formula(office, sent):
    book = opened(summed_up(office), values=False)
    formulas = [c.value for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    used = {name for formula in formulas for name in re.findall(r"([A-Z]+)\(", formula)}
    assert used <= FUNCTIONS | {"COUNTA", "COUNTIF", "AVERAGE", "SUMIFS"}
    assert not any("购车合同" in formula or "+86" in formula for formula in formulas)
    assert max(map(len, formulas)) < 8192


def test_that_charts_can_be_restyled_by_whoever_opens_it_and_say_what_they_show(office, sent):
    content = summed_up(office)
    book = opened(content, values=False)
    drawn = [chart.series for chart in book["总览"]._charts]
    assert [len(series) for series in drawn] == [1, 1]
    for (series,) in drawn:
        for reference in (series.val.numRef.f, series.cat.numRef.f):
            sheet, _, cells = reference.rpartition("!")
            assert sheet == "'总览'"
            numbers = book["总览"][cells.replace("$", "")]
            assert numbers, cells
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (part,) = [name for name in archive.namelist() if "drawings/drawing" in name]
        told = re.findall('descr="([^"]+)"', archive.read(part).decode())
    assert [words.partition("：")[0] for words in told] == ["等次分布（单位数）", "各领域得分率"]
    for row in opened(content)["总览"].iter_rows(min_row=5, values_only=True):
        if row[3] == "得分率":
            number = f"{row[2]:.0%}" if isinstance(row[2], float | int) else row[2]
            assert f"{row[1]} {number}" in told[1]
    for sheet in book:
        if sheet.sheet_state == "visible":
            letter, row = coordinate_from_string(sheet.sheet_view.selection[-1].activeCell)
            assert not sheet.row_dimensions[row].hidden, sheet.title
            assert not sheet.column_dimensions[letter].hidden, sheet.title


def test_that_a_summary_before_any_report_lists_everyone_as_missing(office):
    book = opened(summary_bytes(report_data(office, made_at=AT), JobContext()))
    assert column(book["报送情况"], "报送情况") == ["未报", "未报", "本年无任务"]
    assert book["得分汇总"]["B5"].value == "还没有单位报送。"


def test_that_a_summary_among_the_mails_is_not_taken_for_a_damaged_package(office, sent):
    with WorkbookReader() as reader:
        found = read("汇总.xlsx", summed_up(office), questionnaire(), reader)
    assert (found.code, found.kind) == (Reason.NO_SEAL, "")

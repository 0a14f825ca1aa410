"""The formulas beside the official scores, worked out by a spreadsheet engine."""

import io

import pytest
from formualizer import recalculate_xlsx_bytes
from openpyxl import load_workbook

from model.workbook.intake.book import read_sheets
from tests.model.workbook.damage import place_of, with_cell
from tests.model.workbook.opened import keyed_cells, rows_of
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import ANSWERS, exported, make_report
from tests.thorough import some


def recalculated(content: bytes) -> dict[str, tuple[object, object, object]]:
    """Row key of 评分 -> official, recomputed, verdict."""
    rows = rows_of(keyed_cells(read_sheets(content)), "score")
    out = recalculate_xlsx_bytes(content)["bytes"]
    sheet = load_workbook(io.BytesIO(out), data_only=True)["评分"]
    return {
        key: tuple(
            sheet[f"{column}{next(iter(cells.values())).cell[1:]}"].value for column in "FGH"
        )
        for key, cells in rows.items()
    }


@pytest.mark.parametrize(
    "answers",
    [ANSWERS, {}, {"i-green": {"value": "50"}}, {"i-cars": {"value": "12"}},
     {"3.1-01-01": {"state": "not_applicable", "reason": "无"}}],
)  # fmt: skip
def test_that_formulas_agree_with_the_official_scores(answers):
    report = make_report(answers, evidence=())
    found = recalculated(exported(report))
    assert {key: row for key, row in found.items() if row[2] != "一致"} == {}
    assert len(found) == len(list(report.assessment.scores)) + 2 + 2 + 2


@pytest.mark.parametrize("body", ["csglw", "wlj", "chanfa-jituan"])
def test_that_formulas_agree_for_whole_years(plan, body):
    found = recalculated(exported(whole_year(plan, body)))
    assert {key: row for key, row in found.items() if row[2] != "一致"} == {}


def test_that_a_hand_edit_shows_as_different_where_it_counts(content):
    sheet, cell = place_of(content, "measure", "3.1-01-01", "state")
    found = recalculated(with_cell(content, sheet, cell, "未启动"))
    different = {key for key, row in found.items() if row[2] == "不一致"}
    assert different == {"3.1-01-01", "part.measures", "total"}


@pytest.mark.in_part
def test_that_no_formula_is_longer_than_spreadsheets_take(plan):
    for body in some(("csglw", "fgw", "zjw", "swj"), 4):
        book = load_workbook(io.BytesIO(exported(whole_year(plan, body))))
        formulas = [cell.value for row in book["评分"] for cell in row if cell.data_type == "f"]
        assert max(map(len, formulas)) < 8192

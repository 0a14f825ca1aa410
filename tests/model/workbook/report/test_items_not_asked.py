"""What is answered without being asked has its row: 括号内其他任务, and what is past its term."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from model.domain.plan import Stage
from model.workbook.report.item_sheets import item_tables
from model.workbook.sealed import read_report
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.years import ANSWERS, exported, make_report, small_plan

OTHER, OVER, NUMBER = "3.1-01-02", "3.1-01-03", "i-given"


def plan_in_force():
    """城管委 may answer what 教育局 leads, and a measure whose term is over; it gives no number."""
    plan = small_plan()
    told = {
        OTHER: {"departments": ("jyj",), "lead": ("jyj",), "others": ("cgw",)},
        OVER: {"departments": (), "outside": ("cgw",), "stage": Stage.OVER, "until": 2022},
    }
    measures = {
        key: replace(one, **told.get(key, {"lead": one.departments}))
        for key, one in plan.measures.items()
    }
    given = plan.indicators[NUMBER]
    indicators = {
        key: replace(one, departments=("jyj",), lead=("jyj",), others=("cgw",))
        if one is given
        else replace(one, lead=one.departments)
        for key, one in plan.indicators.items()
    }
    return replace(plan, measures=measures, indicators=indicators)


SAID = {
    **{key: ANSWERS[key] for key in ("3.1-01-01", "i-green", "i-cars", "i-done")},
    OTHER: {"contribution": "派人参加"},
    OVER: {"state": "done", "done": "去年已经办结。"},
    NUMBER: {"value": "3"},
}


@pytest.fixture(scope="module")
def report():
    return make_report(SAID, plan=plan_in_force())


@pytest.fixture(scope="module")
def content(report):
    return exported(report)


def test_that_what_was_answered_has_a_row_and_says_why_it_is_there(report):
    rows = {row.key: row.values for table in item_tables(report) for row in table.rows}
    assert rows[OTHER]["led_by"] == "教育局\n括号内其他任务"
    assert rows[NUMBER]["led_by"] == "教育局\n括号内其他任务"
    assert rows[OVER]["place"].endswith("（已过期限）")
    silent = make_report({}, plan=plan_in_force())
    assert {OTHER, OVER, NUMBER}.isdisjoint(
        row.key for table in item_tables(silent) for row in table.rows
    )


def test_that_it_is_read_back_with_and_without_a_seal(report, content, reader):
    for change in (lambda book: None, lambda book: book.remove(book["数据包"])):
        found = read_report("a.xlsx", edited(content, change), report.questionnaire, reader)
        assert found.submission.answers == SAID


def test_that_a_hand_edit_there_is_named_as_everywhere(report, content, reader):
    sheet, cell = place_of(content, "support", OTHER, "contribution")
    changed = with_cell(content, sheet, cell, "没有参加")
    found = read_report("a.xlsx", changed, report.questionnaire, reader)
    (edit,) = found.edits
    assert (edit.item, edit.found) == (OTHER, "没有参加")
    assert found.submission.answers == SAID


@pytest.mark.parametrize(("repeated", "told"), [(("i-green",), True), ((), False)])
def test_that_the_guide_says_where_an_indicator_asks_on_what_a_measure_past_its_term_did(
    repeated, told
):
    plan = plan_in_force()
    measures = {**plan.measures, OVER: replace(plan.measures[OVER], repeats=repeated)}
    sheet = load_workbook(
        io.BytesIO(exported(make_report(SAID, plan=replace(plan, measures=measures))))
    )["填报说明"]
    words = " ".join(str(cell.value) for row in sheet for cell in row if cell.value)
    assert plan.measures[OVER].text in words
    assert ("同一内容的指标照常填报" in words) is told

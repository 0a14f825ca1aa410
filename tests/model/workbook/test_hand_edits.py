import random

import pytest

from model.workbook.sealed import read_report
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.years import ANSWERS, exported, make_report

CASES = [
    ("measure", "3.1-01-01", "state", "滞后", "完成", "滞后"),
    ("measure", "3.1-01-01", "done", "改了", "全区 12 个街道\n全部开展。", "改了"),
    ("measure", "3.1-01-02", "progress", 63, "62.5", "63"),
    ("measure", "3.1-01-02", "progress", None, "62.5", ""),
    ("quantity", "i-green", "value", 38.8, "38.9", "38.8"),
    ("quantity", "i-green", "value", "约39", "38.9", "约39"),
    ("quantity", "i-given", "value", None, "0", ""),
    ("cover", "filled_by", "value", "李四", "张三", "李四"),
    ("cover", "self_total", "value", 99, "54.25", "99"),
    ("cover", "self_grade", "value", "优秀", "不合格", "优秀"),
    ("evidence", "e1", "reference", "城管〔2025〕4号", "城管〔2025〕3号", "城管〔2025〕4号"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "sealed", "found"), CASES)
def test_that_an_edited_cell_is_named_exactly(
    content, report, reader, table, row, column, value, sealed, found
):
    sheet, cell = place_of(content, table, row, column)
    changed = with_cell(content, sheet, cell, value)
    received = read_report("a.xlsx", changed, report.questionnaire, reader)
    assert received.submission == report.submission
    (edit,) = received.edits
    assert (edit.sheet, edit.item, edit.field) == (sheet, row, column)
    assert edit.cell == cell
    assert (edit.sealed, edit.found) == (sealed, found)


def test_that_an_edit_is_told_in_a_sentence(content, report, reader):
    sheet, cell = place_of(content, "quantity", "i-green", "value")
    changed = with_cell(content, sheet, cell, 40)
    (warning,) = read_report("a.xlsx", changed, report.questionnaire, reader).warnings
    said = f"手工改动，未采用：{sheet} {cell}：“绿地率”的“实际完成值”，导出时为“38.9”，现为“40”"
    assert warning == said


def test_that_a_formula_in_place_of_a_value_is_an_edit(content, report, reader):
    sheet, cell = place_of(content, "quantity", "i-green", "value")
    changed = with_cell(content, sheet, cell, "=38+0.9")
    (edit,) = read_report("a.xlsx", changed, report.questionnaire, reader).edits
    assert (edit.cell, edit.found) == (cell, "公式（结果 ）")


def test_that_a_cell_that_was_empty_and_is_filled_is_an_edit(content, report, reader):
    sheet, cell = place_of(content, "measure", "3.1-01-01", "done")
    empty = f"{cell[0]}7"
    changed = with_cell(content, sheet, empty, "补记")
    (edit,) = read_report("a.xlsx", changed, report.questionnaire, reader).edits
    assert (edit.item, edit.cell, edit.sealed, edit.found) == ("3.1-01-03", empty, "", "补记")


def test_that_the_same_number_as_text_is_no_edit(content, report, reader):
    sheet, cell = place_of(content, "quantity", "i-green", "value")
    changed = with_cell(content, sheet, cell, "38.90")
    assert not read_report("a.xlsx", changed, report.questionnaire, reader).edits


def test_that_binary_noise_of_a_spreadsheet_is_no_edit(content, report, reader):
    sheet, cell = place_of(content, "quantity", "i-green", "value")
    changed = with_cell(content, sheet, cell, 38.900000000000006)
    assert not read_report("a.xlsx", changed, report.questionnaire, reader).edits


def test_that_moved_hidden_renamed_and_extra_things_are_no_edits(content, report, reader):
    def change(book):
        tasks = book["任务清单"]
        for merged in list(tasks.merged_cells.ranges):
            tasks.unmerge_cells(str(merged))
        tasks.insert_rows(1, 3)
        tasks.insert_cols(5, 2)
        tasks.title = "新表"
        book["指标"].row_dimensions[5].hidden = True
        book.move_sheet("评分", -3)
        book.create_sheet("草稿").append(["随手记"])
        book["数据包"].sheet_state = "visible"

    received = read_report("a.xlsx", edited(content, change), report.questionnaire, reader)
    assert (received.submission, received.edits) == (report.submission, ())


def test_that_a_deleted_row_lists_what_it_held(content, report, reader):
    def change(book):
        book["指标"].delete_rows(5)

    received = read_report("a.xlsx", edited(content, change), report.questionnaire, reader)
    assert {(edit.item, edit.field, edit.cell) for edit in received.edits} == {
        ("i-green", "value", ""),
        ("i-green", "basis", ""),
    }


def test_that_a_deleted_sheet_is_said_once(content, report, reader):
    def change(book):
        del book["任务清单"]

    received = read_report("a.xlsx", edited(content, change), report.questionnaire, reader)
    assert received.warnings == ("没有找到“任务清单”表，无法核对其中是否有手工改动。",)


@pytest.mark.slow
def test_that_any_one_edited_answer_is_named_and_no_other(reader, plan):
    from tests.model.workbook.whole_year import whole_year

    report = whole_year(plan, "csglw")
    content = exported(report)
    chance = random.Random(1)
    keys = [
        (item, field)
        for item, answer in report.submission.answers.items()
        for field in answer
        if field != "next_steps" or item in plan.measures
    ]
    tables = {item.id: table for table, (_, items) in
              report.questionnaire.tables("csglw").items() for item in items}  # fmt: skip
    for item, field in chance.sample(keys, 20):
        sheet, cell = place_of(content, tables[item], item, field)
        changed = with_cell(content, sheet, cell, "改动")
        edits = read_report("a.xlsx", changed, report.questionnaire, reader).edits
        assert [(edit.item, edit.field, edit.cell) for edit in edits] == [(item, field, cell)]


def test_that_answers_outside_a_departments_work_are_said_and_kept(reader):
    report = make_report({**ANSWERS, "elsewhere": {"state": "done"}})
    received = read_report("a.xlsx", exported(report), report.questionnaire, reader)
    (warning,) = received.warnings
    assert warning.startswith("有 1 项填报不在该单位的职责分工之内")

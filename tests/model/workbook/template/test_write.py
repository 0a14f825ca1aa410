"""填报模板: what goes out empty comes back as what was typed into it."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from formualizer import recalculate_xlsx_bytes
from hypothesis import example, given, settings
from openpyxl import load_workbook

from model.domain.submission import COVER as ABOUT_ALL
from model.domain.submission import Origin
from model.jobs import JobContext
from model.paths import asset
from model.samples.answers import COVER, sample_answers, sample_evidence
from model.scoring.loader import load_rulebook
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.intake.worker_reply import Intake
from model.workbook.reasons import Notice
from model.workbook.sealed import read_report, sealed_in
from model.workbook.template.write import suggested_template_name, write_template
from tests.model.workbook.blanks import as_cells_hold, blank, blank_report, entries_of, filled
from tests.model.workbook.damage import members
from tests.model.workbook.test_round_trip import CERTAIN, TEXT
from tests.model.workbook.years import EVIDENCE
from tests.thorough import tried

ANSWERS = {
    "3.1-01-01": {"state": "done", "done": "全区 12 个街道\n全部开展。"},
    "3.1-01-02": {"state": "ongoing", "progress": "62", "done": "=1+1", "problems": "+86"},
    "i-green": {"value": "38.9", "basis": "统计年鉴"},
    "i-given": {"value": "0"},
    "i-done": {"state": "not_applicable", "reason": "由邻区承担。"},
}


@pytest.fixture(scope="module")
def report():
    return blank_report()


@pytest.fixture(scope="module")
def empty(report) -> bytes:
    return blank(report)


def read(content, report, reader):
    return read_report("模板.xlsx", content, report.questionnaire, reader)


def typed(report, answers=ANSWERS, **more):
    return entries_of(report.questionnaire, report.submission.department, answers, **more)


def test_that_equal_templates_give_equal_bytes(report, empty):
    assert blank(report) == empty


def test_that_what_is_typed_is_what_is_read(report, empty, reader):
    cover = {"filled_by": "张三", "phone": "022-1", "remark": "甲\n乙"}
    found = read(filled(empty, typed(report, cover=cover, evidence=EVIDENCE[:1])), report, reader)
    submission = found.submission
    assert (submission.answers, submission.cover) == (ANSWERS, cover)
    (piece,) = submission.evidence
    assert (piece.item, piece.title) == (EVIDENCE[0].item, EVIDENCE[0].title)
    assert (submission.origin, submission.sequence) == (Origin.TEMPLATE, 1)
    assert (submission.year, submission.department) == (2025, "cgw")
    assert (found.verified, found.remarks, found.doubts) == (True, (), ())


def test_that_an_empty_template_says_that_nothing_was_filled_in(report, empty, reader):
    found = read(empty, report, reader)
    assert found.submission.answers == {}
    assert [remark.code for remark in found.remarks] == [Notice.NOTHING_FILLED]


def test_that_the_same_answers_saved_again_are_the_same_submission(report, empty, reader):
    once = filled(empty, typed(report))
    again = filled(once, {})
    assert read(once, report, reader).submission.id == read(again, report, reader).submission.id


def test_that_sequence_and_day_are_taken_from_the_cover(report, empty, reader):
    entries = {
        **typed(report), ("cover", "sequence", "value"): "2",
        ("cover", "filled_on", "value"): "2026年1月5日",
    }  # fmt: skip
    submission = read(filled(empty, entries), report, reader).submission
    assert (submission.sequence, submission.exported_at) == (2, "2026-01-05T00:00:00+08:00")


def test_that_evidence_of_nothing_in_particular_belongs_to_the_whole(report, empty, reader):
    entries = {
        ("evidence", "e1", "title"): "总结", ("evidence", "e2", "title"): "照片",
        ("evidence", "e2", "item"): "任务99", ("evidence", "e3", "title"): "报表",
        ("evidence", "e3", "item"): "总体情况",
    }  # fmt: skip
    found = read(filled(empty, entries), report, reader)
    assert [piece.item for piece in found.submission.evidence] == [ABOUT_ALL] * 3
    assert any("“任务99”不是本单位的任务或指标" in str(remark) for remark in found.remarks)


def test_that_a_template_for_somebody_else_is_noticed(report, empty, reader):
    found = read(filled(empty, {("cover", "department", "value"): "教育局"}), report, reader)
    assert found.submission.department == "cgw"
    assert any("这份模板是给“城管委”的" in str(remark) for remark in found.remarks)


def test_that_choices_are_dropped_down_and_text_stays_text(empty):
    book = load_workbook(io.BytesIO(empty))
    assert any(c.type == "list" for c in book["任务清单"].data_validations.dataValidation)
    assert book["任务清单"]["G5"].number_format == "@"
    assert not book["任务清单"]["G5"].protection.locked
    assert book["任务清单"]["D5"].protection.locked
    assert book["数据包"].sheet_state == "hidden"


@pytest.mark.parametrize("answers", [ANSWERS, {}, {"i-green": {"value": "50"}}])
def test_that_scores_follow_what_is_typed(report, empty, answers):
    out = recalculate_xlsx_bytes(filled(empty, typed(report, answers)))["bytes"]
    tables = tables_in(read_sheets(out))
    assessment = report.assessor.assess(answers)
    found = {
        row: Decimal(cell.found.text)
        for row in tables["score"].rows
        if (cell := tables["score"].cell(row, "points")) and cell.found.kind == "number"
    }
    for score in assessment.scores:
        assert found.get(score.item) == score.points
    total = tables["cover"].cell("self_total", "value")
    assert Decimal(total.found.text or "0") == (assessment.total or 0)


DONE = {"state": "done", "done": "全部开展。"}
BOTH = {"filled_by": "张三", "phone": "022-1"}


def lacks(content: bytes) -> str:
    """What the cover says is lacking, after another program worked it out."""
    out = recalculate_xlsx_bytes(content)["bytes"]
    return tables_in(read_sheets(out))["cover"].cell("lacks", "value").found.text


@pytest.fixture(scope="module")
def whole(report) -> dict[str, dict[str, str]]:
    """Answers to everything that is asked."""
    said = {"measure": DONE, "quality": DONE, "quantity": {"value": "38.9"}}
    return {
        item.id: said[table]
        for table, (_, items) in report.questionnaire.tables("cgw").items()
        for item in items
    }


def test_that_an_empty_template_says_on_its_cover_all_that_is_lacking(empty):
    said = tables_in(read_sheets(empty))["cover"].cell("lacks", "value").found.text
    assert said == lacks(empty)
    for part in ("任务清单 3 项", "填报人", "联系电话"):
        assert part in said


def test_that_a_complete_template_lacks_nothing(report, empty, whole):
    assert lacks(filled(empty, typed(report, whole, cover=BOTH))) == "全部填写了"
    elsewhere = {**whole, "i-green": {"state": "not_applicable", "reason": "由邻区承担。"}}
    assert lacks(filled(empty, typed(report, elsewhere, cover=BOTH))) == "全部填写了"


@pytest.mark.parametrize(
    ("change", "cover", "said"),
    [
        ({"3.1-01-02": {}}, BOTH, "任务清单 1 项"),
        ({"3.1-01-02": {}, "3.1-01-01": {}}, BOTH, "任务清单 2 项"),
        ({"3.1-01-01": {"state": "done"}}, BOTH, "任务清单 1 项"),
        ({"3.1-01-01": {"state": "ongoing", "done": "在做。"}}, BOTH, "任务清单 1 项"),
        ({"3.1-01-01": {"state": "not_applicable"}}, BOTH, "任务清单 1 项"),
        ({"i-green": {}}, BOTH, "指标 1 项"),
        ({}, {"filled_by": "张三"}, "联系电话"),
    ],
)
def test_that_what_the_forms_ask_for_is_counted_where_it_is_lacking(
    report, empty, whole, change, cover, said
):
    found = lacks(filled(empty, typed(report, {**whole, **change}, cover=cover)))
    assert found == f"还缺：　{said}　"


def test_that_cells_that_lack_something_are_coloured_by_their_own_rule(empty):
    book = load_workbook(io.BytesIO(empty))
    for title, rules in (("封面", 2), ("任务清单", 4), ("指标", 2)):
        formulas = [
            rule.formula[0]
            for area in book[title].conditional_formatting
            for rule in area.rules
            if rule.type == "expression"
        ]
        assert len(formulas) == rules, title


def test_that_every_sheet_that_is_printed_repeats_its_heading_and_is_protected(empty):
    book = load_workbook(io.BytesIO(empty))
    for sheet in book.worksheets:
        assert sheet.protection.sheet or sheet.sheet_state != "visible"
        if sheet.title not in {"封面", "数据包"}:
            assert sheet.print_title_rows == "$4:$4"


def test_that_a_computed_total_is_taken_for_the_self_score_and_its_grade_left_to_the_office(
    report, empty, reader
):
    """A file's report is known by what is read from it, for ever: no version took the grade."""
    out = recalculate_xlsx_bytes(filled(empty, typed(report)))["bytes"]
    found = sealed_in(
        "a.xlsx", "", Intake(tables=tables_in(read_sheets(out))), report.questionnaire, reader
    )
    said = found.submission.self_total, found.submission.self_grade
    assert said == (f"{report.assessor.assess(ANSWERS).total:.2f}", "")


@settings(max_examples=tried(15), deadline=timedelta(seconds=5))
@given(done=TEXT, basis=TEXT, value=CERTAIN)
@example(done="_x0000_", basis="_x0001_", value="1")
def test_that_any_answer_comes_back_equal(report, empty, reader, done, basis, value):
    answers = {
        "3.1-01-01": {"state": "done", "done": done},
        "i-green": {"value": value, "basis": basis},
    }
    content = filled(empty, typed(report, answers))
    found = sealed_in(
        "a.xlsx", "", Intake(tables=tables_in(read_sheets(content))), report.questionnaire, reader
    )
    assert found.submission.answers == as_cells_hold(answers)


@pytest.mark.slow
@pytest.mark.parametrize("body", ["csglw", "jyj", "zzb"])
def test_that_whole_years_come_back_equal(plan, reader, body):
    report = blank_report(plan, load_rulebook(asset("rules/percent-2025.1.toml")), body)
    answers = sample_answers(plan, body, 2025)
    evidence = tuple(sample_evidence(plan, body, 2025))
    content = filled(blank(report), typed(report, answers, cover=COVER, evidence=evidence))
    submission = read(content, report, reader).submission
    assert (submission.answers, submission.cover) == (answers, COVER)
    assert [(e.item, e.title, e.reference) for e in submission.evidence] == [
        (e.item, e.title, e.reference) for e in evidence
    ]


def test_that_a_template_is_written_whole_under_a_name_that_says_what_it_is(
    tmp_path, report, empty
):
    path = tmp_path / suggested_template_name(report)
    write_template(path, report, JobContext())
    assert path.name == "城管委_2025年度填报模板.xlsx"
    assert path.read_bytes() == empty


def test_that_rows_are_high_enough_and_grow_with_what_is_typed(empty):
    rows = re.findall(rb'<row r="(\d+)"([^>]*)>', members(empty)["xl/worksheets/sheet2.xml"])
    heights = {int(number): said for number, said in rows if int(number) >= 5}
    assert len(heights) == 3
    for said in heights.values():
        assert float(re.search(rb' ht="([\d.]+)"', said)[1]) >= 24
        assert b"customHeight" not in said

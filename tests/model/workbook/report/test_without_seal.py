"""未核验: what can still be read where the seal is missing or broken."""

import pytest

from model.domain.submission import Origin
from model.workbook.reasons import Notice, Reason, Refusal
from model.workbook.sealed import read_report
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.years import COVER


def without_packet(book):
    del book["数据包"]


def read(content, report, reader, change=without_packet):
    return read_report("a.xlsx", edited(content, change), report.questionnaire, reader)


def codes(found) -> set[Notice]:
    return {remark.code for remark in found.remarks}


def test_that_a_file_without_packet_is_read_from_its_cells_and_marked(content, report, reader):
    found = read(content, report, reader)
    submission = found.submission
    assert (found.verified, submission.origin) == (False, Origin.CELLS)
    assert codes(found) == {Notice.UNVERIFIED, Notice.OUT_OF_BOUNDS}  # 62.5% where none is asked
    assert submission.answers == report.submission.answers
    assert submission.cover == COVER
    assert (submission.year, submission.department, submission.sequence) == (2025, "cgw", 1)
    assert submission.exported_at == "2025-12-20T09:30:00+08:00"
    assert submission.self_total == report.submission.self_total
    assert [(p.id, p.item, p.title) for p in submission.evidence] == [
        (p.id, p.item, p.title) for p in report.submission.evidence
    ]


@pytest.mark.parametrize("row", [3, 4, 5])
def test_that_a_broken_packet_is_read_likewise(content, report, reader, row):
    def change(book):
        cell = book["数据包"].cell(row, 2)
        cell.value = "7" + cell.value[1:]

    found = read(content, report, reader, change)
    assert found.submission.answers == report.submission.answers
    assert Notice.UNVERIFIED in codes(found)


def test_that_a_packet_of_a_later_version_is_not_guessed_at(content, report, reader):
    def change(book):
        book["数据包"]["B2"].value = "99"

    with pytest.raises(Refusal) as caught:
        read(content, report, reader, change)
    assert caught.value.code is Reason.NEWER


def test_that_a_copy_saved_again_is_the_same_submission(content, report, reader):
    once = read(content, report, reader).submission
    again = read(edited(content, without_packet), report, reader, lambda book: None).submission
    assert (once.id, once.digest) == (again.id, again.digest)


def test_that_repairs_are_listed_and_doubts_not_taken(content, report, reader):
    for table, row, column, value in (
        ("quantity", "i-green", "value", "３８．９％"),
        ("quantity", "i-cars", "value", "十来辆"),
        ("measure", "3.1-01-02", "progress", 162),
    ):
        sheet, cell = place_of(content, table, row, column)
        content = with_cell(content, sheet, cell, value)
    found = read(content, report, reader)
    assert found.submission.answers["i-green"]["value"] == "38.9"
    assert "value" not in found.submission.answers["i-cars"]
    assert "progress" not in found.submission.answers["3.1-01-02"]
    said = [str(remark) for remark in found.remarks]
    assert "指标 H5：“绿地率”的“实际完成值”，“３８．９％”已识别为 38.9%。" in said
    assert any("指标 H6：“新增车辆”的“实际完成值”，“十来辆”不是数" in words for words in said)
    assert any("“162”不能大于 100%。" in words for words in said)
    assert {Notice.REPAIRED, Notice.DOUBTFUL} <= codes(found)


def test_that_a_row_that_is_gone_is_said(content, report, reader):
    def change(book):
        without_packet(book)
        book["任务清单"].delete_rows(5)

    found = read(content, report, reader, change)
    assert "3.1-01-01" not in found.submission.answers
    assert Notice.ROW_MISSING in codes(found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda book: book.remove(book["任务清单"]), "没有找到“任务清单”表。"),
        (lambda book: book.remove(book["封面"]), "封面上没有“责任单位”。"),
        (lambda book: book["任务清单"].delete_cols(5), "任务清单 › 没有找到“进展状态”列。"),
    ],
)
def test_that_too_little_is_refused_with_what_is_missing(content, report, reader, change, words):
    def both(book):
        without_packet(book)
        change(book)

    with pytest.raises(Refusal) as caught:
        read(content, report, reader, both)
    assert caught.value.code is Reason.INCOMPLETE
    assert any(words in str(problem) for problem in caught.value.problems)


def test_that_a_name_almost_right_is_not_taken_for_the_department(content, report, reader):
    sheet, cell = place_of(content, "cover", "department", "value")
    with pytest.raises(Refusal) as caught:
        read(with_cell(content, sheet, cell, "城管所"), report, reader)
    assert caught.value.code is Reason.UNKNOWN_DEPARTMENT
    assert "“城管所”与“城管委”相近但不相同。" in str(caught.value.problems[0])


def test_that_a_name_in_other_width_is_taken_and_said(content, report, reader):
    sheet, cell = place_of(content, "cover", "department", "value")
    found = read(with_cell(content, sheet, cell, " 城管委\u200b"), report, reader)
    assert found.submission.department == "cgw"
    assert Notice.REPAIRED in codes(found)

"""What a department's files turn out to be, each read once, and what is told of the others."""

import pytest

from forms import FORMS
from model.clerk.deliveries import GET_IT, OWN_COPY, read_for_clerk
from model.domain.duty_sheet import DutySheet
from model.domain.sealed import seal
from model.domain.submission import Origin
from model.evidence_files.folder import EvidenceFiles
from model.jobs import JobContext
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.packet import packed
from model.workbook.report.read import ReceivedReport
from tests.corpus.base import TEMPLATE, base, questionnaire
from tests.model.test_edited_sheets import section_sheet
from tests.model.workbook.damage import edited
from tests.model.workbook.years import exported, make_report


@pytest.fixture(scope="module")
def report():
    return make_report()


@pytest.fixture
def brought(report, tmp_path):
    def brought(content, name="报送.xlsx"):
        (tmp_path / name).write_bytes(content)
        questionnaire = report.questionnaire
        return read_for_clerk(tmp_path / name, questionnaire, (questionnaire.plan,), JobContext())

    return brought


def without_seal(content):
    return edited(content, lambda book: book.remove(book["数据包"]))


def with_broken_seal(content):
    def change(book):
        for row in book["数据包"].iter_rows(min_row=2):
            if row[0].value == "sha256":
                row[1].value = "0" * 64

    return edited(content, change)


def test_that_a_report_is_taken_apart_once(report, brought, monkeypatch):
    asked = []
    take_in = WorkbookReader.take_in

    def counting(self, content, *others, **named):
        asked.append(len(content))
        return take_in(self, content, *others, **named)

    monkeypatch.setattr(WorkbookReader, "take_in", counting)
    (file,) = brought(exported(report)).found
    assert isinstance(file.content, ReceivedReport)
    assert file.content.submission == report.submission
    assert len(asked) == 1


@pytest.mark.parametrize("damaged", [without_seal, with_broken_seal])
def test_that_ones_own_report_without_a_sound_seal_is_refused_in_words_for_a_report(
    report, brought, damaged
):
    came = brought(damaged(exported(report)))
    assert came.found == ()
    assert "工作簿的数据包已损坏或缺失" in str(came.trouble())
    assert came.trouble().hint == OWN_COPY


def test_that_a_report_of_which_too_little_is_left_is_told_as_one(report, brought):
    def change(book):
        book.remove(book["数据包"])
        book.remove(book["任务清单"])

    trouble = brought(edited(exported(report), change)).trouble()
    assert trouble.hint == OWN_COPY != GET_IT


def test_that_what_is_no_file_of_ours_is_nobodys_trouble_in_a_folder(report, brought, tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    came = brought(exported(report))
    whole = read_for_clerk(
        tmp_path, report.questionnaire, (report.questionnaire.plan,), JobContext()
    )
    assert [one.content for one in whole.found] == [one.content for one in came.found]
    assert whole.trouble() is None


def test_that_a_sections_sheet_is_refused_with_advice_about_a_sections_sheet(
    report, brought, tmp_path, plan, today
):
    path = section_sheet(tmp_path, plan, today).path

    def change(book):
        book.copy_worksheet(book["任务清单"]).title = "任务清单2"

    trouble = brought(edited(path.read_bytes(), change)).trouble()
    assert "与“任务清单”重复" in str(trouble.problems[0])
    assert "请科室用本单位联络员发出的原件填写" in trouble.hint
    assert "领导小组办公室" not in trouble.hint


def test_that_a_file_that_did_not_come_with_its_sheet_is_named(tmp_path, plan, today):
    path = section_sheet(tmp_path, plan, today).path

    def change(book):
        sheet = book["佐证材料"]
        letters = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(5, letters["title"]).value = "会议纪要"
        sheet.cell(5, letters["file_name"]).value = "没有随附.pdf"

    path.write_bytes(edited(path.read_bytes(), change))
    files = EvidenceFiles(tmp_path / "佐证材料")
    asked = Questionnaire(plan=today, forms=FORMS)
    (came,) = read_for_clerk(path, asked, (plan,), JobContext(), files).found
    assert [one.title for one in came.content.content.evidence] == ["会议纪要"]
    assert "佐证材料：文件“没有随附.pdf”没有随表交回。" in came.content.content.remarks


def with_record(content, record):
    """*content* with another record in its packet."""
    rows = packed(seal(record))

    def change(book):
        for row in book["数据包"].iter_rows(min_row=2):
            if row[0].value in rows:
                row[1].value = rows[row[0].value]

    return edited(content, change)


def test_that_a_filled_in_template_is_a_report_of_ones_own(tmp_path):
    (tmp_path / "模板.xlsx").write_bytes(base(TEMPLATE).content)
    asked = questionnaire()
    came = read_for_clerk(tmp_path / "模板.xlsx", asked, (asked.plan,), JobContext())
    (found,) = came.found
    assert found.content.submission.origin is Origin.TEMPLATE
    assert came.trouble() is None


def test_that_a_sheet_to_be_countersigned_is_sent_back_to_the_office(report, brought):
    sheet = DutySheet(
        year=2025, made_at="2026-01-01T09:00:00+08:00", plan=report.submission.plan,
        lead={}, support={},
    )  # fmt: skip

    def with_its_sheet(book):
        page = book.create_sheet("任务分解表")
        page["A1"] = "@duty_sheet"

    trouble = brought(edited(with_record(exported(report), sheet), with_its_sheet)).trouble()
    assert "任务分解表（会签稿）" in str(trouble)
    assert "办公室" in trouble.hint

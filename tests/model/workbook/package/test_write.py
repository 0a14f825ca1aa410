"""The year's package as a workbook: out, onto paper, and in again."""

import io
import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import pytest
from openpyxl import load_workbook

from forms import FORMS
from model.domain.origin import NO_PROOF, OFFICE, OriginStanding, key_fingerprint
from model.domain.package import Contact, Duty, HandedDown, Settlement
from model.domain.sealed import seal
from model.errors import PackageRejected
from model.files import FileNotWritten
from model.jobs import JobContext
from model.package.draft import corrected, with_contact, with_share, with_target
from model.package.duties import assigned
from model.package.outgoing import package_report
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.packages import fetch_package, fetch_secrets
from model.workbook.intake.book import read_sheets
from model.workbook.layout import Questionnaire
from model.workbook.package.write import package_bytes, suggested_package_name, write_package
from model.workbook.packet import packed
from model.workbook.reasons import Reason, Refusal
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import read_file
from tests.keys import OFFICE_KEYS, OTHER_KEYS, with_packet_rows
from tests.model.package.conftest import RULES
from tests.model.package.incoming import read, take_in_file
from tests.model.workbook import years
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.opened import keyed_cells, rows_of
from tests.sample_packages import sample_history

ITEM = "3.1.1-01"
SECRET = "ab" * 32


@pytest.fixture(scope="module")
def first(plan):
    """2025 of the sample history: by then a department has another name."""
    return next(p for p in sample_history(plan, RULES) if p.year == 2025)


@pytest.fixture(scope="module")
def package(plan, first):
    package = corrected(first, at="2025-12-20T09:00:00+08:00", reason="市里补下目标\n更正分工")
    package = with_target(
        package,
        "energy_intensity",
        HandedDown(value=Decimal("13.5"), document="津发改〔2025〕9号", on="2025-12-01"),
    )
    package = with_share(package, "incubators", "kjj", Decimal(3))
    package = assigned(plan, package, [ITEM], ["kjj"], Duty.LEAD)
    package = assigned(plan, package, ["incubators"], ["kjj", "swj"], Duty.SUPPORT)
    package = assigned(plan, package, [ITEM], ["swj"], Duty.NONE)
    package = with_contact(package, "kjj", Contact(name="=李", phone="022-1", email="a@b.cn"))
    settled = Settlement(decision="按 300P 评", by="示例办公室", on="2025-12-01")
    return replace(
        package,
        duties={**package.duties, "3.1.3-01": {"jrj": Duty.NONE}},
        settled={"q-300p": settled},
    )


@pytest.fixture(scope="module")
def report(plan, first, package):
    return package_report(plan, package, before=first)


@pytest.fixture(scope="module")
def content(report):
    return package_bytes(report, JobContext())


@pytest.fixture
def file(tmp_path):
    def file(content: bytes, name="任务包.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return file


def test_that_a_package_comes_back_as_it_went_out(plan, package, content, file, reader):
    received = read(plan, file(content), reader)
    assert received.package == package.sent_to("")
    assert (received.department, received.secret) == ("", "")


def test_that_the_same_package_gives_the_same_bytes(report, content):
    assert package_bytes(report, JobContext()) == content


def test_that_the_file_name_says_year_version_and_check_code(report, package):
    first = package.check_code[:4] + package.check_code[5:9]
    assert suggested_package_name(report) == f"示例_2025年度任务包_第2版_{first}.xlsx"


def shown(content, table, row):
    cells = rows_of(keyed_cells(read_sheets(content)), table)[row]
    return {column: cell.found.text for column, cell in cells.items()}


def test_that_the_cover_says_year_version_deadline_whom_to_ask_and_the_check_code(content, package):
    def said(row):
        return shown(content, "cover", row)["value"]

    assert (said("year"), said("version")) == ("2025年", "第2版")
    assert said("deadline") == "2026年1月31日"
    assert "示例经办人" in said("office")
    assert said("check_code") == package.check_code


def test_that_sample_data_are_called_so_on_the_cover_and_every_page(content):
    book = load_workbook(io.BytesIO(content))
    assert "示例数据" in book["封面"]["B2"].value
    for sheet in book.worksheets[:-1]:
        assert "示例数据" in (sheet.oddHeader.left.text or sheet.oddFooter.left.text)
        assert "校验码" in sheet.oddFooter.right.text


def test_that_targets_stand_with_value_document_and_date(content):
    row = shown(content, "targets", "energy_intensity")
    assert (row["target"], row["document"], row["on"]) == (
        "13.5", "津发改〔2025〕9号", "2025-12-01",
    )  # fmt: skip
    assert row["target_text"] == "≥ 13.5%（年度任务包目标）"
    assert shown(content, "targets", "tech_smes")["baseline"] == "2021年 190"


def test_that_duties_stand_in_words_and_what_nobody_carries_is_marked(content):
    row = shown(content, "duties", ITEM)
    assert row["lead"] == "区科技局"
    assert "区商务局" in row["none"]
    assert "区商务局" not in row["support"]
    assert shown(content, "duties", "3.1.3-01")["note"] == "无人承担，不计分"


def test_that_departments_stand_by_the_name_of_the_year(content):
    assert shown(content, "bodies", "csglw")["name"] == "区城市运行管理局"
    assert "区城市管理委" in shown(content, "bodies", "csglw")["aliases"].split("、")


def test_that_all_streets_together_are_called_that(content):
    assert shown(content, "duties", "box2.7-01")["support"].endswith("各街道办事处（10个）")


def test_that_rules_stand_in_words_with_their_source(content):
    row = shown(content, "rules", "I1")
    assert row["title"] == "约束性指标按完成率"
    assert "适用指标" in row["method"]
    assert row["source"]


def test_that_what_changed_since_the_version_before_is_told(content):
    cells = rows_of(keyed_cells(read_sheets(content)), "changes")
    said = " ".join(row["text"].found.text for row in cells.values())
    assert "市里补下目标" in said
    assert "由目标未下达改为≥ 13.5%" in said
    assert "更名为区城市运行管理局" in said
    assert "按 300P 评（示例办公室，2025-12-01）" in said


def test_that_a_departments_own_file_shows_its_own_work_and_brings_the_whole_package(
    plan, package, file, reader
):
    report = package_report(plan, package, "kjj", keys=OFFICE_KEYS)
    content = package_bytes(report, JobContext())
    duties = rows_of(keyed_cells(read_sheets(content)), "duties")
    assert duties.keys() == {item.id for item in report.plan.carried_by("kjj")}
    assert duties[ITEM]["own"].found.text == "牵头"
    received = read(plan, file(content), reader)
    assert (received.package, received.department, received.proof.key) == (
        package.sent_to("kjj"), "kjj", OFFICE_KEYS.public,
    )  # fmt: skip
    assert "区科技局" in suggested_package_name(report)


def test_that_a_departments_own_share_is_called_that(plan, package):
    content = package_bytes(package_report(plan, package, "kjj"), JobContext())
    row = shown(content, "targets", "incubators")
    assert (row["target"], row["breakdown"]) == ("3", "本单位目标；全区目标 ≥ 8 家")
    assert "document" not in row  # for the number of a document alone
    assert row["target_text"] == "≥ 3 家（年度任务包目标）"


def test_that_a_reader_is_started_for_who_has_none(plan, package, content, file):
    assert read(plan, file(content)).package == package.sent_to("")


def test_that_a_payload_of_a_later_version_asks_for_a_newer_app(plan, content, file, reader):
    payload = seal(years.make_report().submission).replace(b'"schema":1', b'"schema":9')
    changed = packed(payload)

    def change(book):
        for row in book["数据包"].iter_rows(min_row=2):
            if row[0].value in changed:
                row[1].value = changed[row[0].value]

    with pytest.raises(Refusal) as caught:
        read(plan, file(edited(content, change)), reader)
    assert caught.value.code is Reason.NEWER
    assert "升级" in caught.value.hint


def test_that_a_file_resaved_by_another_program_is_no_edit(plan, package, content, file, reader):
    assert read(plan, file(edited(content, lambda book: None)), reader).package == package.sent_to(
        ""
    )


def test_that_sheets_may_be_renamed_sorted_and_added(plan, package, content, file, reader):
    def change(book):
        book["职责分工"].title = "分工"
        book.move_sheet("封面", 3)
        book.create_sheet("我的备忘")["A1"] = "x"

    assert read(plan, file(edited(content, change)), reader).package == package.sent_to("")


@lru_cache(maxsize=1)
def opened(content):
    """To look into, not to change."""
    return load_workbook(io.BytesIO(content))


def cell_of(content, table, row, column):
    """Sheet and cell, whether anything stands there or not."""
    for sheet in opened(content):
        if sheet["A1"].value == f"@{table}":
            number = next(cell.row for cell in sheet["A"] if cell.value == row)
            letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
            return sheet.title, f"{letter}{number}"
    raise LookupError(table)


def further(*case):
    return pytest.param(*case, marks=pytest.mark.thorough)


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "words"),
    [
        further("cover", "deadline", "value", "2026年3月31日", "“报送截止”"),
        further("cover", "version", "value", "第3版", "“版次”"),
        ("cover", "check_code", "value", "0000", "“校验码”"),
        ("targets", "energy_intensity", "target", 12, "任务包目标"),
        further("targets", "energy_intensity", "document", "", "下达文号"),
        ("targets", "coal_cap", "target", 1000, "控煤任务目标"),
        ("duties", ITEM, "lead", "区商务局", "的“牵头”"),
        further("duties", "3.1.3-01", "support", "区商务局", "的“配合”"),
        ("rules", "I1", "reason", "不计分", "的“说明”"),
        ("changes", "settled.q-300p", "text", "否", "已明确事项"),
        ("bodies", "kjj", "phone", "110", "电话"),
    ],
)
def test_that_a_package_edited_by_hand_is_refused_and_the_cell_is_named(
    plan, content, file, reader, table, row, column, value, words
):
    sheet, cell = cell_of(content, table, row, column)
    with pytest.raises(PackageRejected, match="1 处被人改动过") as caught:
        read(plan, file(with_cell(content, sheet, cell, value)), reader)
    (problem,) = caught.value.problems
    assert problem.where == ("任务包.xlsx", sheet, cell)
    assert words in problem.message
    assert "索取原件" in caught.value.hint


def test_that_a_deleted_row_is_an_edit(plan, content, file, reader):
    sheet, cell = place_of(content, "duties", ITEM, "lead")
    number = int(cell.lstrip("ABCDEFGH"))
    with pytest.raises(PackageRejected) as caught:
        read(plan, file(edited(content, lambda book: book[sheet].delete_rows(number))), reader)
    assert all("职责分工" in problem.where for problem in caught.value.problems)


def test_that_a_submission_is_not_taken_for_a_package(plan, file, reader):
    submission = years.exported(years.make_report())
    asked = years.questionnaire()
    assert isinstance(read_file(file(submission), asked, reader), ReceivedReport)


def test_that_a_package_without_its_hidden_sheet_is_refused(plan, content, file, reader):
    with pytest.raises(Refusal) as caught:
        read(plan, file(edited(content, lambda book: book.remove(book["数据包"]))), reader)
    assert caught.value.code is Reason.NO_SEAL


def test_that_a_package_that_contradicts_the_plan_is_refused_with_the_file(
    plan, report, package, file, reader
):
    wrong = replace(package, targets={"x": HandedDown(value=Decimal(1))})
    content = package_bytes(replace(report, package=wrong), JobContext())
    with pytest.raises(PackageRejected) as caught:
        read(plan, file(content), reader)
    assert caught.value.problems[0].where[0] == "任务包.xlsx"


def test_that_no_package_with_contradictions_goes_out(plan, package):
    with pytest.raises(PackageRejected):
        package_report(plan, replace(package, deadline=""))


def test_that_writing_leaves_a_whole_file_or_none(report, tmp_path, plan, package, reader):
    path = tmp_path / "任务包.xlsx"
    write_package(path, report, JobContext())
    assert read(plan, path, reader).package == package.sent_to("")
    with pytest.raises(FileNotWritten):
        write_package(tmp_path / "没有" / "任务包.xlsx", report, JobContext())


def test_that_a_dropped_file_puts_the_package_into_force(plan, package, tmp_path, reader):
    path, db = tmp_path / "任务包.xlsx", open_store(tmp_path / "自评估数据.db")
    write_package(path, package_report(plan, package, "kjj"), JobContext())
    path.write_bytes(with_packet_rows(path.read_bytes(), {"secret": SECRET}))  # as 0.1.0 did
    arrival = take_in_file(PlanLibrary(db, plan), path, "kjj", reader)
    assert fetch_package(db, 2025) == arrival.package == package.sent_to("kjj")
    assert fetch_secrets(db, 2025) == {"kjj": SECRET}
    db.close()


def test_that_another_departments_file_brings_the_package_and_not_its_secret(
    plan, package, tmp_path, reader
):
    path, db = tmp_path / "任务包.xlsx", open_store(tmp_path / "自评估数据.db")
    write_package(path, package_report(plan, package, "kjj"), JobContext())
    path.write_bytes(with_packet_rows(path.read_bytes(), {"secret": SECRET}))  # as 0.1.0 did
    take_in_file(PlanLibrary(db, plan), path, "swj", reader)
    assert fetch_package(db, 2025).digest == package.digest
    assert fetch_secrets(db, 2025) == {}
    db.close()


@pytest.mark.office
def test_that_a_package_resaved_by_libreoffice_is_no_edit(
    plan, package, content, file, reader, tmp_path
):
    path, out = file(content), tmp_path / "out"
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert read(plan, out / path.name, reader).package == package.sent_to("")


def test_that_the_cover_shows_the_fingerprint_of_the_key_that_signed(plan, package, file, reader):
    content = package_bytes(package_report(plan, package, keys=OFFICE_KEYS), JobContext())
    assert key_fingerprint(OFFICE_KEYS.public) in shown(content, "cover", "key").values()
    assert read(plan, file(content), reader).proof.key == OFFICE_KEYS.public
    assert "key" not in rows_of(keyed_cells(read_sheets(unsigned(plan, package))), "cover")


def unsigned(plan, package):
    return package_bytes(package_report(plan, package), JobContext())


@pytest.mark.parametrize(
    "rows",
    [
        {"department": "kjj"},  # for somebody else
        {"key": OTHER_KEYS.public},
        {"signed": "00" * 64},
        {"signed": None},
        {"key": None},
    ],
)
def test_that_a_signature_speaks_for_its_own_content_recipient_and_key_alone(
    plan, package, file, reader, rows
):
    content = package_bytes(package_report(plan, package, "swj", keys=OFFICE_KEYS), JobContext())
    path = file(with_packet_rows(content, rows))
    found = read_file(path, Questionnaire(plan=plan, forms=FORMS), reader)
    assert found.package == package.sent_to("")
    assert found.proof.key == ""
    standing = found.proof.standing(OFFICE, ())
    assert standing is OriginStanding.MISMATCH


def test_that_a_file_without_signature_shows_no_fingerprint(plan, package, file, reader):
    content = package_bytes(package_report(plan, package, keys=OFFICE_KEYS), JobContext())
    with pytest.raises(PackageRejected, match="1 处被人改动"):
        read(plan, file(with_packet_rows(content, {"key": None, "signed": None})), reader)
    assert read(plan, file(unsigned(plan, package)), reader).proof == NO_PROOF

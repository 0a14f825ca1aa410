import io
import random
import zipfile

import pytest

from forms import FORMS
from model.domain.evidence_catalogue import LIST
from model.domain.file_outcome import FileOutcome
from model.errors import AppError, Cancelled
from model.jobs import JobContext
from model.office import inbox
from model.office.inbox import receive, receive_again
from model.office.other_year_files import year_of_stray
from model.office.report_contents import report_data
from model.office.year import OfficeYear
from model.plans import PlanLibrary
from model.report.word.document import Document
from model.store.closed_years import close_year, reopen_year
from model.store.receipts import fetch_batches, fetch_original, fetch_receipts
from model.workbook.intake import limits
from model.workbook.intake.file_kind import OLE
from tests.model.consolidation.test_mails import mail
from tests.model.office.conftest import FILES, SCHOOLS
from tests.model.office.live import LiveOffice
from tests.model.workbook.years import YEAR, questionnaire, small_plan, small_rulebook
from tests.thorough import some


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def self_report_bytes() -> bytes:
    """A Word file as the program writes the 自评报告."""
    return Document(title="自评报告", author="城管委", moment="2026-01-05T09:00:00+08:00").content


def rows(db):
    tables = ("batch", "original", "arrival", "received")
    return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def test_that_every_file_is_kept_byte_for_byte_with_its_verdict(office, send):
    intake = send("city", bad=b"%PDF-1.7", empty=b"")
    assert intake.sentence == "收到 3 个文件：接收 1 个，未接收 2 个，原因见列表。"
    by_name = {receipt.file_name: receipt for receipt in office.receipts}
    assert office.original(by_name["mail0/city.xlsx"].sha256) == FILES["city"]
    assert office.original(by_name["mail0/bad.xlsx"].sha256) == b"%PDF-1.7"
    assert by_name["mail0/city.xlsx"].verdict.message == "城管委 2025年度第1次报送"
    assert by_name["mail0/bad.xlsx"].verdict.code == "pdf"
    assert by_name["mail0/bad.xlsx"].verdict.hint


def test_that_a_zip_of_evidence_beside_a_report_is_told_and_held_against_nobody(
    db, office, tmp_path
):
    """As the department's program packs it, in the mail's zip or alone."""
    evidence = zipped({LIST: b"1", "001_总结.pdf": b"%PDF-1.7", "002_照片.jpg": b"\xff\xd8\xff"})
    mail = zipped({"城管委.xlsx": FILES["city"], "城管委_佐证材料.zip": evidence})
    folder = tmp_path / "邮件"
    folder.mkdir()
    (folder / "城管委.zip").write_bytes(mail)
    alone = folder / "学校_佐证材料.zip"
    alone.write_bytes(evidence)
    intake = receive(db, questionnaire(), [folder], JobContext(), year=YEAR)
    assert (intake.files, intake.accepted, intake.refused, intake.evidence) == (1, 1, 0, 2)
    assert "2 份佐证材料没有读取" in intake.sentence
    office.refresh()
    assert not office.departments.unreceived
    again = receive(db, questionnaire(), [alone], JobContext(), year=YEAR)
    assert again.sentence.startswith("没有找到可以接收的文件。另有 1 份佐证材料")


def test_that_evidence_is_passed_over_in_a_folder_and_beside_a_workbook_which_is_read(db, tmp_path):
    evidence = {LIST: b"1", "001_总结.pdf": b"%PDF-1.7"}
    packed = {
        "在文件夹里.zip": {f"材料/{name}": content for name, content in evidence.items()},
        "一起压缩.zip": {**evidence, "城管委.xlsx": FILES["city"]},
    }
    for name, files in packed.items():
        (tmp_path / name).write_bytes(zipped(files))
    sources = [tmp_path / name for name in packed]
    intake = receive(db, questionnaire(), sources, JobContext(), year=YEAR)
    assert (intake.files, intake.accepted, intake.refused, intake.evidence) == (1, 1, 0, 2)


REPORT = {  # as it is sent along with the workbook: written by the app, scanned, saved from WPS
    "自评报告.docx": self_report_bytes(),
    "盖章件.pdf": b"%PDF-1.7",
    "封面.jpg": b"\xff\xd8\xff\xe0" + bytes(99),
    "说明.txt": "随文说明".encode(),
    "文字报告.wps": OLE + "WordDocument".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", REPORT)
@pytest.mark.in_part
@pytest.mark.parametrize("way", some(["folder", "files", "zip", "mail", "zip beside"]))
def test_that_a_text_or_a_scan_sent_along_with_a_report_is_told_and_held_against_nobody(
    db, office, tmp_path, way, name
):
    files = {name: REPORT[name], "城管委.xlsx": FILES["city"]}
    folder = tmp_path / "邮件"
    folder.mkdir()
    if way == "zip":
        (folder / "附件.zip").write_bytes(zipped(files))
    elif way == "mail":
        (folder / "来信.eml").write_bytes(mail(*files.items()))
    else:
        for one, content in files.items():
            packed = way == "zip beside" and one == name
            path = folder / (f"{one}.zip" if packed else one)
            path.write_bytes(zipped({one: content}) if packed else content)
    sources = sorted(folder.iterdir()) if way == "files" else [folder]
    intake = receive(db, questionnaire(), sources, JobContext(), year=YEAR)
    assert (intake.files, intake.accepted, intake.documents) == (1, 1, 1)
    assert "另有 1 份随表报送的文字报告或扫描件没有读取" in intake.sentence
    office.refresh()
    assert not office.departments.unreceived


def test_that_a_document_of_a_body_without_a_report_is_refused_for_what_it_is(db, office, tmp_path):
    folder = tmp_path / "邮件"
    folder.mkdir()
    (folder / "城管委.xlsx").write_bytes(FILES["city"])
    (folder / "教育局的自评报告.pdf").write_bytes(b"%PDF-1.7")
    (folder / "盖章件.xlsx").write_bytes(b"%PDF-1.7")  # meant as a workbook
    intake = receive(db, questionnaire(), [folder], JobContext(), year=YEAR)
    assert (intake.accepted, intake.refused, intake.documents) == (1, 2, 0)
    (told,) = {receipt.verdict.hint for receipt in office.receipts if receipt.verdict.code}
    assert told.startswith("随表报送的文字报告、扫描件不用接收")
    again = tmp_path / "城管委的自评报告.pdf"  # by itself, after its report
    again.write_bytes(b"%PDF-1.7")
    intake = receive(db, questionnaire(), [again], JobContext(), year=YEAR)
    assert intake.sentence.startswith("没有找到可以接收的文件。另有 1 份随表报送的")
    office.refresh()
    assert len(office.departments.unreceived) == 1


def test_that_a_document_that_names_nobody_among_reports_of_several_bodies_is_kept(db, tmp_path):
    folder = tmp_path / "邮件"
    folder.mkdir()
    for name in ("city", "schools"):
        (folder / f"{name}.xlsx").write_bytes(FILES[name])
    (folder / "扫描件.pdf").write_bytes(b"%PDF-1.7")  # perhaps all that somebody sent
    intake = receive(db, questionnaire(), [folder], JobContext(), year=YEAR)
    assert (intake.accepted, intake.refused, intake.documents) == (2, 1, 0)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("way", ["zip", "mail", "deep"])
def test_that_evidence_too_large_or_too_deep_to_be_opened_is_passed_over_too(
    db, office, tmp_path, monkeypatch, way, method
):
    monkeypatch.setattr(limits, "FILE", 40_000)  # as 20 MB are, and sooner written
    large = random.Random(1).randbytes(100 if way == "deep" else 60_000)
    evidence = zipped({LIST: b"1", "001_录像.mp4": large})
    files = {"城管委.xlsx": FILES["city"], "城管委_佐证材料.zip": evidence}
    names = {"zip": "城管委.zip", "mail": "城管委.eml", "deep": "城管委.eml"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    content = {
        "zip": packed.getvalue(),
        "mail": mail(*files.items()),
        "deep": mail(("附件.zip", packed.getvalue())),
    }[way]
    (tmp_path / names[way]).write_bytes(content)
    intake = receive(db, questionnaire(), [tmp_path / names[way]], JobContext(), year=YEAR)
    assert (intake.files, intake.accepted, intake.evidence) == (1, 1, 1)
    office.refresh()
    assert not office.departments.unreceived


@pytest.mark.parametrize("dropped", ["folder", "files"])
def test_that_evidence_unpacked_already_is_passed_over_too(db, office, tmp_path, dropped):
    folder = tmp_path / "城管委"
    folder.mkdir()
    (folder / "城管委.xlsx").write_bytes(FILES["city"])
    (folder / LIST).write_text("1")
    (folder / "001_总结.pdf").write_bytes(b"%PDF-1.7")
    sources = [folder] if dropped == "folder" else sorted(folder.iterdir())
    intake = receive(db, questionnaire(), sources, JobContext(), year=YEAR)
    assert (intake.files, intake.accepted, intake.evidence) == (1, 1, 1)
    office.refresh()
    assert not office.departments.unreceived


def test_that_a_mail_without_files_is_refused_and_kept_like_any_other(db, tmp_path):
    mail = b"From: a@example.cn\r\nTo: b@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx\r\n"
    (tmp_path / "催报.eml").write_bytes(mail)
    receive(db, questionnaire(), [tmp_path / "催报.eml"], JobContext(), year=YEAR)
    (receipt,) = fetch_receipts(db)
    assert receipt.verdict.code == "mail"
    assert fetch_original(db, receipt.sha256) == mail


def test_that_the_same_files_again_change_nothing_but_the_list_of_batches(office, send):
    send("city", "schools")
    before = rows(office.db), office.bodies
    assert send("city", "schools").accepted == 2
    after = rows(office.db)
    assert (after["original"], after["received"]) == (before[0]["original"], before[0]["received"])
    assert [body.digest for body in office.bodies] == [body.digest for body in before[1]]


def test_that_attachments_are_taken_out_of_zips_and_zips_in_them(db, tmp_path):
    inner = zipped({"学校.xlsx": FILES["schools"]})
    outer = zipped({"附件/城管.xlsx": FILES["city"], "更多.zip": inner, "__MACOSX/._x": b"x"})
    (tmp_path / "邮件.zip").write_bytes(outer)
    intake = receive(db, questionnaire(), [tmp_path / "邮件.zip"], JobContext(), year=YEAR)
    assert (intake.files, intake.accepted) == (2, 2)
    names = [receipt.file_name for receipt in fetch_receipts(db)]
    assert names == ["邮件.zip/附件/城管.xlsx", "邮件.zip/更多.zip/学校.xlsx"]


def test_that_a_file_named_after_another_department_is_said_so(office, send):
    send(教育局报送=FILES["city"])
    (receipt,) = office.receipts
    assert receipt.verdict.digest
    assert "文件名写的是“教育局”，内容是“城管委”的" in receipt.verdict.details[0]


def test_that_another_year_is_parked(db, tmp_path):
    (tmp_path / "city.xlsx").write_bytes(FILES["city"])
    receive(db, questionnaire(), [tmp_path / "city.xlsx"], JobContext(), year=2026)
    (receipt,) = fetch_receipts(db)
    assert (receipt.verdict.code, receipt.verdict.accepted) == ("other-year", False)


def test_that_each_year_sees_its_own_files_and_those_that_brought_nothing(office, send, db):
    send("city", bad=b"%PDF-1.7")
    send(worse=b"no workbook")
    assert (len(office.batches), len(office.receipts)) == (2, 3)
    after = OfficeYear.read(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR + 1)
    assert [receipt.file_name for receipt in after.receipts] == ["mail1/worse.xlsx"]
    assert len(after.batches) == 1


def test_that_a_file_of_no_use_that_comes_after_a_year_was_closed_is_none_of_that_year(
    office, send, db, tmp_path
):
    send("city")
    close_year(db, YEAR, small_plan(), None)
    path = tmp_path / "城管委.xlsx"
    path.write_bytes(b"no workbook")
    receive(db, questionnaire(), [path], JobContext(), year=YEAR + 1)
    closed, after = (
        OfficeYear.read(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, year)
        for year in (YEAR, YEAR + 1)
    )
    assert [receipt.file_name for receipt in after.receipts] == [path.name]
    assert path.name not in {receipt.file_name for receipt in closed.receipts}
    assert len(closed.batches) == 1
    reopen_year(db, YEAR)
    close_year(db, YEAR, small_plan(), None)
    again = OfficeYear.read(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR)
    assert len(again.batches) == 1


def test_that_the_time_left_is_told_once_it_can_be_and_matters(monkeypatch):
    monkeypatch.setattr(inbox.time, "monotonic", lambda: 20.0)
    assert inbox._left(done=9, left=90, began=0.0) == ""
    assert inbox._left(done=10, left=20, began=0.0) == "，约剩 40 秒"
    assert inbox._left(done=10, left=90, began=0.0) == "，约剩 3 分钟"
    assert inbox._left(done=100, left=3, began=0.0) == ""


def test_that_a_cancelled_import_leaves_no_trace(office, send, tmp_path):
    send("schools")
    before = rows(office.db)
    (tmp_path / "more").mkdir()
    for name, content in FILES.items():
        (tmp_path / "more" / f"{name}.xlsx").write_bytes(content)
    job, seen = JobContext(), []

    def stop_after_two(taken):
        seen.append(taken)
        if len(seen) == 2:
            job.stop.set()

    with pytest.raises(Cancelled):
        receive(
            office.db, questionnaire(), [tmp_path / "more"], job, year=YEAR, said=stop_after_two
        )
    assert rows(office.db) == before


def test_that_a_folder_that_is_gone_is_said_so_and_makes_no_batch(db, tmp_path):
    receive(db, questionnaire(), [tmp_path / "gone.xlsx"], JobContext())
    (receipt,) = fetch_receipts(db)
    assert receipt.verdict.code == "missing"
    assert len(fetch_batches(db)) == 1


def test_that_a_newer_version_counts_and_only_one_end_is_left(office, send):
    send("again")
    send("city")
    body = office.body("cgw")
    assert body.submission.sequence == 2
    assert not body.versions.undecided
    assert office.body("jyj").submission is None
    assert SCHOOLS.submission.department == "jyj"


def test_that_an_import_of_nothing_says_so(db, tmp_path):
    (tmp_path / "empty").mkdir()
    intake = receive(db, questionnaire(), [tmp_path / "empty"], JobContext())
    assert intake.sentence == "没有找到可以接收的文件。"
    with pytest.raises(AppError):
        raise AppError(intake.sentence)


def test_that_files_of_another_year_wait_for_it_and_are_taken_in_there_from_what_was_kept(
    db, office, tmp_path
):
    """Somebody opened the wrong year: nothing of it gets into the papers of either."""
    folder = tmp_path / "mail"
    folder.mkdir()
    for name in ("city", "schools"):
        (folder / f"{name}.xlsx").write_bytes(FILES[name])
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    asked = questionnaire()
    intake = receive(db, asked, [folder], JobContext(), year=YEAR + 1)
    assert intake.sentence == (
        "收到 3 个文件：接收 0 个，未接收 1 个，原因见列表；2 个是其他年度的，没有列入本年度。"
    )
    wrong = LiveOffice(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR + 1)
    assert [receipt.file_name for receipt in wrong.receipts] == ["mail/scan.pdf"]
    assert (len(wrong.stray), len(office.stray)) == (2, 2)
    assert not any(line.name.startswith("mail/c") for line in report_data(wrong).files)

    assert receive_again(db, asked, office.stray, JobContext(), YEAR).accepted == 2
    receive(db, asked, [folder], JobContext(), year=YEAR)  # and the folder once more
    for one in (wrong, office):
        one.refresh()
        assert not one.stray
    assert {body.id for body in office.reported} == {"cgw", "jyj"}
    data = report_data(office)
    refused = [one.name for one in data.files if one.standing is FileOutcome.REFUSED]
    assert (data.refused, refused) == (1, ["mail/scan.pdf"])


def test_that_a_file_of_last_year_sent_again_is_told_apart_again(db, office, tmp_path):
    (tmp_path / "city.xlsx").write_bytes(FILES["city"])
    receive(db, questionnaire(), [tmp_path / "city.xlsx"], JobContext(), year=YEAR)
    receive(db, questionnaire(), [tmp_path / "city.xlsx"], JobContext(), year=YEAR + 1)
    after = OfficeYear.read(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR + 1)
    assert [year_of_stray(one.verdict) for one in after.stray] == [YEAR]
    assert not after.waiting_strays  # it was taken in where it belongs
    assert not after.receipts

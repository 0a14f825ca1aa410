"""Whatever else comes by mail is named for what it is, with what to do."""

import gzip
import hashlib
import json
import zlib
from base64 import b64encode

import pytest

from model.domain.sealed import seal
from model.workbook.reasons import SENTENCES, Reason, Refusal
from model.workbook.sealed import load, read_file, read_report
from tests.model.workbook.damage import (
    edited,
    in_sheet,
    members,
    with_part,
    zipped,
)
from tests.model.workbook.years import exported, make_report

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


def refused(content: bytes, report, reader, name: str = "城管委.xlsx") -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_report(name, content, report.questionnaire, reader)
    return caught.value


def test_that_every_reason_has_a_sentence_and_a_cure():
    assert SENTENCES.keys() == set(Reason)
    for sentence, cure in SENTENCES.values():
        assert sentence.endswith("。")
        assert cure.endswith("。")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (OLE + "Workbook".encode("utf-16-le"), Reason.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (OLE + "WordDocument".encode("utf-16-le"), Reason.OTHER_OFFICE),
        (b"%PDF-1.7\n", Reason.PDF),
        (b"%TSD-Header-###%" + bytes(99), Reason.STILL_PROTECTED),
        (OLE + "WORKBOOK".encode("utf-16-le"), Reason.OLD_EXCEL),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(99), Reason.OLD_EXCEL),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(99), Reason.OLD_EXCEL),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(99), Reason.OLD_EXCEL),
        (OLE + "DRMEncryptedTransform".encode("utf-16-le"), Reason.RIGHTS),
        (OLE + "DRMContent".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le"),
         Reason.RIGHTS),
        (OLE + "__properties_version1.0".encode("utf-16-le"), Reason.OUTLOOK),
        (b"\x78\x9f\x3e\x22" + bytes(99), Reason.WINMAIL),
        (b"\x00\x01E-SafeNet\x00LOCK" + bytes(99), Reason.STILL_PROTECTED),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x", Reason.WEB),
        (zipped({"OFD.xml": b"<a/>"}), Reason.OFD),
        (zipped({"Index/Document.iwa": b"x", "Metadata/a": b"x"}), Reason.NUMBERS),
        ("单位,数值\n城管委,1\n".encode("utf-16"), Reason.TEXT),
        ("单位,数值\n城管委,1\n".encode("utf-32"), Reason.TEXT),
        ("Unité;valeur\nÉcole;1\n".encode("latin-1"), Reason.TEXT),
        (b"\r\n" + zipped({"[Content_Types].xml": TYPES}), Reason.DAMAGED),
        (b"\xef\xbb\xbf" + zipped({"[Content_Types].xml": TYPES}), Reason.DAMAGED),
        (b"Rar!\x1a\x07\x00", Reason.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), Reason.ARCHIVE),
        (gzip.compress(b"x", mtime=0), Reason.ARCHIVE),
        (b"\x89PNG\r\n\x1a\n", Reason.PICTURE),
        (b"\xff\xd8\xff\xe0" + bytes(10), Reason.PICTURE),
        ("单位,数值\n城管委,1\n".encode(), Reason.TEXT),
        ("单位,数值\n".encode("gbk"), Reason.TEXT),
        (b"<html><table></table></html>", Reason.TEXT),
        (b"From: a@b\nSubject: x\nContent-Type: text/plain\n\n", Reason.MAIL),
        (bytes(4096), Reason.DAMAGED),
        (b"MZ\x90\x00" + bytes(200), Reason.NOT_A_WORKBOOK),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
         Reason.OPEN_DOCUMENT),
        (zipped({"城管委.xlsx": b"PK"}), Reason.ARCHIVE),
        (zipped({"[Content_Types].xml": TYPES, "word/document.xml": b"<a/>"}),
         Reason.OTHER_OFFICE),
        (zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"x"}), Reason.BINARY_EXCEL),
        (zipped({"[Content_Types].xml": TYPES, "xl/vbaProject.bin": b"x"}), Reason.MACROS),
        (zipped({"[Content_Types].xml": TYPES}), Reason.DAMAGED),
    ],
)  # fmt: skip
def test_that_what_is_no_workbook_is_named(content, reason, report, reader):
    refusal = refused(content, report, reader)
    assert refusal.code is reason
    assert str(refusal) == f"城管委.xlsx：{SENTENCES[reason][0]}"
    assert refusal.hint == SENTENCES[reason][1]


@pytest.mark.parametrize("name", ["~$城管委.xlsx", ".~lock.城管委.xlsx#"])
def test_that_lock_files_are_named_without_being_opened(tmp_path, name, report):
    (tmp_path / name).write_bytes(b"x" * 165)
    found = read_file(tmp_path / name, report.questionnaire)
    assert found.code is Reason.LOCK_FILE


def test_that_a_file_that_cannot_be_read_is_said_so(tmp_path):
    with pytest.raises(Refusal) as caught:
        load(tmp_path)
    assert caught.value.code is Reason.UNREADABLE


def test_that_a_file_that_is_not_there_is_not_called_locked(tmp_path):
    with pytest.raises(Refusal) as caught:
        load(tmp_path / "gone.xlsx")
    assert str(caught.value) == "gone.xlsx：找不到文件。"


def test_that_a_huge_file_is_not_even_read(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(21 * 2**20)
    with pytest.raises(Refusal) as caught:
        load(path)
    assert caught.value.code is Reason.TOO_BIG


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_that_a_truncated_file_is_damaged(content, report, reader, share):
    cut = content[: int(len(content) * share)]
    assert refused(cut, report, reader).code is Reason.DAMAGED


def test_that_a_flipped_byte_is_noticed(content, report, reader):
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 0x40]) + content[middle + 1 :]
    assert refused(flipped, report, reader).code in {Reason.DAMAGED, Reason.SUSPICIOUS}


def resealed(content: bytes, payload: bytes) -> bytes:
    """With a packet that is sound in itself but holds *payload*."""

    def change(book):
        sheet = book["数据包"]
        sheet["B3"].value = hashlib.sha256(payload).hexdigest()
        sheet["B5"].value = b64encode(zlib.compress(payload)).decode()

    return edited(content, change)


def altered(report, **changes) -> bytes:
    table = json.loads(seal(report.submission))
    table.update(changes)
    return json.dumps(table).encode()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"schema": 99}, Reason.NEWER),
        ({"schema": "1"}, Reason.NOT_A_SUBMISSION),
        ({"kind": "year-package"}, Reason.OTHER_KIND),
        ({"origin": "cells"}, Reason.NOT_A_SUBMISSION),
        ({"extra": 1}, Reason.NOT_A_SUBMISSION),
        ({"year": "2025"}, Reason.NOT_A_SUBMISSION),
        ({"year": 10**9}, Reason.NOT_A_SUBMISSION),
        ({"sequence": 0}, Reason.NOT_A_SUBMISSION),
        ({"self_total": "NaN"}, Reason.NOT_A_SUBMISSION),
        ({"exported_at": "昨天"}, Reason.NOT_A_SUBMISSION),
        ({"answers": {"3.1-01-01": {"state": "超额"}}}, Reason.NOT_A_SUBMISSION),
        ({"answers": {"i-green": {"value": "1e999999999"}}}, Reason.NOT_A_SUBMISSION),
        ({"answers": {"i-green": {"value": "很多"}}}, Reason.NOT_A_SUBMISSION),
        ({"answers": {"i-green": {"value": "Infinity"}}}, Reason.NOT_A_SUBMISSION),
        ({"plan": {"id": "other", "version": "2022"}}, Reason.OTHER_PLAN),
        ({"department": "nobody"}, Reason.UNKNOWN_DEPARTMENT),
    ],
)
def test_that_a_forged_packet_must_still_make_sense(content, report, reader, changes, reason):
    forged = resealed(content, altered(report, **changes))
    assert refused(forged, report, reader).code is reason


@pytest.mark.parametrize("payload", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b"{}"])
def test_that_a_packet_of_anything_else_is_no_submission(content, report, reader, payload):
    assert refused(resealed(content, payload), report, reader).code is Reason.NOT_A_SUBMISSION


def test_that_problems_of_a_forged_packet_name_the_item(content, report, reader):
    forged = resealed(content, altered(report, answers={"i-green": {"value": "很多"}}))
    (problem,) = refused(forged, report, reader).problems
    assert str(problem) == "城管委.xlsx › “绿地率”：“实际完成值”的内容无法识别。"


@pytest.mark.parametrize(
    ("pattern", "replacement", "reason"),
    [
        (rb"<v>62.5</v>", b"<v>NaN</v>", Reason.BAD_CELL),
        (rb"<v>62.5</v>", b"<v>1_000</v>", Reason.BAD_CELL),
        (rb'<c r="B5"', b'<c r="B4"', Reason.SUSPICIOUS),
        (rb'<c r="C5"', b'<c r="B5"', Reason.SUSPICIOUS),
        (rb'<c r="B5"', b'<c r="XFE5"', Reason.SUSPICIOUS),
        (rb'<row r="5"', b'<row r="99999999"', Reason.SUSPICIOUS),
        (rb't="inlineStr"', b't="s"', Reason.BAD_CELL),
        (rb't="inlineStr"', b't="zzz"', Reason.BAD_CELL),
        (rb"<sheetData>", b"<sheetData", Reason.DAMAGED),
    ],
)
def test_that_a_bad_cell_is_refused_with_its_place(
    content, report, reader, pattern, replacement, reason
):
    refusal = refused(in_sheet(content, pattern, replacement), report, reader)
    assert refusal.code is reason
    assert refusal.problems


def test_that_two_sheets_with_one_key_are_refused(content, report, reader):
    def change(book):
        book.copy_worksheet(book["任务清单"])

    refusal = refused(edited(content, change), report, reader)
    assert refusal.code is Reason.AMBIGUOUS
    assert "与“任务清单”重复" in str(refusal.problems[0])


def test_that_two_rows_with_one_key_are_refused(content, report, reader):
    def change(book):
        book["任务清单"]["A7"].value = "3.1-01-01"

    assert refused(edited(content, change), report, reader).code is Reason.AMBIGUOUS


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "[Content_Types].xml",
     "xl/worksheets/sheet2.xml", "_rels/.rels", "docProps/custom.xml"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_that_no_part_may_have_a_doctype(content, report, reader, part, encoding):
    def change(xml: bytes) -> bytes:
        text = xml.decode()
        body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
        declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
        return (declaration + '<!DOCTYPE a [<!ENTITY b "c">]>' + body).encode(encoding)

    assert refused(with_part(content, part, change), report, reader).code is Reason.DOCTYPE


def test_that_a_workbook_with_macros_is_refused(content, report, reader):
    def change(xml: bytes) -> bytes:
        return xml.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")

    renamed = with_part(content, "[Content_Types].xml", change)
    assert refused(renamed, report, reader).code is Reason.MACROS


def test_that_members_that_leave_the_archive_are_refused(content, report, reader):
    for name in ("../../etc/passwd", "/abs.xml", "C:/x.xml", "a\\b.xml", "x\x01.xml"):
        hostile = zipped({**members(content), name: b"x"})
        assert refused(hostile, report, reader).code in {Reason.SUSPICIOUS, Reason.DAMAGED}


def test_that_members_that_differ_only_in_case_are_refused(content, report, reader):
    hostile = zipped({**members(content), "XL/Workbook.xml": b"<a/>"})
    assert refused(hostile, report, reader).code is Reason.SUSPICIOUS


def test_that_no_refusal_speaks_english(content, report, reader):
    for hostile in (content[:500], OLE, b"%PDF", in_sheet(content, rb"<v>62.5</v>", b"<v>x</v>")):
        refusal = refused(hostile, report, reader)
        words = "".join(map(str, (refusal, refusal.hint)))
        assert "Error" not in words
        assert "Exception" not in words


def test_that_a_workbook_of_another_app_is_not_taken_for_ours(report, reader):
    def change(book):
        for sheet in book.worksheets[1:]:
            book.remove(sheet)
        book.worksheets[0]["A1"].value = "随便什么"

    stranger = edited(exported(make_report()), change)
    assert refused(stranger, report, reader).code is Reason.NO_SEAL

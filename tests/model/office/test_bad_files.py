"""A file that nobody foresaw costs itself: what came with it is taken in, and it is told."""

import io
import json
import os
import re
import zipfile
from pathlib import Path
from pkgutil import resolve_name

import pytest

from model.domain.sealed import seal
from model.jobs import JobContext
from model.office.inbox import receive
from model.store.receipts import fetch_receipts
from model.workbook.intake import worker_main
from model.workbook.packet import packed
from model.workbook.reasons import Reason
from tests.model.office.conftest import FILES, SCHOOLS
from tests.model.workbook.damage import edited, place_of
from tests.model.workbook.years import YEAR, questionnaire
from tests.systems import names_of_linux

WORKBOOK = FILES["schools"]


def forged(payload: bytes) -> bytes:
    """A workbook whose packet is sound in itself, and holds *payload*."""
    rows = packed(payload)
    places = {row: place_of(WORKBOOK, "packet", row, "value") for row in rows}

    def change(book):
        for row, text in rows.items():
            sheet, cell = places[row]
            book[sheet][cell].value = text

    return edited(WORKBOOK, change)


def archive(method: int, spoilt: range = range(0), name: str = "a.xlsx") -> bytes:
    """A zip with one workbook, some of whose packed bytes are other ones."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as packer:
        packer.writestr(name, WORKBOOK)
    content = bytearray(target.getvalue())
    for place in spoilt:
        content[30 + len(name) + place] ^= 0xFF
    return bytes(content)


def lzma_damaged(box):
    (box / "坏.zip").write_bytes(archive(zipfile.ZIP_LZMA, range(12, 40)))


def lzma_properties_damaged(box):
    (box / "坏.zip").write_bytes(archive(zipfile.ZIP_LZMA, range(4, 5)))


def bzip2_damaged(box):
    (box / "坏.zip").write_bytes(archive(zipfile.ZIP_BZIP2, range(20, 30)))


def deflated_damaged(box):
    (box / "坏.zip").write_bytes(archive(zipfile.ZIP_DEFLATED, range(20, 30)))


def number_beyond_all(box):
    payload = seal(SCHOOLS.submission)
    assert b'"sequence":1,' in payload
    changed = payload.replace(b'"sequence":1,', b'"sequence":%d,' % 2**63)
    (box / "坏.xlsx").write_bytes(forged(changed))


def half_a_character(box):
    payload = seal(SCHOOLS.submission)
    changed = payload.replace("无".encode(), b"\\ud800")
    assert changed != payload
    (box / "坏.xlsx").write_bytes(forged(changed))


@pytest.fixture
def box(tmp_path):
    """A folder of mail with one good workbook."""
    box = tmp_path / "来件"
    box.mkdir()
    (box / "好.xlsx").write_bytes(FILES["city"])
    return box


def came(db, box):
    """How many were taken in, and the receipts of those that were not."""
    intake = receive(db, questionnaire(), [box], JobContext(), year=YEAR)
    bad = [one for one in fetch_receipts(db) if not one.verdict.accepted]
    assert intake.refused == len(bad)
    return intake.accepted, bad


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lzma_damaged, Reason.DAMAGED),
        (lzma_properties_damaged, Reason.DAMAGED),
        (bzip2_damaged, Reason.DAMAGED),
        (deflated_damaged, Reason.DAMAGED),
        (number_beyond_all, Reason.NOT_A_SUBMISSION),
        (half_a_character, Reason.NOT_A_SUBMISSION),
    ],
)
def test_that_a_bad_file_costs_itself_alone(db, box, spoil, code):
    spoil(box)
    accepted, (bad,) = came(db, box)
    assert accepted == 1
    assert bad.verdict.code == code


def test_that_a_member_without_a_name_is_taken_in_like_any_other(db, box):
    content = archive(zipfile.ZIP_DEFLATED, name="\x01")
    (box / "附件.zip").write_bytes(content)
    accepted, bad = came(db, box)
    assert (accepted, bad) == (2, [])
    assert "来件/附件.zip/（没有名称）" in {one.file_name for one in fetch_receipts(db)}


@names_of_linux
def test_that_a_name_in_another_encoding_is_told_as_it_was_written(db, box):
    (box / os.fsdecode("区教育局.xlsx".encode("gbk"))).write_bytes(WORKBOOK)
    (box / os.fsdecode(b"\xff\xff.xlsx")).write_bytes(b"%PDF-1.7")
    accepted, (bad,) = came(db, box)
    assert accepted == 2
    assert "来件/区教育局.xlsx" in {one.file_name for one in fetch_receipts(db)}
    assert bad.file_name == "来件/\ufffd\ufffd.xlsx"


@names_of_linux
def test_that_folders_deeper_than_a_path_can_be_long_cost_themselves(db, box):
    home, letters = Path.cwd(), 4096
    os.chdir(box)
    try:
        for _ in range(letters // 2):
            Path("d").mkdir()
            os.chdir("d")
        os.chdir(home)
        accepted, (bad,) = came(db, box)
    finally:
        remove_nested(box / "d")
    assert accepted == 1
    assert bad.verdict.code == Reason.UNREADABLE


def remove_nested(folder):
    """What no recursion can remove: nothing but folders in folders."""
    home = Path.cwd()
    os.chdir(folder)
    deep = 1
    while Path("d").exists():
        os.chdir("d")
        deep += 1
    for _ in range(deep):
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(home)


@pytest.mark.parametrize(
    "place",
    [
        "model.office.inbox.members_of",
        "model.consolidation.attachments.load",
        "model.workbook.sealed.sealed_in",
    ],
)
def test_that_an_error_nobody_foresaw_costs_its_file_and_is_logged_without_a_name(
    db, box, monkeypatch, caplog, place
):
    (box / "坏.xlsx").write_bytes(WORKBOOK)
    asked = resolve_name(place)

    def failing(of, *others):
        name = of if isinstance(of, str) else of.name
        if "坏" in name:
            raise ZeroDivisionError
        return asked(of, *others)

    monkeypatch.setattr(place, failing)
    accepted, (bad,) = came(db, box)
    assert accepted == 1
    assert (bad.file_name, bad.verdict.code) == ("来件/坏.xlsx", Reason.FAILED)
    assert "其他文件不受影响" in bad.verdict.message
    assert [one.getMessage() for one in caplog.records] == ["taking in a file failed"]


def test_that_an_error_nobody_foresaw_in_the_child_costs_its_file(monkeypatch):
    def failing(*_, **__):
        raise ZeroDivisionError("什么内容")

    monkeypatch.setattr(worker_main, "taken_in", failing)
    said = json.loads(worker_main.reply(WORKBOOK))
    assert said["refused"] == Reason.FAILED
    assert re.fullmatch("ZeroDivisionError [0-9]+", said["detail"])  # nothing of the file

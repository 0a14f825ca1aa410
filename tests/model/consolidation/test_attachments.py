import io
import struct
import zipfile

import pytest

from model.consolidation import attachments as module
from model.consolidation.attachments import Attachment, attachments, members_of, read_every
from model.errors import AppError
from model.workbook.reasons import Reason, Refusal
from tests.model.workbook.years import questionnaire


def zipped(*files, method=zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def members(tmp_path, reader):
    """What a zip with some content turns out to hold."""

    def members_(content: bytes) -> list[Attachment] | None:
        (tmp_path / "邮件.zip").write_bytes(content)
        (one,) = attachments(tmp_path / "邮件.zip")
        return members_of(one, reader)

    return members_


def why(call) -> Reason:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_that_a_folder_gives_its_files_by_name_without_what_nobody_sent(tmp_path):
    (tmp_path / "邮件" / "补报").mkdir(parents=True)
    for name in (
        "b.xlsx", "a.xlsx", "补报/a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", "Thumbs.db", "c.xlsx.part",
    ):  # fmt: skip
        (tmp_path / "邮件" / name).write_bytes(b"x")
    (tmp_path / "邮件" / "circle").symlink_to(tmp_path, target_is_directory=True)
    names = [one.name for one in attachments(tmp_path / "邮件")]
    assert names == ["邮件/a.xlsx", "邮件/b.xlsx", "邮件/补报/a.xlsx"]


def test_that_a_rare_letter_of_a_files_name_stays_and_what_nobody_sees_goes(members):
    (one,) = members(zipped(("王\ue863\U000323b0\u202e\u200b.xlsx", "a")))
    assert one.name == "邮件.zip/王\ue863\U000323b0.xlsx"


def test_that_a_workbook_is_no_zip_of_attachments(members):
    assert members(zipped(("[Content_Types].xml", "<Types/>"))) is None
    assert members(b"PK\x03\x04 and no more") is None
    assert members(b"nothing") is None


def test_that_what_a_mail_program_packs_is_taken_out_and_nothing_else(members, reader):
    (one,) = members(zipped(("附件/a.xlsx", "a"), ("__MACOSX/._a.xlsx", "x"), ("~$a.xlsx", "x")))
    assert (one.name, one.content(reader)) == ("邮件.zip/附件/a.xlsx", b"a")


def test_that_names_are_as_the_sender_saw_them_when_windows_wrote_gbk(members):
    content = zipped(("XXXX.xlsx", "a")).replace(b"XXXX", "统计".encode("gbk"))
    (one,) = members(content)
    assert one.name == "邮件.zip/统计.xlsx"


def test_that_a_member_can_not_name_a_place_outside(members, reader):
    (one,) = members(zipped(("../../etc/passwd", "a")))
    assert one.path is None
    assert one.content(reader) == b"a"


def test_that_zips_in_zips_in_zips_are_refused(members, reader):
    (inner,) = members(zipped(("b.zip", zipped(("c.zip", zipped(("a.xlsx", "a")))))))
    (deeper,) = members_of(inner, reader)
    assert why(lambda: members_of(deeper, reader)) is Reason.ARCHIVE


def test_that_too_many_members_are_refused_before_any_is_unpacked(members, monkeypatch):
    monkeypatch.setattr(module, "MEMBERS", 2)
    content = zipped(*((f"{number}.xlsx", "a") for number in range(3)))
    assert why(lambda: members(content)) is Reason.ARCHIVE


def test_that_a_long_list_of_members_is_not_even_read(members, monkeypatch):
    monkeypatch.setattr(module, "DIRECTORY", 10)
    assert why(lambda: members(zipped(("a.xlsx", "a")))) is Reason.SUSPICIOUS


def test_that_a_bomb_is_refused_by_what_it_claims_and_by_what_comes_out(
    members, reader, monkeypatch
):
    (claimed,) = members(zipped(("a.xlsx", bytes(20 * 2**20))))
    assert why(lambda: claimed.content(reader)) is Reason.BOMB
    monkeypatch.setattr(module, "UNPACKED", 100)
    first, second = members(zipped(("a.xlsx", b"a" * 60), ("b.xlsx", b"b" * 60)))
    assert first.content(reader) == b"a" * 60
    assert why(lambda: second.content(reader)) is Reason.BOMB


def test_that_members_damaged_or_locked_are_refused_by_themselves(members, reader):
    content = bytearray(zipped(("a.xlsx", "hello"), method=zipfile.ZIP_STORED))
    content[content.index(b"hello")] ^= 1
    (damaged,) = members(bytes(content))
    assert why(lambda: damaged.content(reader)) is Reason.DAMAGED
    locked = bytearray(zipped(("a.xlsx", "hello")))
    place = locked.index(b"PK\x01\x02") + 8
    struct.pack_into("<H", locked, place, 1)
    (one,) = members(bytes(locked))
    assert why(lambda: one.content(reader)) is Reason.LOCKED_ARCHIVE


def test_that_an_unknown_way_of_packing_is_named(members, reader):
    content = bytearray(zipped(("a.xlsx", b"x" * 999)))
    for place in (8, content.index(b"PK\x01\x02") + 10):
        content[place : place + 2] = (9).to_bytes(2, "little")  # Deflate64, of Windows' Explorer
    (one,) = members(bytes(content))
    assert why(lambda: one.content(reader)) is Reason.PACKING


def test_that_a_file_named_but_gone_is_refused_when_it_is_read(tmp_path, reader):
    (one,) = attachments(tmp_path / "gone.xlsx")
    assert members_of(one, reader) is None
    assert why(lambda: one.content(reader)) is Reason.MISSING


def test_that_a_member_without_any_name_costs_no_other(members, reader):
    content = bytearray(zipped(("a.xlsx", "a"), ("X", "b")))
    place = content.rindex(b"PK\x01\x02")
    struct.pack_into("<HH", content, place + 28, 0, 1)  # what was its name is an extra field now
    first, nameless = members(bytes(content))
    assert (first.name, nameless.name) == ("邮件.zip/a.xlsx", "邮件.zip/（没有名称）")
    assert first.content(reader) == b"a"


def test_that_a_folder_of_endless_files_is_not_even_listed_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.xlsx").touch()
    found = attachments(tmp_path)
    assert len([next(found) for _ in range(3)]) == 3
    with pytest.raises(AppError, match="超过 3 个"):
        next(found)


def test_that_zips_full_of_files_are_no_way_around(tmp_path, reader, monkeypatch):
    monkeypatch.setattr(module, "FILES", 3)
    for number in range(3):
        content = zipped(*((f"{n}.txt", "a") for n in range(2)))
        (tmp_path / f"{number}.zip").write_bytes(content)
    with pytest.raises(AppError, match="超过 3 个"):
        list(read_every([tmp_path], questionnaire(), reader))


@pytest.mark.parametrize("place", [5, 2**31, 2**32 - 2])
def test_that_a_member_said_to_be_elsewhere_is_damaged(members, reader, place):
    content = bytearray(zipped(("a.xlsx", "a")))
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 42, place)
    for one in members(bytes(content)) or ():
        assert why(lambda: one.content(reader)) in {Reason.DAMAGED, Reason.SUSPICIOUS}  # noqa: B023


def test_that_a_directory_that_is_not_where_it_says_costs_its_members_alone(members, reader):
    content = bytearray(zipped(("a.xlsx", "a")))
    struct.pack_into("<I", content, content.rindex(b"PK\x05\x06") + 16, 2**31)
    for one in members(bytes(content)) or ():
        assert why(lambda: one.content(reader)) is Reason.DAMAGED  # noqa: B023

"""What strangers wrote is unpacked, and tried out, in the limited child."""

import io
import lzma
import zipfile

import pytest
from sqlite_utils import Database

from model.domain.sealed import seal
from model.errors import PlanRejected, RulebookRejected
from model.package.plan_folders import load_brought_plan
from model.paths import PLAN, asset
from model.rulebook_editor.versions import take_in_rulebook
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.reasons import Reason
from model.workbook.trials import needs_trial, try_record, try_rulebook
from tests.model.workbook.intake import tried
from tests.model.workbook.years import make_report
from tests.systems import linux_alone

WORDS = "区教育局".encode() * 900
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def why(call) -> Reason:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def said_of(call) -> Reason | None:
    try:
        call()
    except Refused as refused:
        return refused.code
    return None


def packed(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a", WORDS)
    size = archive.infolist()[0].compress_size
    return target.getvalue()[31 : 31 + size]


@pytest.mark.parametrize("method", METHODS)
def test_that_a_member_is_unpacked_whatever_the_usual_way_it_is_packed(reader, method):
    assert reader.unpack(packed(method), method, len(WORDS)) == WORDS


@pytest.mark.parametrize("method", METHODS)
def test_that_no_more_is_unpacked_than_shows_that_it_is_too_much(reader, method):
    assert len(reader.unpack(packed(method), method, 100)) == 101


@pytest.mark.parametrize("method", METHODS[1:])
@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff" * 40, b"\x09\x04\x05\0" + b"\xff" * 90])
def test_that_damage_is_said_and_the_next_is_unpacked(reader, method, content):
    assert reader.unpack(packed(method), method, len(WORDS)) == WORDS
    code = said_of(lambda: reader.unpack(content, method, 10))
    assert code in {None, Reason.DAMAGED, Reason.BOMB}
    assert reader.unpack(packed(method), method, len(WORDS)) == WORDS


def test_that_an_unpacker_that_wants_gigabytes_gets_none(reader):
    content = b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff" + lzma.compress(WORDS)[13:]
    assert why(lambda: reader.unpack(content, 14, len(WORDS))) in {Reason.DAMAGED, Reason.BOMB}
    assert why(lambda: reader.unpack(b"x", 99, 1)) is Reason.PACKING


def test_that_only_the_end_of_a_trial_counts(reader):
    reader.try_out(tried.fails, b"")


@linux_alone
def test_that_a_trial_that_takes_too_much_memory_or_dies_is_refused():
    with WorkbookReader() as own:
        assert why(lambda: own.try_out(tried.eats_memory, b"")) in {
            Reason.TOO_MUCH, Reason.READER_DIED
        }  # fmt: skip
        assert why(lambda: own.try_out(tried.ends_the_process, b"")) is Reason.READER_DIED
        own.try_out(tried.fails, b"")


def test_that_a_trial_without_end_is_ended():
    with WorkbookReader(wall_s=0.5) as own:
        assert why(lambda: own.try_out(tried.takes_for_ever, b"")) is Reason.TIMEOUT


def test_that_a_report_alone_is_read_without_a_trial():
    assert not needs_trial(seal(make_report().submission))
    for other in (b'{"kind":"year-package"}', b' {"answers":{}}', b"[", b""):
        assert needs_trial(other)


def test_that_what_is_tried_out_is_what_is_done_later(reader):
    reader.try_out(try_record, b"[")
    reader.try_out(try_rulebook, b"\xff")


def test_that_rules_and_plans_that_take_too_much_are_refused(tmp_path, plan, monkeypatch):
    path = tmp_path / "规则.toml"
    path.write_bytes(asset("rules/percent-2025.1.toml").read_bytes())
    assert load_brought_plan(asset(PLAN)) == plan

    def refuse(*_):
        raise Refused(Reason.TIMEOUT)

    monkeypatch.setattr(WorkbookReader, "try_out", refuse)
    with pytest.raises(PlanRejected):
        load_brought_plan(asset(PLAN))
    with pytest.raises(RulebookRejected):
        take_in_rulebook(Database(memory=True), path, plan)

"""Who made a file, as the files themselves prove it."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from model.domain.origin import NO_PROOF, OriginStanding, key_fingerprint
from model.domain.return_slip import Remark, ReturnSlip
from model.workbook.intake.pristine import CUSTOM, fingerprint
from model.workbook.reasons import Notice
from model.workbook.sealed import read
from model.workbook.slip.content import SlipReport
from model.workbook.slip.write import slip_bytes
from tests.keys import DEPARTMENT_KEYS, OFFICE_KEYS, OTHER_KEYS, with_packet_rows
from tests.model.workbook.damage import members, place_of, with_cell, zipped
from tests.model.workbook.years import exported, make_report, questionnaire

SLIP = ReturnSlip(
    id="a", year=2025, department="cgw", number=1, submission="ab" * 32, sequence=1,
    made_at="2026-01-20T10:00:00+08:00", remarks=(Remark(item="3.1-01-02", text="请补充。"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def signed():
    return exported(replace(make_report(), keys=DEPARTMENT_KEYS))


@pytest.fixture(scope="module")
def open_file(reader):
    def open_file(content, *, quick=True):
        return read("报送.xlsx", content, questionnaire(), reader, quick=quick)

    return open_file


def passed_off_as_untouched(content):
    """*content* with the fingerprint of its parts made again, as any programmer can."""
    parts = members(content)
    with zipfile.ZipFile(io.BytesIO(zipped(parts))) as archive:
        made = fingerprint(
            (one.filename, one.CRC, one.file_size)
            for one in archive.infolist()
            if one.filename != CUSTOM
        )
    parts[CUSTOM] = re.sub(rb"[0-9a-f]{64}(</vt:lpwstr></property></Properties>)",
                           made.encode() + rb"\1", parts[CUSTOM])  # fmt: skip
    return zipped(parts)


def test_that_a_report_tells_whose_key_signed_it(signed, open_file):
    found = open_file(signed)
    assert found.proof.key == DEPARTMENT_KEYS.public
    assert found.proof.fingerprint == key_fingerprint(DEPARTMENT_KEYS.public)
    assert not found.warnings
    assert open_file(exported()).proof == NO_PROOF


def test_that_the_cover_shows_the_fingerprint_to_be_compared(signed, open_file):
    cover = open_file(signed, quick=False).tables["cover"]
    assert cover.rows["key"].cells["value"].text == key_fingerprint(DEPARTMENT_KEYS.public)
    assert "key" not in open_file(exported(), quick=False).tables["cover"].rows


@pytest.mark.parametrize(
    "rows",
    [{"key": OTHER_KEYS.public}, {"signed": "00" * 64}, {"signed": None}, {"printed1": None}],
)
def test_that_a_signature_fits_what_was_sent_and_its_key_alone(signed, open_file, rows):
    found = open_file(with_packet_rows(signed, rows))
    assert found.proof.standing("cgw", ()) is OriginStanding.MISMATCH


def test_that_a_report_is_no_slip_and_a_slip_for_one_is_none_for_another(reader, open_file):
    content = slip_bytes(SlipReport(questionnaire=questionnaire(), slip=SLIP, keys=OFFICE_KEYS))
    found = open_file(content)
    assert found.proof.key == OFFICE_KEYS.public
    stolen = OFFICE_KEYS.sign_record(SLIP, "other")
    rows = {"key": stolen.key, "signed": stolen.signature}
    assert open_file(with_packet_rows(content, rows)).proof.key == ""


def test_that_of_a_signed_file_every_cell_is_compared_whatever_it_says_of_itself(signed, open_file):
    def changed(content):
        place = place_of(content, "measure", "3.1-01-02", "done")
        return passed_off_as_untouched(with_cell(content, *place, "取消全部培训"))

    assert not open_file(changed(exported())).edits  # anybody can make that fingerprint
    found = open_file(changed(signed))
    assert found.proof.key == DEPARTMENT_KEYS.public
    assert [edit.found for edit in found.edits] == ["取消全部培训"]


def test_that_another_fingerprint_on_the_cover_is_named(signed, open_file):
    other = key_fingerprint(OTHER_KEYS.public)
    found = open_file(with_cell(signed, *place_of(signed, "cover", "key", "value"), other))
    told = [one.text for one in found.remarks if one.code is Notice.PRINTED]
    assert len(told) == 1
    assert other in told[0]
    assert key_fingerprint(DEPARTMENT_KEYS.public) in told[0]


def test_that_no_file_that_leaves_holds_the_seed_that_signed_it(signed):
    slip = slip_bytes(SlipReport(questionnaire=questionnaire(), slip=SLIP, keys=OFFICE_KEYS))
    for content, keys in ((signed, DEPARTMENT_KEYS), (slip, OFFICE_KEYS)):
        parts = members(content).values()
        assert any(keys.public.encode() in part for part in parts)
        assert not any(keys.seed.encode() in part for part in parts)

"""盖章件: tied to a report by the code printed on it; the seal itself is nobody's claim."""

from datetime import datetime

import pytest

from model.domain.canonical import check_code
from model.errors import AppError
from model.fingerprint import Fingerprint
from model.office.report_contents import report_data
from model.office.stamped_copies import attach_stamped, remove_stamped, stamped_copy
from model.store.clock import now
from model.store.evidence import fetch_named

SCAN = Fingerprint("盖章件.pdf", 3, "ab" * 32)


@pytest.fixture
def sent(office, send):
    send("city")
    return office.body("cgw").versions.counting


def attached(office, sent, code):
    office.take(attach_stamped(office.now, "王芳", sent, SCAN, code))
    return stamped_copy(office.now, sent)


@pytest.mark.parametrize("how", [str, str.lower, lambda code: code.replace(" ", "-")])
def test_that_the_code_on_the_paper_is_compared_however_it_is_typed(office, sent, how):
    found = attached(office, sent, how(sent.check_code))
    assert found.words(sent) == "盖章件已附（校验码一致）"
    assert (found.file_name, found.sha256, found.by) == ("盖章件.pdf", "ab" * 32, "王芳")
    (line,) = [one for one in report_data(office.now).bodies if one.department.id == "cgw"]
    assert line.note.endswith("盖章件已附（校验码一致）。")


def test_that_another_code_is_told_with_both(office, sent):
    other = check_code("f" * 64)
    found = attached(office, sent, other)
    assert not found.fits(sent)
    assert other in found.words(sent)
    assert sent.check_code in found.words(sent)


@pytest.mark.parametrize("code", ["", "3F2A", "没有印", "G" * 16])
def test_that_what_is_no_code_attaches_nothing(office, sent, code):
    with pytest.raises(AppError, match="16 位"):
        attach_stamped(office.now, "王芳", sent, SCAN, code)
    assert stamped_copy(office.now, sent) is None


def test_that_a_scan_taken_off_is_gone_and_its_file_stays_for_the_history(office, sent):
    attached(office, sent, sent.check_code)
    office.take(remove_stamped(office.now, "王芳", sent))
    assert stamped_copy(office.now, sent) is None
    assert SCAN.sha256 in fetch_named(office.db, datetime.fromisoformat(now()))

import hashlib

import pytest

from model.errors import AppError, Cancelled
from model.fingerprint import STEP, file_fingerprint
from model.jobs import JobContext


def test_that_a_file_is_known_by_its_sha256(tmp_path):
    content = bytes(range(256)) * (STEP // 128)
    (tmp_path / "a.pdf").write_bytes(content)
    found = file_fingerprint(tmp_path / "a.pdf", JobContext())
    assert found.name == "a.pdf"
    assert found.size == len(content)
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_that_a_missing_file_is_said_with_a_cure(tmp_path):
    with pytest.raises(AppError, match="读不出来") as refused:
        file_fingerprint(tmp_path / "a.pdf", JobContext())
    assert refused.value.hint


def test_that_it_can_be_stopped(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        file_fingerprint(tmp_path / "a", job)

import os
from contextlib import closing
from datetime import datetime

import pytest

from forms import FORMS
from model.clerk.year import ClerkYear
from model.domain.answers import Evidence
from model.evidence_files import cleanup
from model.evidence_files.backup_links import keep_safe
from model.evidence_files.cleanup import clear_unused
from model.evidence_files.folder import FOLDER, EvidenceFiles
from model.jobs import JobContext
from model.plans import PlanLibrary
from model.store import edit_log
from model.store.data_file import open_store
from tests.model.workbook.years import YEAR, small_plan, small_rulebook

LONG_AGO, NOW = "2024-01-10T09:00:00+08:00", "2025-11-22T09:00:00+08:00"
ITEM = "i-cars"


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        yield db


@pytest.fixture
def desk(db, monkeypatch):
    monkeypatch.setattr(edit_log, "now", lambda: LONG_AGO)
    monkeypatch.setattr(cleanup, "now", lambda: NOW)
    return ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", YEAR)


@pytest.fixture
def add(desk, tmp_path):
    """Adds a file, as it was done long ago."""

    def add_(name="合同.pdf"):
        (tmp_path / name).write_text(name)
        kept = EvidenceFiles(tmp_path / FOLDER)
        print_ = kept.keep(tmp_path / name, JobContext())
        piece = Evidence(
            id=name, item=ITEM, title=name, file_name=print_.name, size=print_.size,
            sha256=print_.sha256,
        )  # fmt: skip
        desk.add_evidence(piece)
        then = datetime.fromisoformat(LONG_AGO).timestamp()
        os.utime(kept.path_of(piece), (then, then))
        keep_safe(tmp_path, tmp_path / "备份", JobContext())
        return kept.path_of(piece)

    return add_


@pytest.fixture
def clear(db, tmp_path):
    return lambda: clear_unused(db, tmp_path, tmp_path / "备份", JobContext())


def begin_next_year(db):
    ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", YEAR + 1).save(
        ITEM, {"value": "1"}
    )


def test_that_a_file_taken_off_long_ago_goes_from_data_and_backups_once_the_next_year_began(
    desk, db, add, clear, tmp_path
):
    path = add()
    desk.remove_evidence("合同.pdf")
    assert clear() == 0  # an undo of the year may still bring it back
    begin_next_year(db)
    assert clear() == 2
    assert not path.parent.exists()
    assert [*(tmp_path / "备份" / FOLDER).iterdir()] == []


def test_that_a_file_in_use_or_sent_stays_for_good(desk, db, add, clear):
    used, sent = add("甲.pdf"), add("乙.pdf")
    desk.record(desk.next_submission(), "第一次.xlsx")
    desk.remove_evidence("乙.pdf")
    begin_next_year(db)
    assert clear() == 0
    assert used.exists()
    assert sent.exists()


def test_that_a_file_taken_off_lately_stays(desk, db, add, clear, monkeypatch):
    path = add()
    monkeypatch.setattr(edit_log, "now", lambda: NOW)
    desk.remove_evidence("合同.pdf")
    begin_next_year(db)
    assert clear() == 0
    assert path.exists()


def test_that_what_people_put_into_the_folder_themselves_stays(clear, db, tmp_path):
    own = tmp_path / FOLDER / "我的文件" / "底稿.txt"
    own.parent.mkdir(parents=True)
    own.write_text("底稿")
    os.utime(own, (0, 0))
    assert clear() == 0
    assert own.exists()

from dataclasses import replace

import pytest

from model.errors import AppError, Cancelled, PackageRejected
from model.jobs import JobContext
from model.package.outgoing import issue, secrets_of, write_for_each
from model.store.data_file import open_store
from model.store.packages import fetch_draft, fetch_package, save_draft
from model.workbook.intake.worker_client import WorkbookReader
from tests.model.package.incoming import read


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "自评估数据.db")
    yield db
    db.close()


def test_that_issuing_puts_the_draft_into_force(db, plan, package):
    save_draft(db, package)
    assert issue(db, plan, 2025) == package
    assert fetch_package(db, 2025) == package
    assert fetch_draft(db, 2025) is None


def test_that_an_unsound_draft_is_not_issued_and_stays(db, plan, package):
    draft = replace(package, deadline="")
    save_draft(db, draft)
    with pytest.raises(PackageRejected):
        issue(db, plan, 2025)
    assert fetch_draft(db, 2025) == draft
    assert fetch_package(db, 2025) is None


def test_that_without_a_draft_there_is_nothing_to_issue(db, plan):
    with pytest.raises(AppError, match="没有编制中的任务包") as caught:
        issue(db, plan, 2025)
    assert caught.value.hint


def test_that_a_department_keeps_its_secret_over_corrections(db):
    first = secrets_of(db, 2025, ["kjj", "swj"])
    assert first["kjj"] != first["swj"]
    second = secrets_of(db, 2025, ["kjj", "fgw"])
    assert second["kjj"] == first["kjj"]
    assert secrets_of(db, 2026, ["kjj"])["kjj"] != first["kjj"]


def test_that_each_department_gets_a_file_with_its_own_secret(db, plan, package, tmp_path):
    secrets = secrets_of(db, 2025, ["kjj", "jrj"])
    paths = write_for_each(tmp_path, plan, package, secrets, JobContext())
    with WorkbookReader() as reader:
        found = [read(plan, path, reader) for path in paths]
    assert {one.department: one.secret for one in found} == secrets
    assert {one.package.digest for one in found} == {package.digest}


def test_that_writing_can_be_stopped_between_files(plan, package, tmp_path):
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        write_for_each(tmp_path, plan, package, {"kjj": "ab"}, job)
    assert list(tmp_path.glob("*.xlsx")) == []

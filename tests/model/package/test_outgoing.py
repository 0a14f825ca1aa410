from dataclasses import replace

import pytest

from model.errors import AppError, Cancelled, PackageRejected
from model.jobs import JobContext
from model.package.outgoing import issue, write_for_each
from model.store.data_file import open_store
from model.store.packages import fetch_draft, fetch_package, save_draft
from model.workbook.intake.worker_client import WorkbookReader
from tests.keys import OFFICE_KEYS
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


def test_that_each_department_gets_a_file_of_its_own_signed_and_without_a_secret(
    plan, package, tmp_path
):
    paths = write_for_each(tmp_path, plan, package, ["kjj", "jrj"], OFFICE_KEYS, JobContext())
    with WorkbookReader() as reader:
        found = [read(plan, path, reader) for path in paths]
    assert [one.department for one in found] == ["kjj", "jrj"]
    assert {(one.secret, one.proof.key) for one in found} == {("", OFFICE_KEYS.public)}
    assert {one.package.digest for one in found} == {package.digest}


def test_that_writing_can_be_stopped_between_files(plan, package, tmp_path):
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        write_for_each(tmp_path, plan, package, ["kjj"], OFFICE_KEYS, job)
    assert list(tmp_path.glob("*.xlsx")) == []

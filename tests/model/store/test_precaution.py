import pytest

from model.store import precaution
from model.store.backups import BackupFailed, BackupReason, folder_beside, list_backups
from model.store.data_file import open_store
from model.store.precaution import backed_up
from model.store.settings import save_setting


@pytest.fixture
def db(tmp_path):
    db = open_store(tmp_path / "data.db")
    save_setting(db, "office_reviewer", "李四")
    yield db
    db.close()


def test_that_a_copy_is_made_with_its_reason_and_none_where_nothing_changed(db, tmp_path):
    backed_up(db, BackupReason.BEFORE_PACKAGE)
    backed_up(db, BackupReason.BEFORE_IMPORT)
    (only,) = list_backups(folder_beside(tmp_path / "data.db"))
    assert only.reason is BackupReason.BEFORE_PACKAGE


def test_that_what_is_planned_goes_on_where_no_backup_can_be_made(db, monkeypatch):
    def refuse(*_):
        raise BackupFailed("备份没有做成")

    monkeypatch.setattr(precaution, "make_backup", refuse)
    backed_up(db, BackupReason.BEFORE_IMPORT)


def test_that_years_held_in_memory_need_none():
    from sqlite_utils import Database

    backed_up(Database(memory=True), BackupReason.BEFORE_IMPORT)

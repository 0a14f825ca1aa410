"""An older data file is brought up to date on a copy, checked before and after."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Migrations

from model.errors import StoreUnusable
from model.store import version
from model.store.answers import fetch_answers
from model.store.backups import BackupReason, backup_problems, folder_beside, list_backups
from model.store.data_file import open_store
from model.store.disk_errors import StoreDamaged
from model.store.integrity import check_data_file
from model.store.migrations import STEPS
from tests.model.store.conftest import ANSWERS


def add_a_column(db):
    db.table("answer").transform(rename={"value": "said"})
    db.table("answer").add_column("note", str)
    db.execute("ALTER TABLE answer RENAME COLUMN said TO value")


@pytest.fixture
def newer_app(monkeypatch):
    def install(step):
        migrations = Migrations("app")
        for name, known in STEPS.items():
            migrations(name=name)(known.migrate)
        migrations(name="m9999_next")(step)
        monkeypatch.setattr(version, "MIGRATIONS", migrations)
        monkeypatch.setattr(version, "STEPS", dict.fromkeys((*STEPS, "m9999_next")))

    return install


def test_that_an_older_file_is_updated_and_stays_sealed(filled, newer_app):
    newer_app(add_a_column)
    with closing(open_store(filled)) as db:
        assert "note" in db.table("answer").columns_dict
        assert fetch_answers(db, 2025, "csglw") == ANSWERS
        assert check_data_file(db) == ()


def test_that_the_file_as_it_was_before_is_kept_as_a_backup(filled, newer_app):
    newer_app(add_a_column)
    open_store(filled).close()
    (backup,) = list_backups(folder_beside(filled))
    assert backup.reason is BackupReason.BEFORE_MIGRATION
    assert backup_problems(backup.path) == ()


def test_that_a_step_that_fails_leaves_everything_as_it_was(filled, newer_app):
    def fail(db):
        add_a_column(db)
        raise LookupError

    before = filled.read_bytes()
    newer_app(fail)
    with pytest.raises(LookupError):
        open_store(filled)
    assert filled.read_bytes() == before
    assert [path.name for path in filled.parent.iterdir() if path.suffix == ".part"] == []


def test_that_a_damaged_file_is_not_updated(filled, newer_app):
    with closing(sqlite3.connect(filled)) as other, other:
        other.execute("UPDATE answer SET value = 'x'")
    newer_app(add_a_column)
    with pytest.raises(StoreDamaged):
        open_store(filled)


def test_that_an_update_that_breaks_the_file_is_not_used(filled, newer_app, monkeypatch):
    monkeypatch.setattr(version, "seal_everything", lambda db: None)
    newer_app(lambda db: db.execute("DELETE FROM answer"))
    with pytest.raises(StoreUnusable, match="没有升级成功"):
        open_store(filled)
    monkeypatch.undo()
    with closing(open_store(filled)) as db:
        assert fetch_answers(db, 2025, "csglw") == ANSWERS


def test_that_a_step_with_wrong_sql_is_not_taken_for_damage(filled, newer_app):
    before = filled.read_bytes()
    newer_app(lambda db: db.execute("DELETE FROM nowhere"))
    with pytest.raises(StoreUnusable, match="没有升级成功") as caught:
        open_store(filled)
    assert not isinstance(caught.value, StoreDamaged)
    assert filled.read_bytes() == before


@pytest.mark.parametrize("table", ["_sqlite_migrations", "sqlite_master"])
def test_that_a_file_whose_head_is_damaged_is_not_taken_for_a_newer_or_foreign_one(filled, table):
    with closing(sqlite3.connect(filled)) as other, other:
        if table == "sqlite_master":
            other.execute("PRAGMA application_id = 1")
        else:
            other.execute(
                "UPDATE _sqlite_migrations SET name = 'm0001_initiam' WHERE name = 'm0001_initial'"
            )
    with pytest.raises(StoreDamaged):
        open_store(filled)

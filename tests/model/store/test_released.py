"""Every data file that a released version wrote opens in this one, with all that is in it."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from model.diagnostics.version import app_version
from model.domain.sealed import unseal_as
from model.domain.submission import Submission
from model.errors import StoreUnusable
from model.store.answers import fetch_answer, fetch_answers, save_answer
from model.store.backups import folder_beside, list_backups
from model.store.connection import Store, connect_to_read
from model.store.data_file import open_store
from model.store.evidence import fetch_evidence
from model.store.former_targets import fetch_former_targets
from model.store.integrity import LABELS, check_data_file
from model.store.migrations import STEPS
from model.store.recovery import RecoveryRung, open_or_recover
from model.store.row_checksums import seal_everything, sealed_tables
from model.store.settings import fetch_profile
from tests.model.store.released.keep import BODY, FOLDER, MARKED, OTHER, YEAR

RELEASED = sorted(FOLDER.glob("*.db.gz"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.removesuffix(".db.gz"))
def released(request, tmp_path) -> Path:
    path = tmp_path / "自评估数据.db"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
        ).fetchall()


def test_that_a_file_is_kept_of_this_version_too():
    """python -m tests.model.store.released.keep, once per release."""
    assert app_version() in [path.name.removesuffix(".db.gz") for path in RELEASED]


def test_that_it_opens_whole_and_as_healthy(released):
    db, outcome = open_or_recover(released)
    with closing(db):
        assert (outcome.rung, outcome.problems) == (RecoveryRung.HEALTHY, ())
        assert check_data_file(db) == ()


def test_that_everything_that_was_in_it_is_read(released):
    with closing(open_store(released)) as db:
        assert fetch_profile(db).department == BODY
        answers = fetch_answers(db, YEAR, BODY)
        assert len(answers) > 100
        assert any(MARKED in answer.get("done", "") for answer in answers.values())
        assert len(fetch_evidence(db, YEAR, BODY)) == 4
        assert db.execute("SELECT count(*) FROM edit").fetchone()[0] > len(answers)
        (payload,) = db.execute("SELECT payload FROM received").fetchone()
        assert unseal_as(Submission, payload.encode()).department == OTHER


def test_that_it_can_be_worked_on(released):
    with closing(open_store(released)) as db:
        save_answer(db, YEAR, BODY, "3.1.1-01", {"done": "新版本里写的"})
        assert fetch_answer(db, YEAR, BODY, "3.1.1-01")["done"] == "新版本里写的"
        assert check_data_file(db) == ()


def test_that_an_older_file_is_kept_among_the_backups_as_it_was(released):
    with closing(connect_to_read(released)) as connection:
        (known,) = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
    open_store(released).close()
    assert len(list_backups(folder_beside(released))) == (known < len(STEPS))


def test_that_it_ends_up_with_the_tables_of_a_new_file(released, tmp_path):
    """A released step that was edited afterwards shows here."""
    open_store(tmp_path / "new.db").close()
    open_store(released).close()
    assert schema(released) == schema(tmp_path / "new.db")


def test_that_targets_beside_the_packages_are_kept_as_a_note_and_count_nowhere(released):
    with closing(sqlite3.connect(released)) as connection:
        connection.execute("INSERT INTO target VALUES (?, 'tech_smes', '280', '文')", [YEAR])
        seal_everything(Store(connection))
        connection.commit()
    with closing(open_store(released)) as db:
        assert "target" not in db.table_names()
        assert fetch_former_targets(db, YEAR) == {"tech_smes": "280"}
        assert fetch_former_targets(db, YEAR + 1) == {}
        assert check_data_file(db) == ()


def test_that_a_later_version_is_refused_politely_and_nothing_touched(released):
    with closing(open_store(released)) as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "app", "name": "m9999_later", "applied_at": ""}
        )
    before = released.read_bytes()
    with pytest.raises(StoreUnusable, match="由较新版本的程序写成") as caught:
        open_or_recover(released)
    assert "请换用新版本的程序" in caught.value.hint
    assert released.read_bytes() == before


def test_that_every_table_has_a_name_for_people(released):
    with closing(open_store(released)) as db:
        assert {*sealed_tables(db.conn)} <= LABELS.keys()

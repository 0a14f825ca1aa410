import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from model.errors import StoreUnusable
from model.store.answers import fetch_answers, save_answer
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile

ROOT = Path(__file__).parents[3]
TYPE_UNTIL_KILLED = """
import sys
from pathlib import Path
from model.store.answers import save_answer
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
db = open_store(Path(sys.argv[1]))
for n in range(10**6):
    save_answer(db, 2025, "csglw", "3.1.1-01", {"done": str(n)})
    print(n, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "自评估数据.db"


def pragma(db: Database, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_that_a_data_file_is_set_for_safety_and_not_for_speed(path):
    db = open_store(path)
    assert pragma(db, "journal_mode") == "truncate"
    assert pragma(db, "synchronous") == 3
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "application_id") == 0x48425450
    db.close()


def test_that_every_table_of_ours_is_strict(path):
    db = open_store(path)
    ours = [t for t in db.tables if not t.name.startswith("_sqlite")]
    assert {t.strict for t in ours} == {True}
    db.close()


def test_that_opening_again_finds_what_was_written(path):
    first = open_store(path)
    save_answer(first, 2025, "csglw", "3.1.1-01", {"state": "done"})
    first.close()
    second = open_store(path)
    assert fetch_answers(second, 2025, "csglw") == {"3.1.1-01": {"state": "done"}}
    second.close()


def test_that_a_store_of_a_newer_version_is_refused_and_left_as_it_was(path):
    db = open_store(path)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "app", "name": "m9999", "applied_at": ""}
    )
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="较新版本"):
        open_store(path)
    assert path.read_bytes() == before


def test_that_another_programs_database_is_refused_and_left_as_it_was(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="不是本程序的数据文件"):
        open_store(path)
    assert path.read_bytes() == before


def test_that_a_file_that_is_no_database_is_refused_in_chinese(path):
    path.write_bytes(b"PK\x03\x04 no database at all" * 100)
    with pytest.raises(StoreUnusable, match="已损坏"):
        open_store(path)


def test_that_nothing_acknowledged_is_lost_when_the_process_is_killed(path):
    typing = subprocess.Popen(
        [sys.executable, "-c", TYPE_UNTIL_KILLED, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    acknowledged = [next(typing.stdout) for _ in range(30)]
    typing.kill()
    rest, _ = typing.communicate()
    last = int((acknowledged + rest.split())[-1])
    db = open_store(path)
    assert pragma(db, "integrity_check") == "ok"
    assert int(fetch_answers(db, 2025, "csglw")["3.1.1-01"]["done"]) in {last, last + 1}
    db.close()


def test_that_the_data_file_is_not_used_to_find_out_what_sqlite_can_do(path):
    """sqlite-utils would; and where that failed, it would lose upserts without a word."""
    db = open_store(path)
    statements = []
    db.conn.set_trace_callback(statements.append)
    save_profile(db, Profile(role=Role.CLERK, year=2025, department="csglw"))
    assert not [one for one in statements if one.lower().startswith(("create", "drop"))]
    assert any("ON CONFLICT" in one for one in statements)
    db.close()


def test_that_a_file_that_could_only_be_read_for_a_moment_is_not_read_only_for_the_day(
    path, monkeypatch
):
    """As when a virus scanner looks into it just then."""
    open_store(path).close()
    looks = []

    def busy_at_first(where, connect=sqlite3.connect):
        looks.append(where)
        if len(looks) == 1:
            return connect(f"{where.as_uri()}?mode=ro", uri=True)
        return connect(where)

    monkeypatch.setattr("model.store.connection.sqlite3.connect", busy_at_first)
    db = open_store(path)
    assert save_answer(db, 2025, "csglw", "3.1.1-01", {"done": "改"}) == {"done": "改"}
    db.close()


def test_that_deleted_words_are_wiped_whatever_the_systems_sqlite_does_by_itself(
    tmp_path, monkeypatch
):
    connect = sqlite3.connect

    def as_on_windows(*words, **more):
        connection = connect(*words, **more)
        connection.execute("PRAGMA secure_delete = OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", as_on_windows)
    with closing(open_store(tmp_path / "自评估数据.db")) as db:
        assert db.execute("PRAGMA secure_delete").fetchone() == (1,)

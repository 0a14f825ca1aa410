"""The chain of acts: what was decided can't be changed afterwards without being noticed."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from model.domain.review import Matter, Review, Ruling, Verdict
from model.store.backups import BackupReason, folder_beside, make_backup
from model.store.closed_years import close_year, reopen_year
from model.store.data_file import open_store
from model.store.keys import end_pin, pin_key
from model.store.migrations import MIGRATIONS
from model.store.receipts import finish_batch, keep_files, mark_undone, start_batch
from model.store.record_chain import (
    ChainFlawKind,
    LinkKind,
    accept_flaws,
    chain_state,
    make_chain_good,
)
from model.store.recovery import open_or_recover, put_back
from model.store.reviews import save_reviews, save_ruling
from model.store.row_checksums import seal_everything
from model.store.transaction import saving

REVIEW = Review(
    department="csglw",
    item="3.1.1-01",
    verdict=Verdict.ADOPT,
    submission="d" * 64,
    basis="b" * 32,
    by="王五",
    at="2026-03-01T09:00:00+08:00",
)
RULING = Ruling(
    matter=Matter.FALSE_FIGURES, subject="csglw", choice="虚报", by="王五",
    at="2026-03-02T09:00:00+08:00",
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "自评估数据.db"


@pytest.fixture
def db(path):
    with closing(open_store(path)) as store:
        yield store


def decided(db):
    """Two reviews and a ruling."""
    save_reviews(db, 2025, [REVIEW])
    save_ruling(db, 2025, RULING)
    save_reviews(db, 2025, [REVIEW])
    return db


def behind_the_back(path, *statements):
    """Changes the file as somebody with the app's code would: past its triggers, sealed again."""
    with closing(open_store(path)) as db:
        for (name,) in db.conn.execute(
            "SELECT name FROM temp.sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.conn.execute(f"DROP TRIGGER temp.{name}")
        with db.atomic():
            for statement in statements:
                db.conn.execute(statement)
            seal_everything(db)


def state_of(path):
    with closing(open_store(path)) as db:
        return chain_state(db.conn)


def kinds(state):
    return [flaw.kind for flaw in state.flaws]


def test_that_every_act_becomes_a_link_and_the_chain_holds(db, plan):
    before = chain_state(db.conn)
    decided(db)
    close_year(db, 2025, plan, None, by="王五", reason="报告已印发")
    reopen_year(db, 2025, by="王五", reason="更正")
    pin_key(db, "csglw", "a" * 64, "王五")
    end_pin(db, "csglw", "换电脑")
    after = chain_state(db.conn)
    assert before.holds
    assert after.holds
    assert after.count == before.count + 3 + 4 + 2
    assert len(set(after.heads)) == after.count


def test_that_an_import_its_files_and_its_undoing_are_acts(db):
    batch = start_batch(db, "邮件.zip")
    begun = chain_state(db.conn).count
    keep_files(db, batch, [])
    finish_batch(db, batch)
    mark_undone(db, batch, undone=True)
    mark_undone(db, batch, undone=False)
    state = chain_state(db.conn)
    assert state.holds
    assert state.count == begun + 3


def test_that_what_changes_nothing_makes_no_link(db):
    batch = start_batch(db, "邮件.zip")
    finish_batch(db, batch)
    before = chain_state(db.conn).heads
    mark_undone(db, batch, undone=False)
    assert chain_state(db.conn).heads == before


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE review SET made_by = '李四'", ChainFlawKind.ALTERED),
        ("UPDATE ruling SET choice = ''", ChainFlawKind.ALTERED),
        ("DELETE FROM review WHERE id = 1", ChainFlawKind.MISSING),
        (
            (
                "INSERT INTO review SELECT 9, year, department, item, verdict, changes, remark,"
                " submission, basis, made_by, made_at FROM review WHERE id = 1"
            ),
            ChainFlawKind.UNLINKED,
        ),
        ("DELETE FROM chain_link WHERE id = 3", ChainFlawKind.BROKEN),
        ("UPDATE chain_link SET made_at = '2020-01-01T00:00:00+08:00'", ChainFlawKind.BROKEN),
    ],
)
def test_that_changing_the_past_and_sealing_it_again_is_noticed(path, statement, kind):
    with closing(open_store(path)) as db:
        decided(db)
    behind_the_back(path, statement)
    state = state_of(path)
    assert not state.holds
    assert kind in kinds(state)


def test_that_an_act_edited_through_the_triggers_is_noticed_too(path):
    with closing(open_store(path)) as db:
        decided(db)
        with saving(db):
            db.execute("UPDATE review SET made_by = '李四' WHERE id = 1")
            db.execute("DELETE FROM review WHERE id = 2")
        assert kinds(chain_state(db.conn)) == [ChainFlawKind.REWRITTEN] * 2


def test_that_a_chain_made_anew_lacks_the_head_that_was_printed(path):
    with closing(open_store(path)) as db:
        printed = chain_state(decided(db).conn).code
    behind_the_back(path, "UPDATE review SET made_by = '李四'", "DELETE FROM chain_link")
    with closing(open_store(path)) as db:
        with saving(db):
            make_chain_good(db, "")
        state = chain_state(db.conn)
    assert state.holds
    assert state.place_of(printed) is None


def test_that_a_printed_code_is_found_however_it_is_typed(db):
    state = chain_state(decided(db).conn)
    spaced = state.code.lower().replace("\u00a0", "-")
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in state.code)
    assert state.place_of(state.code) == state.count
    assert state.place_of(spaced) == state.place_of(wide) == state.count
    assert state.place_of(state.code[:-1]) is None
    assert state.place_of("") is None


def test_that_a_printed_code_stays_in_the_chain_whatever_is_decided_later(db):
    printed = chain_state(decided(db).conn)
    decided(db)
    later = chain_state(db.conn)
    assert later.place_of(printed.code) == printed.count
    assert later.code != printed.code


def test_that_an_older_file_begins_its_chain_with_what_it_holds(path):
    with closing(open_store(path)) as db:
        decided(db)
    with closing(sqlite3.connect(path)) as older:  # as before the step
        older.execute("DROP TABLE chain_link")
        older.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0006_record_chain'")
        older.execute("DELETE FROM seal WHERE of = 'chain_link'")
        older.commit()
    behind_the_back_sealed(path)
    state = state_of(path)
    assert state.holds
    assert [note.kind for note in state.notes] == [LinkKind.BEGUN]
    behind_the_back(path, "UPDATE review SET made_by = '李四' WHERE id = 1")
    assert kinds(state_of(path)) == [ChainFlawKind.ALTERED]


def behind_the_back_sealed(path):
    from sqlite_utils import Database

    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        with db.atomic():
            seal_everything(db)


def test_that_accepting_what_does_not_fit_says_who_and_why_and_the_chain_holds_again(path):
    with closing(open_store(path)) as db:
        decided(db)
        with saving(db):
            db.execute("UPDATE review SET made_by = '李四' WHERE id = 1")
    behind_the_back(path, "DELETE FROM review WHERE id = 2", "UPDATE ruling SET reason = 'x'")
    with closing(open_store(path)) as db:
        with pytest.raises(ValueError, match="needed"):
            accept_flaws(db, "王五", " ")
        accept_flaws(db, "王五", "技术人员修过数据")
        state = chain_state(db.conn)
    assert state.holds
    assert (state.notes[-1].by, state.notes[-1].reason) == ("王五", "技术人员修过数据")
    behind_the_back(path, "UPDATE ruling SET reason = 'y'")
    assert kinds(state_of(path)) == [ChainFlawKind.ALTERED]


def test_that_a_restored_backup_says_how_much_it_leaves_behind(path):
    with closing(open_store(path)) as db:
        decided(db)
        backup = make_backup(db, folder_beside(path), BackupReason.BY_HAND)
        kept = chain_state(db.conn)
        save_reviews(db, 2025, [REVIEW])
        lost = chain_state(db.conn)
    put_back(backup.path, path)
    state = state_of(path)
    assert state.holds
    assert state.notes[-1].kind is LinkKind.RESTORED
    assert state.notes[-1].left == lost.count - kept.count
    assert state.place_of(kept.code) == kept.count
    assert state.place_of(lost.code) is None


def test_that_restoring_what_is_the_same_leaves_the_chain_as_it_was(path):
    with closing(open_store(path)) as db:
        decided(db)
        backup = make_backup(db, folder_beside(path), BackupReason.BY_HAND)
        before = chain_state(db.conn)
    put_back(backup.path, path)
    assert state_of(path).heads == before.heads


def test_that_a_repaired_file_has_a_chain_that_holds_and_says_what_was_not_proved(path):
    with closing(open_store(path)) as db:
        save_reviews(db, 2025, [replace(REVIEW, remark=f"意见{n}") for n in range(5)])
        head = chain_state(db.conn).heads[1]
    content = path.read_bytes()
    assert content.count("意见3".encode()) == 1
    path.write_bytes(content.replace("意见3".encode(), "意见8".encode()))
    repaired, _ = open_or_recover(path)
    with closing(repaired):
        state = chain_state(repaired.conn)
        left = repaired.execute("SELECT count(*) FROM review").fetchone()
    assert left == (4,)
    assert state.holds
    assert state.heads[1] == head
    notes = repaired_notes(path)
    assert notes == ['{"reason": "修复数据文件"}']


def repaired_notes(path):
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT note FROM chain_link WHERE note != ''").fetchall()
    return [note for (note,) in found]


def test_that_a_step_of_the_migrations_made_the_table(db):
    assert "m0006_record_chain" in {one.name for one in MIGRATIONS.applied(db)}

"""The keys in the data file."""

from contextlib import closing

import pytest

from model.domain.origin import OFFICE, current_key
from model.store.backups import BackupReason, folder_beside, make_backup
from model.store.data_file import open_store
from model.store.keys import (
    end_pin,
    fetch_pins,
    fetch_seed,
    forget_own_keys,
    kept_keys,
    pin_key,
    save_seed,
)
from model.store.recovery import put_back

KEY, OTHER = "a1" * 32, "b2" * 32


def test_that_the_last_seed_saved_signs(db):
    assert fetch_seed(db) is None
    save_seed(db, KEY)
    save_seed(db, OTHER, "换了电脑")
    assert fetch_seed(db) == OTHER


def test_that_a_compared_key_is_replaced_with_a_reason_alone_and_kept(db):
    pin_key(db, OFFICE, KEY, "王芳")
    pin_key(db, OFFICE, KEY, "王芳")
    with pytest.raises(ValueError, match="reason"):
        pin_key(db, OFFICE, OTHER, "王芳", " ")
    pin_key(db, OFFICE, OTHER, "李强", "办公室换了电脑")
    first, second = fetch_pins(db)
    assert (first.key, first.end_reason) == (KEY, "办公室换了电脑")
    assert first.ended_at is not None
    assert current_key(OFFICE, fetch_pins(db)) == second


def test_that_each_holder_has_a_key_of_its_own(db):
    pin_key(db, "fagai", KEY, "王芳")
    pin_key(db, "jiaoyu", OTHER, "王芳")
    end_pin(db, "fagai", "填错单位")
    pins = fetch_pins(db)
    assert current_key("fagai", pins) is None
    assert current_key("jiaoyu", pins).key == OTHER


@pytest.fixture
def path(tmp_path):
    return tmp_path / "自评估数据.db"


def backed_up(db, path):
    return make_backup(db, folder_beside(path), BackupReason.BY_HAND).path


def test_that_a_restored_backup_takes_back_no_key_and_no_comparison(path):
    with closing(open_store(path)) as db:
        pin_key(db, OFFICE, KEY, "王芳")
        backup = backed_up(db, path)
        save_seed(db, KEY)
        pin_key(db, OFFICE, OTHER, "王芳", "办公室换了电脑")
        before = kept_keys(db.conn)
    put_back(backup, path)
    with closing(open_store(path)) as db:
        assert kept_keys(db.conn) == before
        assert fetch_seed(db) == KEY
        assert current_key(OFFICE, fetch_pins(db)).key == OTHER


def test_that_a_key_given_up_does_not_come_back_with_an_older_backup(path):
    with closing(open_store(path)) as db:
        save_seed(db, KEY)
        backup = backed_up(db, path)
        save_seed(db, OTHER, "有人抄走了数据文件")
    put_back(backup, path)
    with closing(open_store(path)) as db:
        assert fetch_seed(db) == OTHER


def test_that_whoever_moves_to_another_pc_goes_on_signing_with_the_same_key(path, tmp_path):
    with closing(open_store(tmp_path / "旧电脑.db")) as db:
        save_seed(db, KEY)
        pin_key(db, OFFICE, "c3" * 32, "王芳")
        backup = backed_up(db, tmp_path / "旧电脑.db")
    with closing(open_store(path)) as db:
        save_seed(db, OTHER)  # something was exported here before the data were brought
    put_back(backup, path)
    with closing(open_store(path)) as db:
        assert fetch_seed(db) == KEY
        kept = kept_keys(db.conn)
        assert {one.seed: one.end_reason for one in kept.own} == {KEY: "", OTHER: "恢复备份"}
        assert current_key(OFFICE, fetch_pins(db)).pinned_by == "王芳"
        assert KEY not in repr(kept)


def test_that_of_two_comparisons_that_meet_the_later_one_counts(path, tmp_path, monkeypatch):
    with closing(open_store(tmp_path / "旧电脑.db")) as db:
        monkeypatch.setattr("model.store.keys.now", lambda: "2026-03-01T09:00:00+08:00")
        pin_key(db, OFFICE, KEY, "王芳")
        backup = backed_up(db, tmp_path / "旧电脑.db")
    with closing(open_store(path)) as db:
        monkeypatch.setattr("model.store.keys.now", lambda: "2026-05-01T09:00:00+08:00")
        pin_key(db, OFFICE, OTHER, "李强")
    put_back(backup, path)
    with closing(open_store(path)) as db:
        pins = fetch_pins(db)
        assert [pin.key for pin in pins] == [KEY, OTHER]
        assert current_key(OFFICE, pins).key == OTHER


def test_that_a_copy_to_work_on_elsewhere_holds_no_seed(path):
    with closing(open_store(path)) as db:
        save_seed(db, KEY)
        pin_key(db, OFFICE, OTHER, "王芳")
        forget_own_keys(db)
        assert fetch_seed(db) is None
        assert current_key(OFFICE, fetch_pins(db)).key == OTHER
    assert KEY.encode() not in path.read_bytes()

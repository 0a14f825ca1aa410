import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from model.errors import StoreUnusable
from model.store import backups, clock
from model.store.answers import fetch_answer, save_answer
from model.store.backups import (
    BackupFailed,
    BackupReason,
    backed_up,
    backup_at,
    backup_problems,
    copy_to,
    folder_beside,
    list_backups,
    make_backup,
    restore,
)
from model.store.connection import connect_to_read
from model.store.data_file import open_store
from model.store.integrity import check_data_file
from model.store.row_checksums import contents_fingerprint
from model.store.settings import save_setting
from tests.systems import open_files_stay
from tests.thorough import tried

moment = datetime.fromisoformat
KEY = (2025, "csglw", "3.1.1-01")


@pytest.fixture
def folder(path):
    return folder_beside(path)


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment.astimezone().isoformat())

    return set_to


def type_on(db, text):
    save_answer(db, *KEY, {"done": text})


def typed_in(path):
    db = open_store(path)
    try:
        return fetch_answer(db, *KEY)["done"]
    finally:
        db.close()


def test_that_a_backup_is_a_whole_sound_copy(db, folder):
    backup = make_backup(db, folder, BackupReason.START)
    assert backup_problems(backup.path) == ()
    with closing(connect_to_read(backup.path)) as copy:
        assert contents_fingerprint(copy) == contents_fingerprint(db.conn)


def test_that_a_backup_shows_when_and_why_it_was_made_and_what_it_holds(db, folder, at):
    at(moment("2025-11-22 14:30:05"))
    make_backup(db, folder, BackupReason.BEFORE_IMPORT)
    (backup,) = list_backups(folder)
    assert backup.path.name == "000001 2025-11-22 14.30.05 导入前.db"
    assert (backup.made_at, backup.reason) == (moment("2025-11-22 14:30:05"), "导入前")
    assert str(backup.contents) == "2025 年度：2 个单位，有内容 40 项，报送 2 次"


def test_that_the_only_department_is_named_where_its_name_is_known(path, folder):
    with closing(open_store(path)) as db:
        type_on(db, "改")
        contents = make_backup(db, folder, BackupReason.START).contents
    assert contents.words({"csglw": "区城市管理委"}) == "2025 年度：区城市管理委，有内容 1 项"
    assert contents.words({}) == "2025 年度：1 个单位，有内容 1 项"


def test_that_a_backup_from_elsewhere_is_known_by_its_name_or_by_its_file(db, folder, tmp_path):
    backup = make_backup(db, folder, BackupReason.BEFORE_IMPORT)
    assert backup_at(backup.path) == backup
    renamed = tmp_path / "我的备份.db"
    shutil.copyfile(backup.path, renamed)
    assert str(backup_at(renamed).contents) == str(backup.contents)
    with pytest.raises(BackupFailed, match="打不开"):
        backup_at(tmp_path / "没有.db")


def test_that_every_kind_of_step_can_be_preceded_by_a_backup(db, folder):
    for number, reason in enumerate(one for one in BackupReason if one.before_something):
        type_on(db, str(number))
        backed_up(db, reason)
        backed_up(db, reason)  # nothing has changed since
        assert [b.reason for b in list_backups(folder)][:1] == [reason]
        assert len(list_backups(folder)) == number + 1


def test_that_an_empty_data_file_says_so(path, folder):
    db = open_store(path)
    assert str(make_backup(db, folder, BackupReason.START).contents) == "还没有填报内容"
    db.close()


def test_that_no_backup_is_made_when_nothing_has_changed(db, folder):
    assert make_backup(db, folder, BackupReason.START)
    assert make_backup(db, folder, BackupReason.WORK) is None
    type_on(db, "改")
    assert make_backup(db, folder, BackupReason.WORK)
    assert len(list_backups(folder)) == 2


def test_that_one_before_a_merge_is_made_even_so_since_it_is_kept_longer(db, folder):
    make_backup(db, folder, BackupReason.WORK)
    assert make_backup(db, folder, BackupReason.BEFORE_MERGE)
    assert make_backup(db, folder, BackupReason.BEFORE_IMPORT) is None


def test_that_a_damaged_last_backup_does_not_stand_for_a_new_one(db, folder):
    make_backup(db, folder, BackupReason.START).path.write_bytes(b"")
    assert make_backup(db, folder, BackupReason.START)


def test_that_order_is_told_by_number_though_the_clock_was_set_back(db, folder, at):
    at(moment("2025-11-22 09:00"))
    make_backup(db, folder, BackupReason.START)
    type_on(db, "改")
    at(moment("1980-01-01 00:00"))
    newest = make_backup(db, folder, BackupReason.WORK)
    assert list_backups(folder)[0] == newest


def test_that_superfluous_backups_go_when_a_new_one_is_made(db, folder, at):
    for n in range(12):
        at(moment("2025-11-03 09:00") + timedelta(minutes=n))
        type_on(db, str(n))
        make_backup(db, folder, BackupReason.WORK)
    at(moment("2025-11-22 09:00"))
    type_on(db, "改")
    make_backup(db, folder, BackupReason.WORK)
    assert [backup.number for backup in list_backups(folder)] == [13, 12, 11, 10, 9, 8]


def test_that_files_named_otherwise_are_left_alone(db, folder):
    folder.mkdir()
    for name in (
        "读我.txt",
        "000001 2025-13-99 00.00.00 导入前.db",
        "000001 2025-11-22 14.30.05 x.db",
    ):
        (folder / name).write_text("")
    make_backup(db, folder, BackupReason.START)
    assert len(list_backups(folder)) == 1
    assert len([*folder.iterdir()]) == 4


def test_that_no_backup_is_made_in_the_middle_of_a_change(db, folder):
    with db.atomic(), pytest.raises(ValueError, match="middle"):
        make_backup(db, folder, BackupReason.START)


@open_files_stay
def test_that_a_damaged_data_file_makes_no_backup(db, folder, path):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE answer SET value = 'x' WHERE field = 'done'")
    with pytest.raises(BackupFailed, match="读出来有错"):
        make_backup(db, folder, BackupReason.START)
    assert not [*folder.iterdir()]


def test_that_a_folder_that_cannot_be_made_is_told_with_its_cure(db, path):
    path.with_name("备份").write_text("ein Blatt")
    with pytest.raises(BackupFailed, match="备份没有做成") as caught:
        make_backup(db, path.with_name("备份"), BackupReason.START)
    assert caught.value.hint


def test_that_a_backup_can_be_put_on_a_stick_too(db, folder, tmp_path):
    backup = make_backup(db, folder, BackupReason.BY_HAND)
    copy = copy_to(backup, tmp_path / "U盘")
    assert copy.read_bytes() == backup.path.read_bytes()
    assert copy_to(backup, tmp_path / "U盘") == copy


def test_that_backups_of_others_on_the_same_stick_are_left_alone(db, folder, tmp_path, at):
    stick = tmp_path / "U盘"
    stick.mkdir()
    for n in range(20):
        (stick / f"{n + 1:06} 2025-01-01 09.{n:02}.00 工作中.db").write_bytes(b"another's")
    at(moment("2025-11-22 09:00"))
    copy_to(make_backup(db, folder, BackupReason.BY_HAND), stick)
    assert len([*stick.iterdir()]) == 21


def test_that_a_stick_that_gives_back_something_else_is_told(db, folder, tmp_path, monkeypatch):
    backup = make_backup(db, folder, BackupReason.BY_HAND)
    monkeypatch.setattr(shutil, "copyfile", lambda _, copy: copy.write_bytes(b"\0" * 4096))
    with pytest.raises(BackupFailed, match="读出来与原来的不一致"):
        copy_to(backup, tmp_path)
    assert not (tmp_path / backup.path.name).exists()


def test_that_a_stick_pulled_out_is_told(db, folder, tmp_path):
    backup = make_backup(db, folder, BackupReason.BY_HAND)
    (tmp_path / "U盘").write_text("")
    with pytest.raises(BackupFailed, match="备份没有复制到"):
        copy_to(backup, tmp_path / "U盘" / "备份")


def test_that_restoring_brings_the_old_state_back_and_keeps_the_new_one_aside(db, folder, path):
    type_on(db, "一")
    backup = make_backup(db, folder, BackupReason.WORK)
    type_on(db, "二")
    db.close()
    aside = restore(backup.path, path)
    assert (typed_in(path), typed_in(aside)) == ("一", "二")
    assert "恢复前" in aside.name


def test_that_restoring_twice_in_a_second_sets_both_aside(db, folder, path, at):
    at(moment("2025-11-22 09:00"))
    backup = make_backup(db, folder, BackupReason.WORK)
    db.close()
    assert restore(backup.path, path) != restore(backup.path, path)


def test_that_a_damaged_backup_is_refused_and_nothing_changes(db, folder, path):
    backup = make_backup(db, folder, BackupReason.WORK)
    db.close()
    before = path.read_bytes()
    content = bytearray(backup.path.read_bytes())
    content[content.index("项已启动".encode())] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(BackupFailed, match="已损坏，没有恢复"):
        restore(backup.path, path)
    assert path.read_bytes() == before


def test_that_a_backup_of_a_newer_version_is_refused_and_nothing_changes(db, folder, path):
    db.table("_sqlite_migrations").insert(
        {"migration_set": "app", "name": "m9999", "applied_at": ""}
    )
    backup = make_backup(db, folder, BackupReason.WORK)
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="较新版本"):
        restore(backup.path, path)
    assert path.read_bytes() == before


def test_that_a_backup_that_cannot_be_read_is_listed_without_contents(db, folder):
    make_backup(db, folder, BackupReason.WORK).path.write_bytes(b"PK")
    assert [backup.contents for backup in list_backups(folder)] == [None]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" * 4096])
def test_that_what_is_no_backup_is_refused(filled, tmp_path, content):
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(BackupFailed, match="已损坏，没有恢复"):
        restore(tmp_path / "x.db", filled)


def test_that_restoring_works_where_the_data_file_is_gone(db, folder, path):
    backup = make_backup(db, folder, BackupReason.WORK)
    db.close()
    path.unlink()
    assert restore(backup.path, path) is None
    assert typed_in(path) == "（示例数据）第 1 项已启动"


def test_that_the_journal_of_a_crash_never_reaches_the_restored_file(db, folder, path):
    type_on(db, "一")
    backup = make_backup(db, folder, BackupReason.WORK)
    db.close()
    leave_half_written(path)
    restore(backup.path, path)
    assert typed_in(path) == "一"
    restored = open_store(path)
    assert check_data_file(restored) == ()
    restored.close()


def leave_half_written(path):
    """As a process killed between writing and committing leaves it: with a hot journal."""
    copy = path.with_name("half.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("UPDATE answer SET value = value || '半'")
        shutil.copyfile(path, copy)
        shutil.copyfile(f"{path}-journal", f"{copy}-journal")
        connection.rollback()
    shutil.move(copy, path)
    shutil.move(f"{copy}-journal", f"{path}-journal")


@pytest.mark.in_part
def test_that_a_hundred_restores_give_what_was_backed_up(db, folder, path):
    prints = {}
    for n in range(20):
        type_on(db, str(n))
        backup = make_backup(db, folder, BackupReason.BEFORE_IMPORT)
        prints[backup.path] = contents_fingerprint(db.conn)
    db.close()
    draw = random.Random(1)
    for chosen in draw.choices([*prints], k=tried(100)):
        path.unlink()
        restore(chosen, path)
        with closing(connect_to_read(path)) as restored:
            assert contents_fingerprint(restored) == prints[chosen]


@pytest.fixture
def changed(tmp_path):
    db = open_store(tmp_path / "data.db")
    save_setting(db, "office_reviewer", "李四")
    yield db
    db.close()


def test_that_a_copy_is_made_with_its_reason_and_none_where_nothing_changed(changed, tmp_path):
    backed_up(changed, BackupReason.BEFORE_PACKAGE)
    backed_up(changed, BackupReason.BEFORE_IMPORT)
    (only,) = list_backups(folder_beside(tmp_path / "data.db"))
    assert only.reason is BackupReason.BEFORE_PACKAGE


def test_that_what_is_planned_goes_on_where_no_backup_can_be_made(changed, monkeypatch):
    def refuse(*_):
        raise BackupFailed("备份没有做成")

    monkeypatch.setattr(backups, "make_backup", refuse)
    backed_up(changed, BackupReason.BEFORE_IMPORT)


def test_that_years_held_in_memory_need_none():
    from sqlite_utils import Database

    backed_up(Database(memory=True), BackupReason.BEFORE_IMPORT)

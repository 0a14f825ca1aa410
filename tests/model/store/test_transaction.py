import errno
import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from model.errors import AppError
from model.store.answers import fetch_answer, save_answer
from model.store.data_file import open_store
from model.store.disk_errors import Cause, NotSaved, cause_of, told
from model.store.integrity import check_data_file
from model.store.transaction import saving
from tests.systems import open_files_stay

KEY = (2025, "csglw", "3.1.1-01")


def type_on(db, text):
    save_answer(db, *KEY, {"done": text})


def full(db):
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")


def test_that_a_full_disk_is_told_in_chinese_and_loses_nothing_saved_before(db):
    full(db)
    with pytest.raises(
        NotSaved, match="刚才的修改没有保存：磁盘已满。此前保存的内容都在。"
    ) as caught:
        type_on(db, "长" * 100_000)
    assert "清理磁盘" in caught.value.hint
    assert fetch_answer(db, *KEY)["done"] == "（示例数据）第 1 项已启动"


def test_that_the_store_can_be_used_on_after_a_failure(db):
    full(db)
    with pytest.raises(NotSaved):
        type_on(db, "长" * 100_000)
    type_on(db, "短")
    assert fetch_answer(db, *KEY)["done"] == "短"
    assert check_data_file(db) == ()


def test_that_a_file_held_by_another_program_is_told(db, path):
    db.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotSaved, match="正被另一个程序占用"):
            type_on(db, "改")
    type_on(db, "改")


@open_files_stay
def test_that_a_file_moved_while_open_is_told_and_can_be_moved_back(db, path):
    elsewhere = path.with_name("搬走.db")
    path.rename(elsewhere)
    with pytest.raises(NotSaved, match="被移走、改名、删除或替换") as caught:
        type_on(db, "改")
    assert "移回原来的位置" in caught.value.hint
    elsewhere.rename(path)
    type_on(db, "改")
    assert fetch_answer(db, *KEY)["done"] == "改"


@open_files_stay
def test_that_a_folder_pulled_out_is_told(db, path):
    away = path.parent.with_name("拔出")
    path.parent.rename(away)
    with pytest.raises(NotSaved, match="数据文件在使用中被移走"):
        type_on(db, "改")
    away.rename(path.parent)
    type_on(db, "改")


@open_files_stay
def test_that_a_replaced_file_is_not_written_to(db, path):
    copy = path.with_name("旧的.db")
    shutil.copyfile(path, copy)
    copy.replace(path)  # as synchronising programs do
    with pytest.raises(NotSaved, match="替换"):
        type_on(db, "改")


def test_that_nested_changes_are_saved_together_or_not_at_all(db):
    def change_and_fail():
        with saving(db):
            type_on(db, "改")
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    assert fetch_answer(db, *KEY)["done"] == "（示例数据）第 1 项已启动"
    assert not db.conn.in_transaction


def test_that_our_own_mistakes_are_not_blamed_on_the_disk(db):
    with pytest.raises(sqlite3.IntegrityError):
        type_on(db, b"\x00")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), saving(db):
        db.execute("DELETE FROM nowhere")
    assert not db.conn.in_transaction


def test_that_the_same_words_are_really_written_after_a_failed_commit(path, monkeypatch):
    """Its last step may fail with the words readable already, but not yet on the disk."""
    db = open_store(path)
    type_on(db, "改")
    with pytest.raises(NotSaved), saving(db):
        raise OSError(errno.EIO, "")
    written = []
    db.conn.set_trace_callback(written.append)
    type_on(db, "改")
    assert any(statement.startswith("PRAGMA user_version =") for statement in written)
    written.clear()
    type_on(db, "改")
    assert not any(statement.startswith("PRAGMA") for statement in written)
    db.close()


def test_that_a_read_only_file_is_told(filled, monkeypatch):
    monkeypatch.setattr(
        "model.store.connection.sqlite3.connect",
        lambda path, connect=sqlite3.connect: connect(f"{path.as_uri()}?mode=ro", uri=True),
    )
    with closing(open_store(filled)) as db, pytest.raises(AppError, match="只能读、不能写"):
        type_on(db, "改")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OSError(errno.ENOSPC, ""), Cause.FULL),
        (OSError(errno.EROFS, ""), Cause.READ_ONLY),
        (PermissionError(errno.EACCES, ""), Cause.DENIED),
        (OSError(errno.EIO, ""), Cause.BROKEN_DISK),
        (FileNotFoundError(errno.ENOENT, ""), Cause.GONE),
        (OSError(errno.EMFILE, ""), Cause.TOO_MANY),
        (OSError(9999, ""), Cause.BROKEN_DISK),
        (sqlite3.OperationalError("Could not decode to UTF-8 column"), Cause.DAMAGED),
        (sqlite3.OperationalError("?"), Cause.BROKEN_DISK),
    ],
)
def test_that_each_kind_of_failure_has_its_cause(error, cause):
    assert cause_of(error) is cause


@pytest.mark.parametrize(
    ("code", "cause"), [(32, Cause.IN_USE), (33, Cause.IN_USE), (112, Cause.FULL)]
)
def test_that_windows_own_codes_go_first(code, cause):
    error = PermissionError(errno.EACCES, "")
    error.winerror = code
    assert cause_of(error) is cause


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("SQLITE_FULL", Cause.FULL),
        ("SQLITE_READONLY_DIRECTORY", Cause.READ_ONLY),
        ("SQLITE_READONLY_DBMOVED", Cause.MOVED),
        ("SQLITE_BUSY_RECOVERY", Cause.IN_USE),
        ("SQLITE_IOERR_LOCK", Cause.IN_USE),
        ("SQLITE_IOERR_WRITE", Cause.BROKEN_DISK),
        ("SQLITE_CANTOPEN_ISDIR", Cause.GONE),
        ("SQLITE_CORRUPT_INDEX", Cause.DAMAGED),
        ("SQLITE_NOTADB", Cause.DAMAGED),
    ],
)
def test_that_each_code_of_sqlite_has_its_cause(name, cause):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name
    assert cause_of(error) is cause


def test_that_a_look_at_the_place_tells_what_the_error_does_not(filled, monkeypatch):
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorname = "SQLITE_CANTOPEN"
    assert cause_of(error, filled) is Cause.GONE
    usage = shutil.disk_usage(filled.parent)
    monkeypatch.setattr("model.store.disk_errors.disk_usage", lambda _: usage._replace(free=0))
    assert cause_of(error, filled) is Cause.FULL
    assert cause_of(error, filled.parent / "weg" / "weg.db") is Cause.GONE


def test_that_a_failure_to_read_can_be_told_and_a_bug_is_none(db):
    refused = NotSaved("没有保存")
    assert told(refused) is refused
    assert (
        str(told(OSError(errno.EIO, ""))) == "读写数据时出错：读写磁盘时出错。此前保存的内容都在。"
    )
    assert told(sqlite3.IntegrityError("x")) is None
    assert told(LookupError()) is None


def test_that_every_cause_and_cure_is_plain_chinese():
    for cause in Cause:
        for words in (cause.value.cause, cause.value.cure):
            assert words.endswith("。")
            assert not re.search(r"[A-Za-z]", words.replace("U盘", ""))

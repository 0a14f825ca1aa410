"""Opening a data file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from model.errors import StoreUnusable
from model.store.migrations import MIGRATIONS, STEPS

APPLICATION_ID = 0x48425450  # "HBTP", in the file's header
KEEP = "原来的内容没有改动。"


def open_store(path: Path) -> Database:
    """Open *path*, made anew if it isn't there; bring an older file up to date, keeping a copy.

    What a transaction has committed survives a killed process and a power cut: the journal is
    truncated, never left behind, and every commit waits for the disk, the directory included.

    Raises:
        StoreUnusable: a later version of the app wrote it, or it isn't a data file of this app.
    """
    connection = sqlite3.connect(path)
    try:
        _check_identity(connection, path)
        db = Database(connection)
        applied = {migration.name for migration in MIGRATIONS.applied(db)}
        if applied - STEPS.keys():
            raise StoreUnusable(
                f"数据文件“{path.name}”是由较新版本的程序写成的，本版本打不开。{KEEP}",
                hint="请换用新版本的程序，再打开这个数据文件。",
            )
        if applied and MIGRATIONS.pending(db):
            with closing(sqlite3.connect(path.with_suffix(f".{max(applied)}.db"))) as copy:
                connection.backup(copy)
        MIGRATIONS.apply(db)
        # Only now: rebuilding tables and foreign keys don't go together.
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreUnusable(
            f"数据文件“{path.name}”打不开：{_cause(error)}{KEEP}",
            hint="请检查：磁盘是否已满、文件夹是否可写、文件是否被杀毒或同步软件占用；"
            "也可把文件发给领导小组办公室求助。",
        ) from error
    except StoreUnusable:
        connection.close()
        raise
    return db


def _check_identity(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA mmap_size = 0")
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and identity != APPLICATION_ID:
        raise StoreUnusable(
            f"“{path.name}”不是本程序的数据文件。{KEEP}",
            hint="请另选一个数据文件夹，或把这个文件移走后重新启动。",
        )
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA busy_timeout = 5000")
    if not tables:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _cause(error: sqlite3.DatabaseError) -> str:
    words = str(error)
    if "locked" in words:
        return "正被另一个程序占用。"
    if "not a database" in words or "malformed" in words:
        return "内容已损坏，或者不是数据文件。"
    if "full" in words:
        return "磁盘已满。"
    if "readonly" in words or "unable to open" in words:
        return "没有读写权限。"
    return "读写磁盘时出错。"

"""Opening a data file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from model.errors import Problem, StoreUnusable
from model.files import DRAFT, discard, flush, put_in_place
from model.store.backups import BackupReason, copy_database, folder_beside, make_backup
from model.store.connection import KEEP, Store, check_identity, connect
from model.store.disk_errors import DISK_ERRORS, Cause, StoreDamaged, cause_of, is_bug, unusable
from model.store.integrity import damage
from model.store.permissions import FILE_MODE
from model.store.record_chain import keep_chain
from model.store.row_checksums import keep_seals
from model.store.version import is_older, update
from model.store.year_guard import guard_years

ASK = "请继续使用原来版本的程序，并把情况告诉领导小组办公室。"


def open_store(path: Path) -> Database:
    """Opens the data file at *path*: makes a new one if none exists, updates an older one on a
    copy.

    Doesn't read the whole file: whether all of it is as it was written, `open_or_recover` says.

    Raises:
        StoreUnusable: a later version of the app wrote it, or it isn't a data file of this app.
        StoreDamaged: it can't be read.
    """
    try:
        return _opened(path)
    except DISK_ERRORS as error:
        raise unusable(path, error, KEEP) from error


def _opened(path: Path) -> Database:
    if not path.exists():
        path.touch(FILE_MODE)  # SQLite would let others read what it makes
    connection = _connected(path)
    try:
        db = Store(connection)
        if not check_identity(connection, path.name):
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            update(db)
        elif is_older(db, path.name):
            draft = _updated_copy(db, path)
            connection.close()  # Windows replaces no open file
            put_in_place(draft, path)
            return _opened(path)
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        # Only now: rebuilding tables and foreign keys don't go together.
        connection.execute("PRAGMA foreign_keys = ON")
        keep_seals(db)
        keep_chain(db)
        guard_years(db)
    except BaseException:
        connection.close()
        raise
    return db


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that can write. SQLite opens a file that it can't open for writing to read it,
    and then never writes: a virus scanner's short look must not make the file read-only for the
    day.
    """
    connection = connect(path)
    if _can_write(connection):
        return connection
    connection.close()
    return connect(path)


def _can_write(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN")
        connection.execute("PRAGMA user_version = 0")  # asks for the right to write; undone
    except sqlite3.OperationalError as error:
        return cause_of(error) is not Cause.READ_ONLY
    else:
        return True
    finally:
        connection.rollback()


def _updated_copy(db: Database, path: Path) -> Path:
    """The path of an updated and checked copy of *db*, which will replace the data file; the old
    file stays among the backups.
    """
    if problems := damage(db):
        raise StoreDamaged(f"数据文件“{path.name}”的内容已损坏。{KEEP}", problems)
    make_backup(db, folder_beside(path), BackupReason.BEFORE_MIGRATION)
    draft = path.with_name(path.name + DRAFT)
    try:
        copy_database(db.conn, draft)
        with closing(Store(connect(draft))) as copy:
            _update_checked(copy, path.name)
        flush(draft)
    except BaseException:
        discard(draft)
        raise
    return draft


def _update_checked(copy: Database, name: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        update(copy)
        problems = damage(copy)
    except sqlite3.OperationalError as error:
        if not is_bug(error):
            raise
        # The file was sound a moment ago: not it is to blame, but the step.
        raise StoreUnusable(f"“{name}”没有升级成功。{KEEP}", hint=ASK) from error
    if problems:
        raise StoreUnusable(f"“{name}”没有升级成功。{KEEP}", problems, hint=ASK)

"""Opening a data file."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from model.errors import StoreUnusable
from model.store.backups import Reason, copy_database, folder_beside, make_backup
from model.store.connecting import APPLICATION_ID, KEEP, Store, check_identity, connect
from model.store.files import DRAFT, discard, flush, put_in_place
from model.store.integrity import damage
from model.store.migrations import MIGRATIONS, STEPS
from model.store.seals import keep_seals, seal_everything
from model.store.troubles import DISK_ERRORS, Cause, StoreDamaged, cause_of, unusable


def open_store(path: Path) -> Database:
    """Open *path*, made anew if it isn't there; an older file is brought up to date, on a copy.

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
    connection = _connected(path)
    try:
        db = Store(connection)
        if not check_identity(connection, path.name):
            connection.execute("PRAGMA journal_mode = TRUNCATE")
            _update(db)
        elif _is_old(db, path.name):
            _update_a_copy(db, path)
            connection.close()
            return _opened(path)
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        # Only now: rebuilding tables and foreign keys don't go together.
        connection.execute("PRAGMA foreign_keys = ON")
        keep_seals(db)
    except BaseException:
        connection.close()
        raise
    return db


def _connected(path: Path) -> sqlite3.Connection:
    """SQLite opens to read what it can't open to write, and keeps to that: who looked into the
    file for a moment, a virus scanner, must not make it read-only for the day.
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


def _is_old(db: Database, name: str) -> bool:
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    if applied > STEPS.keys():
        raise StoreUnusable(
            f"数据文件“{name}”是由较新版本的程序写成的，本版本打不开。{KEEP}",
            hint="请换用新版本的程序，再打开这个数据文件。",
        )
    if not applied or applied - STEPS.keys():
        raise StoreDamaged(f"数据文件“{name}”打不开：版本记录已损坏。{KEEP}")
    return applied != STEPS.keys()


def _update(db: Database) -> None:
    """All steps that are due, and the seals of what they made, in one transaction."""
    with db.atomic():
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        MIGRATIONS.apply(db)
        seal_everything(db)


def _update_a_copy(db: Database, path: Path) -> None:
    """Put an updated and checked copy of *db* in its place, and the old one among the backups."""
    if problems := damage(db):
        raise StoreDamaged(f"数据文件“{path.name}”的内容已损坏。{KEEP}", problems)
    make_backup(db, folder_beside(path), Reason.BEFORE_MIGRATION)
    draft = path.with_name(path.name + DRAFT)
    try:
        copy_database(db.conn, draft)
        copy = Store(connect(draft))
        try:
            _update(copy)
            if problems := damage(copy):
                raise StoreUnusable(f"“{path.name}”没有升级成功。{KEEP}", problems)
        finally:
            copy.close()
        flush(draft)
        put_in_place(draft, path)
    except BaseException:
        discard(draft)
        raise

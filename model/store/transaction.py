"""The one way in which this app writes to a data file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from sqlite_utils import Database

from model.store.disk_errors import (
    DISK_ERRORS,
    SAFE,
    Cause,
    DiskError,
    NotSaved,
    cause_of,
    failure,
    is_bug,
)
from model.store.year_guard import lock_met_by

_in_doubt: WeakSet[Database] = WeakSet()


@contextmanager
def saving(db: Database, what: str = "刚才的修改") -> Iterator[None]:
    """Writes all changes made inside to the disk, or none. May be nested.

    Raises:
        NotSaved: the disk refused; *what* was not saved, the words say why and what to do. The
            store can be used on, and trying again is safe.
        YearClosed: something belongs to a closed year; nothing was changed.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        if db in _in_doubt:
            _write_something(db)
        yield
        db.conn.execute("COMMIT")
    except BaseException as error:
        with suppress(sqlite3.Error):  # most errors of the disk have rolled back by themselves
            db.conn.rollback()
        if (lock := lock_met_by(db, error)) is not None:
            raise lock.refusal(f"{what}没有保存") from error
        if not isinstance(error, DISK_ERRORS) or is_bug(error):
            raise
        _in_doubt.add(db)
        raise failure(NotSaved, f"{what}没有保存：", _cause(error, path_of(db)), SAFE) from error
    else:
        _in_doubt.discard(db)


def _cause(error: DiskError, path: Path | None) -> Cause:
    cause = cause_of(error, path)
    moved = cause in {Cause.GONE, Cause.BROKEN_DISK} and path and not path.exists()
    return Cause.MOVED if moved else cause


def try_out(db: Database) -> NotSaved | None:
    """The error that keeps everything from being saved, or None. Changes nothing."""
    try:
        with saving(db):
            _write_something(db)
    except NotSaved as error:
        return error
    return None


def path_of(db: Database) -> Path | None:
    """The file of *db*, or None if *db* lives in memory."""
    (name,) = (row[2] for row in db.conn.execute("PRAGMA database_list") if row[1] == "main")
    return Path(name) if name else None


def _write_something(db: Database) -> None:
    """Makes the next commit write to the disk.

    A commit may fail in its very last step, with the change already readable but not yet safe
    from a power cut. Who then saves the same words again finds nothing left to change, and
    would be told that they are saved.
    """
    (version,) = db.conn.execute("PRAGMA user_version").fetchone()
    db.conn.execute(f"PRAGMA user_version = {version}")

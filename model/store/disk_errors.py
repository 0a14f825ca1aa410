"""Errors of the disk while the data file is read or written: causes and cures in plain Chinese."""

import os
import sqlite3
from pathlib import Path
from shutil import disk_usage
from typing import TypeVar

from model.disk import Cause, cause_of_failure
from model.errors import AppError, StoreUnusable

DiskError = sqlite3.Error | OSError | UnicodeDecodeError
DISK_ERRORS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""How a disk or a damaged file makes itself known."""

BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
SAFE = "此前保存的内容都在。"
LITTLE = 64 * 1024  # bytes: too few for an edit and its journal


class StoreDamaged(StoreUnusable):
    """The data file can't be read, or is not as the app wrote it."""


class NotSaved(AppError):
    """A change did not reach the disk; everything saved before did."""


SQLITE = {  # by the first three words of the error's code, or the first two
    "SQLITE_READONLY_DBMOVED": Cause.MOVED,
    "SQLITE_FULL": Cause.FULL,
    "SQLITE_READONLY": Cause.READ_ONLY,
    "SQLITE_PERM": Cause.DENIED,
    "SQLITE_AUTH": Cause.DENIED,
    "SQLITE_IOERR_ACCESS": Cause.DENIED,
    "SQLITE_BUSY": Cause.IN_USE,
    "SQLITE_LOCKED": Cause.IN_USE,
    "SQLITE_IOERR_LOCK": Cause.IN_USE,
    "SQLITE_CANTOPEN": Cause.GONE,
    "SQLITE_CORRUPT": Cause.DAMAGED,
    "SQLITE_NOTADB": Cause.DAMAGED,
    "SQLITE_IOERR_READ": Cause.DAMAGED,  # a bad sector
    "SQLITE_IOERR_SHORT": Cause.DAMAGED,
    "SQLITE_IOERR_CORRUPTFS": Cause.DAMAGED,
    "SQLITE_IOERR_DATA": Cause.DAMAGED,
    "SQLITE_NOMEM": Cause.TOO_MANY,
    "SQLITE_IOERR_NOMEM": Cause.TOO_MANY,
}


Failure = TypeVar("Failure", bound=AppError)


def failure(kind: type[Failure], what: str, cause: Cause, safe: str = "") -> Failure:
    """An error of *kind* that says *what* failed, why, what is *safe*, and what cures it."""
    told = cause.value
    return kind(f"{what}{told.cause}{safe}", hint=told.cure, code=anchor_of(cause))


def anchor_of(cause: Cause) -> str:
    """The manual's entry about *cause*, and the code of errors that tell of it."""
    return cause.name.lower().replace("_", "-")


def cause_of(error: DiskError, path: Path | None = None) -> Cause:
    """The most likely cause of *error*, which the file at *path* met."""
    cause = _named(error)
    if path and cause in {Cause.GONE, Cause.BROKEN_DISK}:
        return _seen(path) or cause
    return cause


def is_damage(error: DiskError) -> bool:
    """Whether *error* is about the file's content, not about the disk, rights or locks."""
    name = getattr(error, "sqlite_errorname", "")
    return _named(error) is Cause.DAMAGED or name in {"SQLITE_ERROR", "SQLITE_SCHEMA"}


def is_bug(error: DiskError) -> bool:
    """Whether *error* is the app's fault, not the disk's: wrong SQL, a broken rule of
    the schema.
    """
    if isinstance(error, BUGS):
        return True
    return getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR"


def told(error: BaseException) -> AppError | None:
    """*error* as a user may read it, or None if *error* is a bug."""
    if isinstance(error, AppError):
        return error
    if not isinstance(error, DISK_ERRORS) or is_bug(error):
        return None
    return failure(AppError, "读写数据时出错：", cause_of(error), SAFE)


def _seen(path: Path) -> Cause | None:
    """The cause found by looking at the folder of *path*, or None; the error itself says little."""
    try:
        if not path.parent.is_dir():
            return Cause.GONE
        if disk_usage(path.parent).free < LITTLE:
            return Cause.FULL
        if not all(os.access(one, os.W_OK) for one in (path, path.parent) if one.exists()):
            return Cause.READ_ONLY
    except OSError:
        return None
    return None


def _named(error: DiskError) -> Cause:
    if isinstance(error, OSError):
        return cause_of_failure(error)
    name = getattr(error, "sqlite_errorname", "")
    parts = name.split("_")
    for length in (3, 2):
        if known := SQLITE.get("_".join(parts[:length])):
            return known
    if isinstance(error, UnicodeDecodeError) or "decode" in str(error):
        return Cause.DAMAGED  # text that is no longer UTF-8: Python's own, without a code
    return Cause.BROKEN_DISK


def unusable(path: Path, error: DiskError, kept: str) -> StoreUnusable:
    """The error that the data file at *path* can't be opened; *kept* tells what is still safe."""
    cause = Cause.DAMAGED if is_damage(error) else cause_of(error, path)
    kind = StoreDamaged if cause is Cause.DAMAGED else StoreUnusable
    return failure(kind, f"数据文件“{path.name}”打不开：", cause, kept)

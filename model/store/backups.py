"""Backups: whole copies of the data file in 备份/, each checked when it is made."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from sqlite_utils import Database

from model.disk import remove
from model.domain.china_time import CHINA
from model.errors import AppError, Problem
from model.files import (
    DRAFT,
    copy_file,
    discard,
    flush,
    make_folder,
    put_in_place,
    replace_keeping_old,
)
from model.store import clock
from model.store.backup_retention import Slot, superfluous
from model.store.connection import KEEP, Store, check_identity, connect_to_read
from model.store.content_counts import Contents, fetch_contents
from model.store.disk_errors import (
    DISK_ERRORS,
    SAFE,
    Cause,
    DiskError,
    cause_of,
    failure,
    is_damage,
)
from model.store.integrity import UNREADABLE, damage
from model.store.row_checksums import contents_fingerprint
from model.store.transaction import path_of
from model.store.version import is_older

FOLDER = "备份"
AT_MOST = 2 * 1024**3  # bytes, all backups of a folder together
NAME = re.compile(r"(\d{6}) (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d) (\w+)\.db")
STAMP = "%Y-%m-%d %H.%M.%S"


class BackupReason(StrEnum):
    START = "启动时"
    WORK = "工作中"
    BY_HAND = "手动"
    BEFORE_IMPORT = "导入前"
    BEFORE_MERGE = "合并前"  # in the names of backups that earlier versions made
    BEFORE_PACKAGE = "更换任务包前"
    BEFORE_MIGRATION = "升级前"
    BEFORE_RESTORE = "恢复前"

    @property
    def before_something(self) -> bool:
        return self not in {BackupReason.START, BackupReason.WORK, BackupReason.BY_HAND}


class BackupFailed(AppError):
    """No backup was made, or it could not be used; the data file is as it was."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    path: Path
    number: int  # tells the order; a clock may have been wrong
    made_at: datetime  # in China, without an offset
    reason: BackupReason

    @property
    def size(self) -> int:
        """The size in bytes; 0 if the file is gone."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @cached_property
    def contents(self) -> Contents | None:
        """How much the backup holds, or None if it can't be read."""
        try:
            with closing(connect_to_read(self.path)) as connection:
                return fetch_contents(connection)
        except UNREADABLE:
            return None


def folder_beside(data_file: Path) -> Path:
    """The folder that holds the backups of *data_file*."""
    return data_file.parent / FOLDER


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in *folder*, newest first; () if the folder does not exist.

    Raises:
        BackupFailed: the folder can't be read.
    """
    try:
        found = sorted(_backups(folder), key=lambda backup: backup.number, reverse=True)
    except OSError as error:
        raise _failed("备份文件夹打不开", error, folder) from error
    return tuple(found)


def backup_at(path: Path) -> Backup:
    """The backup at *path*, brought from elsewhere (a USB stick) under any name."""
    found = _named(path)
    if found:
        return found
    try:
        made_at = datetime.fromtimestamp(path.stat().st_mtime, CHINA).replace(tzinfo=None)
    except OSError as error:
        raise _failed(f"备份“{path.name}”打不开", error, path) from error
    return Backup(path=path, number=0, made_at=made_at, reason=BackupReason.BY_HAND)


def make_backup(db: Database, folder: Path, reason: BackupReason) -> Backup | None:
    """Copies *db* as last committed into *folder*, checks the copy, removes superfluous backups.

    Returns:
        None: nothing has changed since the last backup.

    Raises:
        BackupFailed: with cause and cure; the data file and older backups are as they were.
    """
    if db.conn.in_transaction:
        raise ValueError("a backup in the middle of a change")
    try:
        before = list_backups(folder)
        if before and _stands_for(before[0], db, reason):
            return None
        make_folder(folder)
        backup = _made(db, folder, reason, before[0].number + 1 if before else 1)
    except DISK_ERRORS as error:
        raise _failed("备份没有做成", error, folder) from error
    thin(folder)
    return backup


def backed_up(db: Database, reason: BackupReason) -> None:
    """Copies *db* beside itself, if it changed since the last backup, before something big.

    Where no backup can be made, what follows goes on: it is one transaction, and whoever keeps the
    backups tells people about the trouble.
    """
    path = path_of(db)
    if path is not None:
        with suppress(BackupFailed):
            make_backup(db, folder_beside(path), reason)


def copy_to(backup: Backup, folder: Path) -> Path:
    """Copies *backup* into a second *folder*, on a USB stick for example.

    Nothing there is ever removed: it may hold the backups of others.

    Raises:
        BackupFailed: with cause and cure; the backup itself is as it was.
    """
    copy = folder / backup.path.name
    try:
        make_folder(folder)
        if not copy.exists():
            copy_file(backup.path, copy)
        if problems := backup_problems(copy):
            remove(copy)
            raise BackupFailed(
                f"复制到“{folder}”的备份读出来与原来的不一致，已经删除。",
                problems,
                hint="这个U盘或磁盘可能有故障，请换一个再试。",
            )
    except DISK_ERRORS as error:
        raise _failed(f"备份没有复制到“{folder}”", error, folder) from error
    return copy


def backup_problems(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with the backup at *path*; () means that the backup can be relied on.

    Raises:
        sqlite3.Error, OSError: it can't be read just now, for want of rights for example.
    """
    try:
        with closing(connect_to_read(path)) as connection:
            if not check_identity(connection, path.name):
                return (Problem("里面没有内容。", (path.name,)),)
            return damage(Store(connection))
    except AppError as error:
        return (Problem(str(error)),)
    except UNREADABLE as error:
        if not is_damage(error):
            raise
        return (Problem(Cause.DAMAGED.value.cause, (path.name,)),)


def restore(path: Path, data_file: Path) -> Path | None:
    """Puts the backup at *path* in the place of the data file, which nobody may have open.

    Returns:
        Where the data file replaced was set aside. None: there was none.

    Raises:
        BackupFailed: the backup is damaged, or the disk refused; the data file is as it was.
        StoreUnusable: a later version of the app made the backup.
    """
    draft = data_file.with_name(data_file.name + DRAFT)
    stamp = datetime.fromisoformat(clock.now()).strftime(STAMP)
    try:
        if problems := backup_problems(path):
            raise BackupFailed(
                f"备份“{path.name}”已损坏，没有恢复。{KEEP}", problems, hint="请另选一个备份。"
            )
        settle(data_file)
        with closing(connect_to_read(path)) as connection:
            is_older(Store(connection), path.name)  # a newer one would be of no use
            copy_database(connection, draft)
        return replace_keeping_old(
            draft, data_file, data_file.with_stem(f"{data_file.stem} 恢复前 {stamp}")
        )
    except DISK_ERRORS as error:
        discard(draft)
        raise _failed(f"没有恢复备份“{path.name}”", error, data_file) from error


def copy_database(source: sqlite3.Connection, draft: Path) -> None:
    """Writes the last committed state of *source* to *draft*, flushed to disk."""
    discard(draft)
    with closing(sqlite3.connect(draft)) as target:
        # Nobody will miss a draft: it is flushed once, below.
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = OFF")
        source.backup(target)
    flush(draft)


def settle(data_file: Path) -> None:
    """Lets SQLite undo what a crash left half done, so that the journal is empty."""
    if data_file.exists():
        with closing(sqlite3.connect(data_file)) as connection:
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                # It is kept as it is, together with its journal.


def thin(folder: Path) -> None:
    """Removes superfluous backups from *folder*; a failure to remove one is ignored."""
    now = datetime.fromisoformat(clock.now()).replace(tzinfo=None)
    with suppress(OSError, BackupFailed):
        backups = {backup.number: backup for backup in list_backups(folder)}
        slots = [
            Slot(
                number=backup.number,
                made_at=backup.made_at,
                before_something=backup.reason.before_something,
                by_hand=backup.reason is BackupReason.BY_HAND,
                size=backup.size,
            )
            for backup in backups.values()
        ]
        for number in superfluous(slots, now, AT_MOST):
            remove(backups[number].path)


def _backups(folder: Path) -> Iterator[Backup]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if backup := _named(path):
            yield backup


def _named(path: Path) -> Backup | None:
    """The backup at *path*, or None if its name is not a backup's name or was changed by hand."""
    if not (parts := NAME.fullmatch(path.name)):
        return None
    number, moment, reason = parts.groups()
    try:
        return Backup(
            path=path,
            number=int(number),
            made_at=datetime.strptime(moment, STAMP),  # noqa: DTZ007  China's is meant
            reason=BackupReason(reason),
        )
    except ValueError:
        return None


def _stands_for(last: Backup, db: Database, reason: BackupReason) -> bool:
    """Whether the backup *last* makes a new backup needless."""
    if reason.before_something and not last.reason.before_something:
        return False  # it would be removed sooner
    try:
        with closing(connect_to_read(last.path)) as connection:
            return contents_fingerprint(connection) == contents_fingerprint(db.conn)
    except UNREADABLE:
        return False


def _made(db: Database, folder: Path, reason: BackupReason, number: int) -> Backup:
    made_at = datetime.fromisoformat(clock.now()).replace(tzinfo=None)
    path = folder / f"{number:06} {made_at.strftime(STAMP)} {reason}.db"
    draft = path.with_name(path.name + DRAFT)
    try:
        copy_database(db.conn, draft)
        if problems := backup_problems(draft):
            raise BackupFailed(
                "备份没有做成：写出的备份读出来有错，已经删除。",
                problems,
                hint="数据文件或磁盘可能有损坏。请重新启动程序，程序会检查数据文件。",
            )
        put_in_place(draft, path)
    except BaseException:
        discard(draft)
        raise
    return Backup(path=path, number=number, made_at=made_at, reason=reason)


def _failed(what: str, error: DiskError, path: Path) -> BackupFailed:
    return failure(BackupFailed, f"{what}：", cause_of(error, path), SAFE)

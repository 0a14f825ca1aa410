"""What stops a disk from taking or giving data: causes and cures in plain Chinese."""

import errno
import os
import sqlite3
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from shutil import disk_usage

from model.errors import AppError, StoreUnusable

DiskError = sqlite3.Error | OSError | UnicodeDecodeError
DISK_ERRORS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""How a disk or a damaged file makes itself known."""

BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
SAFE = "此前保存的内容都在。"
LITTLE = 64 * 1024  # bytes: too few for an edit and its journal


class StoreDamaged(StoreUnusable):
    """The data file can't be read, or isn't as it was written."""


class NotSaved(AppError):
    """A change didn't reach the disk; what was saved before did."""


@dataclass(frozen=True)
class Trouble:
    cause: str
    cure: str


class Cause(Enum):
    FULL = Trouble("磁盘已满。", "请清理磁盘（例如清空回收站），腾出空间后再试。")
    READ_ONLY = Trouble(
        "数据文件或所在文件夹只能读、不能写。",
        "请检查：文件夹属性里是否勾选了“只读”；U盘的写保护是否打开；管理员是否改了权限。改好后请重新启动程序。",
    )
    DENIED = Trouble(
        "没有读写这个文件夹的权限，或者文件正被杀毒、同步软件占用。",
        "请等半分钟再试；仍不行时，请退出同步软件、在杀毒软件中信任本程序，或请管理员开放权限。",
    )
    IN_USE = Trouble(
        "数据文件正被另一个程序占用。",
        "请关闭正在打开它的程序（杀毒扫描、同步软件、另一个本程序），再试一次。",
    )
    MOVED = Trouble(
        "数据文件在使用中被移走、改名、删除或替换了。",
        "请把它移回原来的位置再试；找不回来时，请重新启动程序，从备份恢复。",
    )
    GONE = Trouble(
        "找不到数据文件所在的文件夹，或者打不开其中的文件。",
        "请检查：U盘是否已拔出，文件夹是否被移走、改名或设为不可写，杀毒软件是否拦截了本程序。",
    )
    DAMAGED = Trouble(
        "内容已损坏，或者不是数据文件。", "请重新启动程序，程序会从备份恢复，损坏的文件会保留。"
    )
    BROKEN_DISK = Trouble(
        "读写磁盘时出错。",
        "请再试一次；仍不行时，磁盘可能有故障或U盘接触不良，请尽快把数据文件夹复制到另一个磁盘。",
    )
    TOO_MANY = Trouble("系统资源不足。", "请关闭一些其他程序，再试一次。")


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
ERRNO = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EFBIG: Cause.FULL,
    errno.EROFS: Cause.READ_ONLY,
    errno.EACCES: Cause.DENIED,
    errno.EPERM: Cause.DENIED,
    errno.EBUSY: Cause.IN_USE,
    errno.ETXTBSY: Cause.IN_USE,
    errno.ENOENT: Cause.GONE,
    errno.ENOTDIR: Cause.GONE,
    errno.ENODEV: Cause.GONE,
    errno.ENXIO: Cause.GONE,
    errno.ENOMEM: Cause.TOO_MANY,
    errno.EMFILE: Cause.TOO_MANY,
    errno.ENFILE: Cause.TOO_MANY,
}
WINDOWS = {  # sharing and lock violations arrive as EACCES
    32: Cause.IN_USE,
    33: Cause.IN_USE,
    112: Cause.FULL,
}


def cause_of(error: DiskError, path: Path | None = None) -> Cause:
    """What most likely lies behind *error*, met with the file *path*."""
    cause = _named(error)
    if path and cause in {Cause.GONE, Cause.BROKEN_DISK}:
        return _seen(path) or cause
    return cause


def is_damage(error: DiskError) -> bool:
    """Whether *error* tells of the file's content, and not of the disk, rights or locks."""
    name = getattr(error, "sqlite_errorname", "")
    return _named(error) is Cause.DAMAGED or name in {"SQLITE_ERROR", "SQLITE_SCHEMA"}


def is_bug(error: DiskError) -> bool:
    """Whether the disk has no part in it: wrong SQL, a rule of the schema broken."""
    if isinstance(error, BUGS):
        return True
    return getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR"


def told(error: BaseException) -> AppError | None:
    """*error*, met while reading or writing, as the user may read it. None: it is a bug."""
    if isinstance(error, AppError):
        return error
    if not isinstance(error, DISK_ERRORS) or is_bug(error):
        return None
    cause = cause_of(error).value
    return AppError(f"读写数据时出错：{cause.cause}{SAFE}", hint=cause.cure)


def _seen(path: Path) -> Cause | None:
    """What a look at the place tells where the error itself says little."""
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
        seen = WINDOWS.get(getattr(error, "winerror", None) or 0)
        return seen or ERRNO.get(error.errno or 0, Cause.BROKEN_DISK)
    name = getattr(error, "sqlite_errorname", "")
    parts = name.split("_")
    for length in (3, 2):
        if known := SQLITE.get("_".join(parts[:length])):
            return known
    if isinstance(error, UnicodeDecodeError) or "decode" in str(error):
        return Cause.DAMAGED  # text that is no longer UTF-8: Python's own, without a code
    return Cause.BROKEN_DISK


def unusable(path: Path, error: DiskError, kept: str) -> StoreUnusable:
    """*error*, met while opening the data file *path*; *kept* says what is still safe."""
    cause = Cause.DAMAGED if is_damage(error) else cause_of(error, path)
    kind = StoreDamaged if cause is Cause.DAMAGED else StoreUnusable
    return kind(f"数据文件“{path.name}”打不开：{cause.value.cause}{kept}", hint=cause.value.cure)

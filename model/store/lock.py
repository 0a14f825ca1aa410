"""One program at a time per data file: a lock that the system lets go when its holder dies."""

import getpass
import os
import platform
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from model.domain.china_time import moment_words
from model.errors import StoreUnusable
from model.files import make_folder
from model.store import clock
from model.store.disk_errors import cause_of, failure
from model.store.unsafe_folders import check_place

NAME = "使用中.lock"
USER, COMPUTER, TIME, PROCESS = "用户", "电脑", "时间", "进程"  # keys of the file
FAR = 1 << 30  # the byte that Windows locks: nobody wants to read it
BINARY = getattr(os, "O_BINARY", 0)  # Windows turns line ends over otherwise
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # what a link leads to would be written over


class AlreadyOpen(StoreUnusable):
    """Another program works with this data; `holder` tells who and where."""

    def __init__(self, folder: Path, holder: Mapping[str, str]) -> None:
        self.holder = holder
        who = "，".join(f"{what}{word}" for what, word in holder.items() if what != PROCESS)
        super().__init__(
            f"数据文件夹“{folder}”正在使用中{f'（{who}）' if who else ''}，不能同时打开两次。",
            hint="请切换到已经打开的窗口；如果是别人登录后打开的，请先让他关闭。",
        )


class FolderLock:
    """The lock of a data folder, held from `take_lock` until `release` or the end of
    the process.
    """

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        if self._handle is not None:
            with suppress(OSError):
                os.ftruncate(self._handle, 0)
            os.close(self._handle)  # and with it the lock
            self._handle = None


def is_here(holder: Mapping[str, str]) -> bool:
    """Whether the *holder* of the lock works at this PC now, in another window."""
    return (holder.get(USER), holder.get(COMPUTER)) == (_user(), platform.node())


def take_lock(folder: Path) -> FolderLock:
    """Locks *folder* for this process. The lock file of a dead process is taken over.

    Raises:
        AlreadyOpen: another living process has it.
        StoreUnusable: the folder can't be written to, or is on a disk where no lock holds.
    """
    check_place(folder)
    path = folder / NAME
    try:
        make_folder(folder)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | BINARY | NO_LINK, 0o666)
        if not _lock(handle):
            holder = _read(handle)
            os.close(handle)
            raise AlreadyOpen(folder, holder)
    except OSError as error:
        what = f"数据文件夹“{folder}”不能使用："
        raise failure(StoreUnusable, what, cause_of(error)) from error
    with suppress(OSError):  # the lock counts; what it says is a courtesy
        _write(handle)
    return FolderLock(handle)


def _write(handle: int) -> None:
    moment = datetime.fromisoformat(clock.now())
    lines = {
        USER: _user(),
        COMPUTER: platform.node(),
        TIME: moment_words(moment),
        PROCESS: str(os.getpid()),
    }
    text = "".join(f"{what}：{word}\n" for what, word in lines.items())
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # nobody by that number; no pwd on Windows
        return ""


def _read(handle: int) -> dict[str, str]:
    """The holder as the lock file names it; {} if the file is empty or illegible."""
    text = os.read(handle, 1000).decode("utf-8", "replace")
    lines = (line.partition("：") for line in text.splitlines())
    return {what: word for what, colon, word in lines if colon}


def _lock(handle: int) -> bool:
    """Locks the file for this process; False if another process has locked it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)  # where its holder's name stands
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

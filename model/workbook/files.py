"""Writing a file so that there is always a whole one: the old or the new, never half of either."""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from model.disk import (
    Cause,
    Trouble,
    cause_of_failure,
    is_device,
    is_too_long,
    patiently,
    rename,
)
from model.errors import AppError

UNTOUCHED = "原有文件没有改动。"
FORBIDDEN = Trouble("没有权限写入这个文件夹。", "请换一个文件夹，例如桌面或“文档”。")
NO_FOLDER = Trouble("文件夹不存在。", "请另选一个文件夹；如是U盘或网络盘，请检查是否已断开。")
BROKEN = Trouble("读写磁盘时出错。", "请换一个文件夹或磁盘再试。")
WORDS = {
    Cause.FULL: Trouble("磁盘已满。", "请清理磁盘，或者换一个磁盘再试。"),
    Cause.READ_ONLY: FORBIDDEN,
    Cause.DENIED: FORBIDDEN,
    Cause.IN_USE: FORBIDDEN,
    Cause.MOVED: NO_FOLDER,
    Cause.GONE: NO_FOLDER,
    Cause.BAD_NAME: Trouble("系统不接受这个文件名。", "请换一个文件名，不要用星号、问号等符号。"),
    Cause.TOO_LONG: Trouble("文件名太长。", "请换一个短一些的文件名，或者上层文件夹少一些的位置。"),
    Cause.DAMAGED: BROKEN,
    Cause.BROKEN_DISK: BROKEN,
    Cause.TOO_MANY: Cause.TOO_MANY.value,
}
SAME_FOLDER = Trouble("同名的文件夹已经存在。", "请换一个文件名。")
DEVICE = Trouble("Windows 把这个文件名留作设备名。", "请换一个文件名。")
OPENED = Trouble(
    "文件正被其他程序打开，或者是只读的。", "请关闭打开它的 Excel 或 WPS，或者换一个文件名。"
)


class FileNotWritten(AppError):
    """A file could not be written; what was there before is untouched."""


def _nothing() -> None:
    pass


def write_safely(path: Path, content: bytes, record: Callable[[], None] = _nothing) -> None:
    """Put *content* at *path*: beside it first, flushed, renamed, the folder flushed, read back.

    Args:
        record: called once the content is safe on the disk, before it has its name; if it raises,
            nothing is written.

    Raises:
        FileNotWritten: with cause and cure.
    """
    draft = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        _refuse_if_open(path)
        _write(draft, content)
        record()
        rename(draft, path)
        _flush_folder(path.parent)
        found = patiently(path.read_bytes)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise _explained(path, error) from error
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if found != content:
        raise FileNotWritten(
            f"“{path.name}”写入后读出的内容与写入的不一致，这个文件不可用。",
            hint="磁盘可能有故障，请换一个文件夹或磁盘，再导出一次。",
        )


def _write(draft: Path, content: bytes) -> None:
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """So that the new name survives a power cut, too. Windows offers no such thing."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network disks know no flushing of folders.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _refuse_if_open(path: Path) -> None:
    """Where the system lets an open file be replaced, the office program's lock file tells."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if path.exists() and any(lock.exists() for lock in locks):
        raise FileNotWritten(
            f"“{path.name}”正在被 Excel、WPS 或 LibreOffice 打开，没有写入。{UNTOUCHED}",
            hint="请先关闭该文件再导出，或者换一个文件名。",
        )


def _explained(path: Path, error: OSError) -> FileNotWritten:
    """What a look at the place tells goes before what the system said: Windows calls a folder of
    that name a lack of rights, and a name that is too long a file that isn't found.
    """
    known = cause_of_failure(error)
    told = WORDS[known]
    if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where the name is too long
        told = SAME_FOLDER
    elif known is Cause.TOO_LONG or is_too_long(path):
        told = WORDS[Cause.TOO_LONG]
    elif sys.platform == "win32" and is_device(path.name):
        told = DEVICE
    elif known in {Cause.DENIED, Cause.IN_USE} and path.exists():
        told = OPENED
    return FileNotWritten(f"“{path.name}”没有写成：{told.cause}{UNTOUCHED}", hint=told.cure)

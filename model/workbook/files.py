"""Writing a file so that there is always a whole one: the old or the new, never half of either."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from model.errors import AppError

UNTOUCHED = "原有文件没有改动。"


class FileNotWritten(AppError):
    """A file could not be written; what was there before is untouched."""


def write_safely(path: Path, content: bytes) -> None:
    """Put *content* at *path*: beside it first, flushed, renamed, the folder flushed, read back.

    Raises:
        FileNotWritten: with cause and cure.
    """
    draft = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        _refuse_if_open(path)
        _write(draft, content)
        draft.replace(path)
        _flush_folder(path.parent)
        found = path.read_bytes()
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise _explained(path, error) from error
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
    cause, cure = "读写磁盘时出错。", "请换一个文件夹或磁盘再试。"
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        cause, cure = "磁盘已满。", "请清理磁盘，或者换一个磁盘再试。"
    elif isinstance(error, PermissionError) and path.exists():
        cause = "文件正被其他程序打开，或者是只读的。"
        cure = "请关闭打开它的 Excel 或 WPS，或者换一个文件名。"
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        cause, cure = "没有权限写入这个文件夹。", "请换一个文件夹，例如桌面或“文档”。"
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        cause, cure = "文件夹不存在。", "请另选一个文件夹；如是U盘或网络盘，请检查是否已断开。"
    elif isinstance(error, IsADirectoryError):
        cause, cure = "同名的文件夹已经存在。", "请换一个文件名。"
    elif error.errno == errno.ENAMETOOLONG:
        cause, cure = "文件名太长。", "请换一个短一些的文件名。"
    return FileNotWritten(f"“{path.name}”没有写成：{cause}{UNTOUCHED}", hint=cure)

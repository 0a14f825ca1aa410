"""Writing files so that there is always a whole one: the old or the new, never half of either.

A draft is written beside the file, flushed and renamed, and its folder flushed.
"""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from model.disk import (
    DEVICE,
    OPENED,
    SAME_FOLDER,
    Cause,
    cause_of_failure,
    is_device,
    is_too_long,
    patiently,
    remove,
    rename,
)
from model.errors import AppError

JOURNAL = "-journal"
DRAFT = ".part"
TRIAL = 1_000_000  # bytes: more than a file that goes out takes
UNTOUCHED = "原有文件没有改动。"


class FileNotWritten(AppError):
    """A file could not be written; what was there before is untouched."""


def _nothing() -> None:
    pass


def write_safely(path: Path, content: bytes, record: Callable[[], object] = _nothing) -> None:
    """Put *content* at *path*, a place that the user chose, and read it back.

    Args:
        record: called once the content is safe on the disk, before it has its name; if it raises,
            nothing is written.

    Raises:
        FileNotWritten: with cause and cure.
    """
    draft = path.with_name(f".{secrets.token_hex(6)}{DRAFT}")
    try:
        _refuse_if_open(path)
        _write(draft, content)
        record()
        put_in_place(draft, path)
        found = patiently(path.read_bytes)
    except OSError as error:
        discard(draft)
        raise _explained(path, error) from error
    except BaseException:
        discard(draft)
        raise
    if found != content:
        raise FileNotWritten(
            f"“{path.name}”写入后读出的内容与写入的不一致，这个文件不可用。",
            hint="磁盘可能有故障，请换一个文件夹或磁盘，再导出一次。",
        )


def try_writing(path: Path) -> None:
    """Write `TRIAL` beside *path* and take it away again, for whoever is about to say that a file
    went out, which it is to become.

    Raises:
        FileNotWritten: with cause and cure; nothing has to be taken back.
    """
    draft = path.with_name(f".{secrets.token_hex(6)}{DRAFT}")
    try:
        _write(draft, bytes(TRIAL))
        remove(draft)
    except OSError as error:
        discard(draft)
        raise _explained(path, error) from error


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Yield a draft to write to; after the block it is flushed and named *path*, or removed.

    Raises:
        OSError: what had that name is as it was.
    """
    draft = path.with_name(path.name + DRAFT)
    try:
        yield draft
        flush(draft)
        put_in_place(draft, path)
    except BaseException:
        discard(draft)
        raise


def flush(path: Path) -> None:
    """Return when the disk has *path*, a file or a folder. Windows flushes no folders."""
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network disks know no flushing of folders.
        if not path.is_dir() or error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it, and flush their names to the disk."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush(folder.parent)


def put_in_place(draft: Path, path: Path) -> None:
    """Rename the flushed file *draft* to *path*, replacing that file, and flush the folder."""
    rename(draft, path)
    flush(path.parent)


def copy_file(path: Path, copy: Path) -> None:
    """Make *copy*, whole or not at all."""
    with placed(copy) as draft:
        shutil.copyfile(path, draft)


def discard(draft: Path) -> None:
    """Remove an unfinished draft, ignoring errors."""
    with suppress(OSError):
        remove(draft)


def free_name(path: Path) -> Path:
    """*path*, or with a number if that name is taken."""
    if not path.exists():
        return path
    names = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return next(name for name in names if not name.exists())


def replace_keeping_old(draft: Path, path: Path, aside: Path) -> Path | None:
    """Put *draft* at *path*, and the old file at *aside*; *path* is whole at every moment.

    A journal left by a crash goes with the old file: applied to the new one, it would ruin it.

    Returns:
        The name under which the old file is found. None: there was none.
    """
    kept = None
    if path.exists():
        kept = free_name(aside)
        _keep(path, kept)
    journal = path.with_name(path.name + JOURNAL)
    if journal.exists():
        if kept and journal.stat().st_size:
            rename(journal, kept.with_name(kept.name + JOURNAL))
        else:
            remove(journal)
        flush(path.parent)
    put_in_place(draft, path)
    return kept


def _keep(path: Path, aside: Path) -> None:
    """A copy, so that nothing written to *path* reaches *aside*; where part of the disk can't
    be read or none is left for a copy, a second name for the same file.
    """
    try:
        copy_file(path, aside)
    except OSError:
        aside.hardlink_to(path)
        flush(aside.parent)


def _write(draft: Path, content: bytes) -> None:
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_if_open(path: Path) -> None:
    """Refuse to replace a file that an office program has open, by that program's lock file."""
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
    told = known.value.of_file
    if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where the name is too long
        told = SAME_FOLDER
    elif known is Cause.TOO_LONG or is_too_long(path):
        told = Cause.TOO_LONG.value.of_file
    elif sys.platform == "win32" and is_device(path.name):
        told = DEVICE
    elif known in {Cause.DENIED, Cause.IN_USE} and path.exists():
        told = OPENED
    return FileNotWritten(f"“{path.name}”没有写成：{told.cause}{UNTOUCHED}", hint=told.cure)

"""Files put in place whole: flushed, renamed, their folder flushed; none is ever thrown away."""

import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from model.disk import patiently, rename

JOURNAL = "-journal"
DRAFT = ".part"


def flush(path: Path) -> None:
    """Return when the disk has *path*, a file or a folder. Windows flushes no folders."""
    if os.name != "posix" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it, for good: a file is lost with its folder's name."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush(folder.parent)


def put_in_place(draft: Path, path: Path) -> None:
    """Give the flushed file *draft* the name *path*, for good; what had that name is replaced."""
    rename(draft, path)
    flush(path.parent)


def copy_file(path: Path, copy: Path) -> None:
    """Make *copy*, whole or not at all."""
    draft = copy.with_name(copy.name + DRAFT)
    try:
        shutil.copyfile(path, draft)
        flush(draft)
        put_in_place(draft, copy)
    except OSError:
        discard(draft)
        raise


def discard(draft: Path) -> None:
    """Remove what was never finished; it doesn't matter if that fails."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """*path*, or with a number if that name is taken."""
    if not path.exists():
        return path
    names = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return next(name for name in names if not name.exists())


def replace_keeping_old(draft: Path, path: Path, aside: Path) -> Path | None:
    """Put *draft* at *path*, and what was there at *aside*. At every moment *path* is whole.

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
            patiently(journal.unlink)
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

"""Removal of evidence files that nothing refers to any more, long after the last reference.

A file stays while a piece of evidence or a submission names it, while its year is the latest one
that is filled in, so that every undo of that year finds it, and for KEPT_FOR after it was named
last: longer than the oldest backup is kept.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from model.disk import remove
from model.evidence_files.backup_links import MARK
from model.evidence_files.folder import FOLDER
from model.jobs import JobContext
from model.store.clock import now
from model.store.evidence import fetch_named

KEPT_FOR = timedelta(days=300)


def clear_unused(db: Database, data_folder: Path, backups: Path, job: JobContext) -> int:
    """Removes files that nothing refers to, beside the data file and beside its *backups*.

    Returns:
        How many files that were. One that can't be removed stays for the next time.
    """
    since = datetime.fromisoformat(now()) - KEPT_FOR
    needed = {sha256[:MARK] for sha256 in fetch_named(db, since)}
    unused = [
        path
        for place in (data_folder, backups)
        for path in _files(place / FOLDER)
        if path.parent.name not in needed and path.stat().st_mtime < since.timestamp()
    ]
    for number, path in enumerate(unused):
        job.step(number, len(unused), f"正在清理 {path.name}")
        with suppress(OSError):
            remove(path)
            path.parent.rmdir()
    return len(unused)


def _files(folder: Path) -> Iterator[Path]:
    """The evidence files in the folder, without files that people put there."""
    for one in folder.iterdir() if folder.is_dir() else ():
        if len(one.name) == MARK and one.is_dir():
            yield from (path for path in one.iterdir() if path.is_file())

"""佐证材料 in the safety net: a second name for every file beside the backups, never a second copy.

The files are never changed, so a backup of the data file needs the same ones as today: one set
beside all backups will do. A second name for the same content costs no room, and outlives a file
that is deleted or replaced by mistake; where the disk knows no second names (USB sticks), it is a
copy. Whoever takes a backup away takes the files along.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from model.disk import remove
from model.evidence_files.folder import FOLDER
from model.files import copy_file, flush, make_folder
from model.fingerprint import file_fingerprint
from model.jobs import JobContext
from model.store.backups import BackupFailed
from model.store.disk_errors import SAFE, cause_of, failure

MARK = 16  # characters of the SHA-256 that name the folder a file lies in


def keep_safe(data_folder: Path, backups: Path, job: JobContext) -> int:
    """Gives each new file of *data_folder* a second name among its *backups*.

    Returns:
        How many files that were.

    Raises:
        BackupFailed: the disk refused; nothing that was there is changed.
        Cancelled: the user asked for it.
    """
    return _take(data_folder / FOLDER, backups / FOLDER, job, link=True)


def take_along(backups: Path, place: Path, job: JobContext) -> int:
    """Copies the files beside *backups* to a backup at *place*, on a USB stick for example.

    Raises, returns: as `keep_safe`.
    """
    return _take(backups / FOLDER, place / FOLDER, job, link=False)


def bring_back(backups: Path, data_folder: Path, job: JobContext) -> int:
    """Restores files that are missing in *data_folder* and lie beside a backup.

    Raises, returns: as `keep_safe`.
    """
    return _take(backups / FOLDER, data_folder / FOLDER, job, link=True)


def take_files(source: Path, target: Path, only: Iterable[str] | None, job: JobContext) -> int:
    """Copies files from the folder *source* to *target*.

    Args:
        only: the folders there that are wanted; None: all.

    Raises, returns: as `keep_safe`.
    """
    return _take(source, target, job, link=False, only=None if only is None else frozenset(only))


def _take(
    source: Path,
    target: Path,
    job: JobContext,
    *,
    link: bool,
    only: Collection[str] | None = None,
) -> int:
    taken = 0
    try:
        wanted = (path for path in _files(source) if only is None or path.parts[0] in only)
        missing = [path for path in wanted if not (target / path).exists()]
        for number, path in enumerate(missing):
            job.step(number, len(missing), f"正在保存 {path.name}")
            if _is_sound(source / path):
                make_folder((target / path).parent)
                _put(source / path, target / path, link=link)
                taken += 1
    except OSError as error:
        what = f"佐证材料没有全部存到“{target}”："
        raise failure(BackupFailed, what, cause_of(error, target), SAFE) from error
    return taken


def _files(folder: Path) -> Iterator[Path]:
    """The evidence files in *folder*, relative to it, without drafts and files that people put
    there.
    """
    if folder.is_dir():
        for one in folder.iterdir():
            if len(one.name) == MARK and one.is_dir():
                yield from (path.relative_to(folder) for path in one.iterdir() if path.is_file())


def _is_sound(path: Path) -> bool:
    return file_fingerprint(path, JobContext()).sha256.startswith(path.parent.name)


def _put(path: Path, other: Path, *, link: bool) -> None:
    if link:
        try:
            other.hardlink_to(path)
        except OSError:  # another disk, or one that knows no second names
            copy_file(path, other)
        else:
            flush(other.parent)
        return
    copy_file(path, other)
    if not _is_sound(other):
        remove(other)
        raise OSError(None, "read back differently", str(other))

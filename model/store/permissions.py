"""Who may read what lies in the data folder: its user alone, where the system can tell users apart.

Windows keeps a user's local data to that user by itself; a disk formatted as FAT knows no users,
and a data folder there is open to whoever holds the disk.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def keep_private(folder: Path) -> None:
    """Take from everybody but the owner the right to read, write or enter *folder*, and to read
    the files in it and one level below. What belongs to another user is left as it is.
    """
    if os.name != "posix":
        return
    _restrict(folder, FOLDER_MODE)
    for path in _files(folder):
        _restrict(path, FILE_MODE)


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_symlink():
                continue
            if path.is_dir():
                _restrict(path, FOLDER_MODE)
                yield from (one for one in path.iterdir() if one.is_file() and not one.is_symlink())
            elif path.is_file():
                yield path


def _restrict(path: Path, mode: int) -> None:
    with suppress(OSError):
        about = path.stat()
        if about.st_mode & 0o077 and about.st_uid == os.getuid():
            path.chmod(mode)

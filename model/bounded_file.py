"""Files that anybody may have put there, read within limits: regular ones, of a size that fits."""

import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotReadable(OSError):
    """No regular file, or one larger than what is expected there."""


def read_bounded(path: Path, most: int, *, follow: bool = True) -> bytes:
    """The content of the regular file *path*, of *most* bytes at most.

    A pipe, a device or a socket is not waited for.

    Args:
        follow: whether *path* may be a symbolic link.

    Raises:
        NotReadable: it is no regular file, or too large.
        OSError: it is not there, or the disk refused.
    """
    handle = os.open(path, _FLAGS | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    with open(handle, "rb") as file:  # noqa: PTH123  a handle, no path
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise NotReadable(f"no regular file: {path.name}")
        content = file.read(most + 1)
    if len(content) > most:
        raise NotReadable(f"more than {most} bytes: {path.name}")
    return content


def read_bounded_text(path: Path, most: int, encoding: str = "utf-8") -> str:
    """The text in the regular file *path*, of *most* bytes at most, its lines ended as usual here.

    Raises:
        UnicodeDecodeError: it is not in *encoding*.
        NotReadable, OSError: as `read_bounded`.
    """
    text = read_bounded(path, most).decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_plain(path: Path) -> bool:
    """Whether *path* can be written as a file of its own: it is a regular file, or not there."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return True

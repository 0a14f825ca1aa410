"""The errors of disks on Linux and Windows: their codes, causes, cures, and refused names."""

import errno
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import sleep
from typing import TypeVar

Done = TypeVar("Done")


@dataclass(frozen=True)
class Trouble:
    cause: str
    cure: str


@dataclass(frozen=True)
class DiskWords(Trouble):
    """What is told where the app's own data are concerned, and what else (`file`) where it is a
    file whose place the user chose; None: the same.
    """

    file: Trouble | None = None

    @property
    def of_file(self) -> Trouble:
        return self.file or self


_FORBIDDEN = Trouble("没有权限写入这个文件夹。", "请换一个文件夹，例如桌面或“文档”。")
_NO_FOLDER = Trouble("文件夹不存在。", "请另选一个文件夹；如是U盘或网络盘，请检查是否已断开。")
_BROKEN = Trouble("读写磁盘时出错。", "请换一个文件夹或磁盘再试。")
SAME_FOLDER = Trouble("同名的文件夹已经存在。", "请换一个文件名。")
DEVICE = Trouble("Windows 把这个文件名留作设备名。", "请换一个文件名。")
OPENED = Trouble(
    "文件正被其他程序打开，或者是只读的。", "请关闭打开它的 Excel 或 WPS，或者换一个文件名。"
)


class Cause(Enum):
    """Why a disk failed; the values are the only wording of it."""

    FULL = DiskWords(
        "磁盘已满。",
        "请清理磁盘（例如清空回收站），腾出空间后再试。",
        Trouble("磁盘已满。", "请清理磁盘，或者换一个磁盘再试。"),
    )
    READ_ONLY = DiskWords(
        "数据文件或所在文件夹只能读、不能写。",
        "请检查：文件夹属性里是否勾选了“只读”；U盘的写保护是否打开；管理员是否改了权限。改好后请重新启动程序。",
        _FORBIDDEN,
    )
    DENIED = DiskWords(
        "没有读写这个文件夹的权限，或者文件正被杀毒、同步软件占用。",
        "请等半分钟再试；仍不行时，请退出同步软件、在杀毒软件中信任本程序，或请管理员开放权限。",
        _FORBIDDEN,
    )
    IN_USE = DiskWords(
        "数据文件正被另一个程序占用。",
        "请关闭正在打开它的程序（杀毒扫描、同步软件、另一个本程序），再试一次。",
        _FORBIDDEN,
    )
    MOVED = DiskWords(
        "数据文件在使用中被移走、改名、删除或替换了。",
        "请把它移回原来的位置再试；找不回来时，请重新启动程序，从备份恢复。",
        _NO_FOLDER,
    )
    GONE = DiskWords(
        "找不到数据文件所在的文件夹，或者打不开其中的文件。",
        "请检查：U盘是否已拔出，文件夹是否被移走、改名或设为不可写，杀毒软件是否拦截了本程序。",
        _NO_FOLDER,
    )
    BAD_NAME = DiskWords(
        "系统不接受这个文件名。",
        "请换一个名称，不要用星号、问号等符号。",
    )
    TOO_LONG = DiskWords(
        "文件夹一层套一层，加上文件名，路径太长了。",
        "请换一个短一些的名称，或者把文件夹移到磁盘的最上层，例如“自评估”文件夹。",
        Trouble("文件名太长。", "请换一个短一些的文件名，或者上层文件夹少一些的位置。"),
    )
    DAMAGED = DiskWords(
        "内容已损坏，或者不是数据文件。",
        "请重新启动程序，程序会从备份恢复，损坏的文件会保留。",
        _BROKEN,
    )
    BROKEN_DISK = DiskWords(
        "读写磁盘时出错。",
        "请再试一次；仍不行时，磁盘可能有故障或U盘接触不良，请尽快把数据文件夹复制到另一个磁盘。",
        _BROKEN,
    )
    TOO_MANY = DiskWords("系统资源不足。", "请关闭一些其他程序，再试一次。")


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
    errno.EEXIST: Cause.GONE,  # a file where a folder should be
    errno.ENODEV: Cause.GONE,
    errno.ENXIO: Cause.GONE,
    errno.ENAMETOOLONG: Cause.TOO_LONG,
    errno.ENOMEM: Cause.TOO_MANY,
    errno.EMFILE: Cause.TOO_MANY,
    errno.ENFILE: Cause.TOO_MANY,
}
WINDOWS = {  # Python turns most of these into EACCES or EINVAL, which says something else
    **dict.fromkeys((39, 112, 1295), Cause.FULL),
    **dict.fromkeys((19, 6009), Cause.READ_ONLY),
    # the last three: a virus was found, a privilege is lacking, a group policy forbids it
    **dict.fromkeys((5, 225, 226, 1260, 1314), Cause.DENIED),
    **dict.fromkeys((32, 33, 108, 170, 303, 1224), Cause.IN_USE),
    # no such file, folder, drive; no medium or another one; a share that went away
    **dict.fromkeys((2, 3, 15, 20, 21, 53, 55, 67, 433, 1006, 1110, 1112, 1167), Cause.GONE),
    **dict.fromkeys((123, 161, 267), Cause.BAD_NAME),
    **dict.fromkeys((111, 206), Cause.TOO_LONG),
    **dict.fromkeys((1005, 1392, 1393), Cause.DAMAGED),  # the folders on the disk
    # checksum, seek, sector, read and write faults; a cable or a controller
    **dict.fromkeys((23, 25, 27, 29, 30, 31, 64, 121, 483, 1117), Cause.BROKEN_DISK),
    **dict.fromkeys((4, 8, 14, 1450, 1455), Cause.TOO_MANY),
}
NOT_FOUND = {2, 3}
MAX_PATH = 260  # characters, with the zero at the end; what Windows takes unless told otherwise
LONGEST_NAME = 255  # characters on Windows, bytes elsewhere
SAFE_LENGTH = 80  # characters of a file's name that we choose: at most 240 bytes, short on Windows
PART_LENGTH = 30  # characters of what people typed in such a name

HELD = {5, 32, 33}  # by a virus scanner, an indexer, a program that synchronises
WAITS_S = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4)  # a scanner lets go within a second

_FORBIDDEN_SIGNS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_NO_PART = re.compile(r'[<>:"/\\|?*.\x00-\x1f\x7f]')

DEVICES = {
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
    *(f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"),
}  # fmt: skip


def cause_of_failure(error: OSError) -> Cause:
    """The cause of *error* by the system's own code, else by Python's."""
    code = getattr(error, "winerror", None) or 0
    if code in NOT_FOUND and is_too_long(Path(str(error.filename or "")), windows=True):
        return Cause.TOO_LONG  # Windows looks for such a file and doesn't find it
    return WINDOWS.get(code) or ERRNO.get(error.errno or 0, Cause.BROKEN_DISK)


def is_too_long(path: Path, *, windows: bool = sys.platform == "win32") -> bool:
    """Whether *path* is longer than the system takes."""
    if windows:
        return len(path.name) > LONGEST_NAME or len(str(path)) >= MAX_PATH
    return len(os.fsencode(path.name)) > LONGEST_NAME


def is_device(name: str) -> bool:
    """Whether Windows takes the file *name* for a device, whatever its ending."""
    return name.partition(".")[0].rstrip(" ").upper() in DEVICES


def safe_name(name: str) -> str:
    """*name* as a file's name that every system accepts, its ending kept, at most `SAFE_LENGTH`."""
    plain = _FORBIDDEN_SIGNS.sub("_", name).rstrip(". ") or "文件"
    if is_device(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        return plain[:SAFE_LENGTH].rstrip(". ")
    return f"{stem[: SAFE_LENGTH - len(ending) - 1]}.{ending}"


def name_part(words: str, otherwise: str) -> str:
    """What people called something, as a part of a file's name: no sign that a system refuses, no
    dot, at most `PART_LENGTH` characters; *otherwise* if nothing is left of it.
    """
    plain = " ".join(_NO_PART.sub(" ", words).split())
    return plain[:PART_LENGTH].strip() or otherwise


def patiently(action: Callable[[], Done]) -> Done:
    """What *action* gives, tried again for a second while another program on Windows holds the
    file: a virus scanner looks into each one that has just been written.
    """
    for wait_s in WAITS_S:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
        sleep(wait_s)
    return action()


def rename(draft: Path, path: Path) -> None:
    """Give *draft* the name *path*; what had that name is replaced."""
    patiently(lambda: draft.replace(path))


def remove(path: Path) -> None:
    """Remove the file *path*; it may be gone already.

    Raises:
        OSError: it is still there.
    """
    patiently(lambda: path.unlink(missing_ok=True))

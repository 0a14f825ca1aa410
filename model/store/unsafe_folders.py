"""Folders in which a data file must not lie: on a network disk, or copied away by
another program.
"""

import os
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from model.errors import StoreUnusable

NETWORK = {
    "9p": "虚拟机共享文件夹",
    "afs": "网络文件系统",
    "ceph": "网络文件系统",
    "cifs": "网络共享（SMB）",
    "davfs": "网络云盘（WebDAV）",
    "glusterfs": "网络文件系统",
    "lustre": "网络文件系统",
    "ncpfs": "网络共享",
    "nfs": "网络文件系统（NFS）",
    "nfs4": "网络文件系统（NFS）",
    "smb3": "网络共享（SMB）",
    "smbfs": "网络共享（SMB）",
    "vboxsf": "虚拟机共享文件夹",
}
SYNCED = {  # beginnings of folder names, lower case
    "onedrive": "OneDrive",
    "坚果云": "坚果云",
    "我的坚果云": "坚果云",
    "nutstore": "坚果云",
    "wps云盘": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "wps cloud files": "WPS云盘",
    "kingsoftcloud": "WPS云盘",
    "百度网盘": "百度网盘",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "阿里云盘": "阿里云盘",
    "天翼云盘": "天翼云盘",
    "移动云盘": "移动云盘",
    "微云同步": "腾讯微云",
    "腾讯微云": "腾讯微云",
    "wechat files": "微信文件夹",
    "xwechat_files": "微信文件夹",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "google drive": "Google Drive",
    "seafile": "Seafile",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
REMOTE_DRIVE = 4  # GetDriveTypeW


def check_place(folder: Path) -> None:
    """Raises an error if a data file in *folder* would sooner or later be damaged.

    Raises:
        StoreUnusable: with the reason and what to do.
    """
    named, real = folder.absolute(), folder.resolve()
    if place := network_place(real, _mounts(), remote_drive=_is_remote_drive(real)):
        why = "网络上的锁和缓存靠不住，两台电脑同时写入，或者断网一瞬间，数据文件就可能损坏。"
        what = f"在{place}上"
    elif place := synced_place(named) or synced_place(real):
        why = "同步软件会在程序写入的同时读取、替换数据文件，数据文件可能损坏或被旧版本覆盖。"
        what = f"在“{place}”的同步文件夹里"
    else:
        return
    raise StoreUnusable(
        f"数据文件夹“{folder}”{what}，不能存放数据文件。{why}",
        hint="请改用本机硬盘上的普通文件夹（例如 D:\\自评估）；备份可以另存到U盘或网络盘。",
    )


def network_place(path: PurePath, mounts: str = "", *, remote_drive: bool = False) -> str:
    """The kind of network disk on which the absolute *path* lies; "" if none is known.

    Args:
        path: a path of this system.
        mounts: the text of /proc/mounts; "" on Windows.
        remote_drive: Windows says that the drive letter stands for a network share.
    """
    if isinstance(path, PureWindowsPath):
        if path.drive.startswith("\\\\") and not path.drive.startswith(("\\\\?\\", "\\\\.\\")):
            return "网络共享文件夹"
        if path.drive.upper().startswith("\\\\?\\UNC"):
            return "网络共享文件夹"
        return "网络驱动器" if remote_drive else ""
    kind = _mounted_as(path, mounts)
    if kind.startswith("fuse."):  # fuseblk is a local NTFS or exFAT disk
        return f"网络或虚拟磁盘（{kind.removeprefix('fuse.')}）"
    return NETWORK.get(kind, "")


def synced_place(path: PurePath) -> str:
    """The program that copies the folder of *path* away; "" if none is known."""
    for part in path.parts:
        for beginning, name in SYNCED.items():
            if part.lower().startswith(beginning):
                return name
    return ""


def _mounted_as(path: PurePath, mounts: str) -> str:
    """The file system type of the mount nearest to *path*; of mounts over each other, the last."""
    nearest, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = PurePosixPath(_unescaped(parts[1]))
        if (path == point or point in path.parents) and len(point.parts) >= nearest:
            nearest, found = len(point.parts), parts[2]
    return found


def _unescaped(text: str) -> str:
    """*text* with blank, tab, line feed and backslash, which /proc/mounts writes in octal."""
    for code in ("\\040", "\\011", "\\012", "\\134"):
        text = text.replace(code, chr(int(code[1:], 8)))
    return text


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(path)[0] + "\\")
    return kind == REMOTE_DRIVE

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from model.errors import StoreUnusable
from model.store import unsafe_folders
from model.store.unsafe_folders import check_place, network_place, synced_place
from tests.systems import linux_paths

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sdb1 /media/u/U\\040盘 fuseblk rw 0 0
//server/share /mnt/share cifs rw 0 0
nas:/home /home nfs4 rw 0 0
/dev/sda3 /home/local ext4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
host /mnt/host 9p rw 0 0
/dev/sda5 /mnt/over ext4 rw 0 0
nas:/over /mnt/over nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/data", ""),
        ("/media/u/U 盘/数据", ""),
        ("/mnt/share/数据", "网络共享（SMB）"),
        ("/mnt/share2/数据", ""),
        ("/home/u", "网络文件系统（NFS）"),
        ("/home/local/u", ""),
        ("/run/user/1000/gvfs/smb-share", "网络或虚拟磁盘（gvfsd-fuse）"),
        ("/mnt/host", "虚拟机共享文件夹"),
        ("/mnt/over/x", "网络文件系统（NFS）"),
    ],
)
def test_that_the_mount_nearest_to_a_folder_says_what_it_is(path, place):
    assert network_place(PurePosixPath(path), MOUNTS) == place


@pytest.mark.parametrize(
    ("path", "remote", "place"),
    [
        ("D:\\自评估", False, ""),
        ("Z:\\自评估", True, "网络驱动器"),
        ("\\\\server\\share\\自评估", False, "网络共享文件夹"),
        ("\\\\?\\UNC\\server\\share\\自评估", False, "网络共享文件夹"),
        ("\\\\?\\D:\\自评估", False, ""),
    ],
)
def test_that_windows_shares_are_known_by_name_or_by_letter(path, remote, place):
    assert network_place(PureWindowsPath(path), remote_drive=remote) == place


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("C:\\Users\\王\\OneDrive - 河北区\\自评估", "OneDrive"),
        ("D:\\我的坚果云\\自评估", "坚果云"),
        ("C:\\Users\\王\\WPS云盘\\自评估", "WPS云盘"),
        ("C:\\Users\\王\\Documents\\WeChat Files\\wxid", "微信文件夹"),
        ("D:\\BaiduSyncdisk", "百度网盘"),
        ("D:\\自评估", ""),
        ("C:\\Users\\王\\AppData\\Local\\河北区碳达峰年度自评估", ""),
    ],
)
def test_that_folders_of_synchronising_programs_are_known_by_name(path, name):
    assert synced_place(PureWindowsPath(path)) == name


def test_that_a_synced_folder_is_refused_with_the_reason_and_a_way_out(tmp_path):
    with pytest.raises(StoreUnusable, match=r"“坚果云”的同步文件夹里.*被旧版本覆盖") as caught:
        check_place(tmp_path / "坚果云")
    assert "本机硬盘" in caught.value.hint


@linux_paths
def test_that_a_network_disk_is_refused_with_the_reason(monkeypatch):
    monkeypatch.setattr(unsafe_folders, "_mounts", lambda: MOUNTS)
    with pytest.raises(StoreUnusable, match=r"网络共享（SMB）上.*靠不住"):
        check_place(Path("/mnt/share"))


def test_that_an_ordinary_folder_is_fine(tmp_path):
    check_place(tmp_path)

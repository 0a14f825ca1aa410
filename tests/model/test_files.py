import errno
import os
from pathlib import Path

import pytest

from model.disk import Cause
from model.files import FileNotWritten, try_writing, write_safely


@pytest.fixture
def target(tmp_path) -> Path:
    path = tmp_path / "城管委.xlsx"
    path.write_bytes(b"old")
    return path


def test_that_a_file_is_replaced_whole(target):
    write_safely(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("step", ["fsync", "replace", "write"])
@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "正被其他程序打开"),
        (errno.EIO, "读写磁盘时出错"),
        (errno.EROFS, "没有权限"),
    ],
)
def test_that_a_failed_save_leaves_the_old_file_and_nothing_else(
    target, monkeypatch, step, code, cause
):
    def fail(*_args, **_more):
        raise OSError(code, os.strerror(code))

    match step:
        case "fsync":
            monkeypatch.setattr(os, "fsync", fail)
        case "replace":
            monkeypatch.setattr(Path, "replace", fail)
        case "write":
            monkeypatch.setattr("model.files._write", fail)
    with pytest.raises(FileNotWritten) as caught:
        write_safely(target, b"new")
    assert cause in str(caught.value)
    assert "原有文件没有改动" in str(caught.value)
    assert caught.value.hint
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_that_what_does_not_read_back_is_no_success(target, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    with pytest.raises(FileNotWritten, match="读出的内容与写入的不一致"):
        write_safely(target, b"new")


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_that_a_file_open_in_an_office_program_is_left_alone(target, lock):
    target.with_name(lock.format(target.name)).touch()
    with pytest.raises(FileNotWritten, match="正在被"):
        write_safely(target, b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("place", "cause"), [("gone/a.xlsx", "文件夹不存在"), ("城管委.xlsx/a.xlsx", "文件夹不存在"),
                         ("x" * 300, "文件名太长")],
)  # fmt: skip
def test_that_a_place_that_cannot_be_is_explained(target, place, cause):
    with pytest.raises(FileNotWritten, match=cause):
        write_safely(target.parent / place, b"new")


def test_that_a_place_is_tried_with_nothing_left_there(target):
    before = [*target.parent.iterdir()]
    try_writing(target)
    assert [*target.parent.iterdir()] == before
    assert target.read_bytes() == b"old"
    with pytest.raises(FileNotWritten, match="文件夹不存在"):
        try_writing(target.parent / "gone" / "a.xlsx")


def test_that_a_folder_of_that_name_is_explained(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileNotWritten, match="同名的文件夹"):
        write_safely(tmp_path / "a.xlsx", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("code", "python", "cause"),
    [
        (5, errno.EACCES, "正被其他程序打开"),
        (32, errno.EACCES, "正被其他程序打开"),
        (19, errno.EACCES, "没有权限"),
        (21, errno.EACCES, "文件夹不存在"),
        (39, errno.EINVAL, "磁盘已满"),
        (123, errno.EINVAL, "不接受这个文件名"),
        (206, errno.ENOENT, "文件名太长"),
        (1117, errno.EINVAL, "读写磁盘时出错"),
    ],
)
def test_that_windows_own_codes_are_explained(target, monkeypatch, code, python, cause):
    def fail(*_):
        error = OSError(python, "")
        error.winerror = code
        raise error

    monkeypatch.setattr("model.disk.sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileNotWritten, match=cause) as caught:
        write_safely(target, b"new")
    assert caught.value.hint
    assert target.read_bytes() == b"old"


def test_that_a_folder_of_that_name_is_explained_where_windows_speaks_of_rights(
    tmp_path, monkeypatch
):
    def denied(*_):
        raise PermissionError(errno.EACCES, "")

    (tmp_path / "a.xlsx").mkdir()
    monkeypatch.setattr(Path, "replace", denied)
    with pytest.raises(FileNotWritten, match="同名的文件夹"):
        write_safely(tmp_path / "a.xlsx", b"new")


def test_that_a_device_of_windows_is_explained_there(tmp_path, monkeypatch):
    monkeypatch.setattr("model.files.sys.platform", "win32")
    monkeypatch.setattr("model.files._write", lambda *_: (_ for _ in ()).throw(OSError()))
    with pytest.raises(FileNotWritten, match="设备名"):
        write_safely(tmp_path / "CON.xlsx", b"new")


def test_that_every_cause_has_its_words():
    assert all(
        words.cause and words.cure for one in Cause for words in (one.value, one.value.of_file)
    )

import errno
from pathlib import Path

import pytest

from model import disk
from model.disk import (
    DEVICES,
    MAX_PATH,
    WINDOWS,
    Cause,
    cause_of_failure,
    is_device,
    is_too_long,
    name_part,
    patiently,
    remove,
    rename,
    safe_name,
)

ACCESS_DENIED, SHARING_VIOLATION, NOT_FOUND, PATH_NOT_FOUND = 5, 32, 2, 3


def windows_error(code: int, *, python: int = errno.EACCES, file: str = "") -> OSError:
    """As Python raises it there: the number it makes of it, and Windows' own beside it."""
    error = OSError(python, "", file or None)
    error.winerror = code
    return error


@pytest.fixture
def waited(monkeypatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(disk, "sleep", pauses.append)
    return pauses


@pytest.mark.parametrize(
    ("code", "python", "cause"),
    [
        (19, errno.EACCES, Cause.READ_ONLY),
        (21, errno.EACCES, Cause.GONE),
        (23, errno.EACCES, Cause.BROKEN_DISK),
        (39, errno.EINVAL, Cause.FULL),
        (112, errno.ENOSPC, Cause.FULL),
        (32, errno.EACCES, Cause.IN_USE),
        (1224, errno.EINVAL, Cause.IN_USE),
        (433, errno.EINVAL, Cause.GONE),
        (1006, errno.EINVAL, Cause.GONE),
        (1167, errno.EINVAL, Cause.GONE),
        (123, errno.EINVAL, Cause.BAD_NAME),
        (206, errno.ENOENT, Cause.TOO_LONG),
        (1392, errno.EINVAL, Cause.DAMAGED),
        (1393, errno.EINVAL, Cause.DAMAGED),
        (1117, errno.EINVAL, Cause.BROKEN_DISK),
        (225, errno.EINVAL, Cause.DENIED),
        (1455, errno.EINVAL, Cause.TOO_MANY),
        (31999, errno.ENOSPC, Cause.FULL),
        (31999, 9999, Cause.BROKEN_DISK),
    ],
)
def test_that_windows_own_code_tells_more_than_what_python_makes_of_it(code, python, cause):
    assert cause_of_failure(windows_error(code, python=python)) is cause


def test_that_no_code_of_windows_means_two_things():
    assert sum(list(WINDOWS.values()).count(cause) for cause in Cause) == len(WINDOWS)


@pytest.mark.parametrize("code", [NOT_FOUND, PATH_NOT_FOUND])
def test_that_what_windows_does_not_find_is_too_long_where_its_path_is(code):
    deep = "C:/" + "文件夹/" * 70 + "佐证.pdf"
    assert len(deep) > MAX_PATH
    error = windows_error(code, python=errno.ENOENT, file=deep)
    assert cause_of_failure(error) is Cause.TOO_LONG
    short = windows_error(code, python=errno.ENOENT, file="C:/佐证.pdf")
    assert cause_of_failure(short) is Cause.GONE


def test_that_a_name_is_measured_as_each_system_does():
    name = Path("长" * 100)
    assert is_too_long(name, windows=False)  # 300 bytes
    assert not is_too_long(name, windows=True)
    assert is_too_long(Path("长" * 256), windows=True)


@pytest.mark.parametrize(
    "name", ["CON", "con.pdf", "Aux.tar.gz", "nul .txt", "COM1.xlsx", "lpt9.", "COM³.docx"]
)
def test_that_windows_old_devices_are_known_whatever_their_ending(name):
    assert is_device(name)


@pytest.mark.parametrize(
    "name", ["连.pdf", "CONTRACT.pdf", "COM10.xlsx", "x.con", "COM.txt", ".con"]
)
def test_that_names_like_those_of_devices_are_none(name):
    assert not is_device(name)
    assert DEVICES


def test_that_names_suit_every_system():
    assert safe_name('报告:"一"/二?.pdf') == "报告__一__二_.pdf"
    assert len(safe_name("长" * 300 + ".docx")) == 80
    assert safe_name("长" * 300 + ".docx").endswith(".docx")
    assert safe_name("...") == "文件"


@pytest.mark.parametrize("name", ["CON.pdf", "aux", "com1.tar.gz", "NUL .docx"])
def test_that_a_file_named_like_a_device_can_be_kept_on_windows_too(name):
    assert safe_name(name) == f"_{name}"


def test_that_a_name_cut_short_ends_as_windows_keeps_it():
    assert safe_name("长" * 79 + ". 名字很长没有扩展名的附件") == "长" * 79


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("区城市管理委", "区城市管理委"),
        ("发改委/统计局", "发改委 统计局"),
        ("市容科\t（含\n环卫）", "市容科 （含 环卫）"),
        ("con.", "con"),
        ("  ", "单位"),
        ('<>:"|?*', "单位"),
        ("长" * 200, "长" * 30),
    ],
)
def test_that_what_people_called_something_can_be_part_of_a_name(said, part):
    assert name_part(said, "单位") == part


@pytest.mark.parametrize("code", [ACCESS_DENIED, SHARING_VIOLATION])
def test_that_a_file_held_for_a_moment_by_a_scanner_is_removed_after_all(
    tmp_path, monkeypatch, waited, code
):
    (path := tmp_path / "旧.db").touch()
    held = iter([windows_error(code)] * 2)
    unlink = Path.unlink

    def as_if_scanned(self, missing_ok=False):
        if error := next(held, None):
            raise error
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", as_if_scanned)
    remove(path)
    assert not path.exists()
    assert len(waited) == 2


@pytest.mark.parametrize("code", [ACCESS_DENIED, SHARING_VIOLATION])
def test_that_a_file_held_for_a_moment_by_a_scanner_is_renamed_after_all(
    tmp_path, monkeypatch, waited, code
):
    draft, target = tmp_path / "a.part", tmp_path / "a.xlsx"
    draft.write_bytes(b"new")
    held = iter([windows_error(code)] * 3)
    replace = Path.replace

    def as_if_scanned(self, other):
        if error := next(held, None):
            raise error
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", as_if_scanned)
    rename(draft, target)
    assert target.read_bytes() == b"new"
    assert len(waited) == 3


def test_that_a_file_held_for_good_is_given_up_within_a_second_or_so(waited):
    def held():
        raise windows_error(SHARING_VIOLATION)

    with pytest.raises(PermissionError) as caught:
        patiently(held)
    assert caught.value.winerror == SHARING_VIOLATION
    assert 0.5 < sum(waited) < 2


@pytest.mark.parametrize(
    "error", [PermissionError(errno.EACCES, ""), windows_error(112), FileNotFoundError()]
)
def test_that_what_waiting_does_not_cure_is_said_at_once(waited, error):
    def fails():
        raise error

    with pytest.raises(type(error)):
        patiently(fails)
    assert waited == []

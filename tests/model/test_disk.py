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
    patiently,
    rename,
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

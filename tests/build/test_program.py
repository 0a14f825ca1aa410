"""The built program, started as users start it. make build runs these."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from PyInstaller.archive.readers import CArchiveReader

from model.diagnostics.logbook import CRASH, FOLDER
from model.paths import DATA_FILE, PORTABLE
from tests.systems import linux_alone

pytestmark = pytest.mark.slow

WITHIN_S = 60


@contextmanager
def started(program: Path, *words: str, **environment: str) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [program, *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def appears(path: Path, process: subprocess.Popen) -> bool:
    end = monotonic() + WITHIN_S
    while monotonic() < end and process.poll() is None:
        if path.exists():
            return True
        sleep(0.05)
    return path.exists()


@pytest.fixture
def stick(built, program, tmp_path) -> Path:
    """The program as it is after copying it somewhere."""

    def linked(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    folder = tmp_path / "U盘 自评估"
    shutil.copytree(built, folder, symlinks=True, copy_function=linked)
    return folder


def test_that_the_program_keeps_its_data_beside_it_where_a_folder_was_made(
    stick, program, tmp_path
):
    (stick / PORTABLE).mkdir()
    with started(stick / program.name, HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path)) as process:
        assert appears(stick / PORTABLE / DATA_FILE, process)
    assert {path.name for path in tmp_path.iterdir()} == {stick.name}


def test_that_it_otherwise_keeps_its_data_with_the_user(stick, program, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    where = {"XDG_DATA_HOME": str(home), "LOCALAPPDATA": str(home)}
    before = {path.name for path in stick.iterdir()}
    with started(stick / program.name, **where) as process:
        end = monotonic() + WITHIN_S
        while not list(home.rglob(DATA_FILE)) and process.poll() is None and monotonic() < end:
            sleep(0.05)
    assert list(home.rglob(DATA_FILE))
    assert {path.name for path in stick.iterdir()} == before


@linux_alone
def test_that_a_crash_below_python_leaves_its_places_in_the_code(stick, program):
    crash = stick / PORTABLE / FOLDER / CRASH
    (stick / PORTABLE).mkdir()
    with started(stick / program.name) as process:
        assert appears(crash, process)
        assert appears(stick / PORTABLE / DATA_FILE, process)
        process.send_signal(signal.SIGSEGV)
        process.wait(WITHIN_S)
    assert "Segmentation fault" in crash.read_text("utf-8")
    assert "most recent call first" in crash.read_text("utf-8")


def test_that_it_does_the_main_job_from_a_folder_with_a_chinese_name(stick, program, tmp_path):
    done = subprocess.run(
        [stick / program.name, "demo", tmp_path / "示例 数据"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "示例 数据").glob("*汇总.xlsx"))


def test_that_nothing_points_matplotlib_to_a_new_folder_at_every_start(program):
    assert "pyi_rth_mplconfig" not in CArchiveReader(str(program)).toc


@pytest.mark.skipif(sys.platform != "win32", reason="Windows keeps them in the program")
def test_that_windows_shows_name_version_and_icon_of_the_program(program):
    import pefile

    from model.diagnostics.version import app_version

    found = pefile.PE(str(program))
    (info,) = found.FileInfo
    strings = {
        key.decode(): value.decode()
        for part in info
        for table in getattr(part, "StringTable", ())
        for key, value in table.entries.items()
    }
    assert strings["ProductName"] == "河北区碳达峰年度自评估"
    assert strings["ProductVersion"] == app_version()
    kinds = {entry.id for entry in found.DIRECTORY_ENTRY_RESOURCE.entries}
    assert pefile.RESOURCE_TYPE["RT_GROUP_ICON"] in kinds


def test_that_the_licences_came_along(built):
    licences = built / "_internal/assets/licences"
    assert (licences / "third-party.txt").stat().st_size > 100_000
    assert any(path.stat().st_size for path in (licences / "system").iterdir())


def test_that_the_self_test_leaves_nothing_behind(program, tmp_path):
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    for folder in (home, temporary):
        folder.mkdir()
    where = {"HOME": home, "XDG_DATA_HOME": home / "share", "LOCALAPPDATA": home / "local"}
    done = subprocess.run(
        [program, "--self-test"],
        env={**os.environ, **{k: str(v) for k, v in where.items()}, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line for line in lines if not line["passed"]] == []
    assert done.returncode == 0
    assert list(temporary.iterdir()) == []
    kept = {p.relative_to(home).parts[0] for p in home.rglob("*") if p.is_file()}
    assert kept <= {".cache", ".config"}  # Qt's and fontconfig's own


MARK = "ran"


@pytest.fixture
def trap(tmp_path) -> Path:
    """A folder of modules, programs and settings by names that programs look for."""
    folder = tmp_path / "trap"
    folder.mkdir()
    mark = tmp_path / MARK
    for name in ("json", "sqlite3", "numpy", "PySide6", "sitecustomize", "usercustomize", "model"):
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    for name in ("latex", "dvipng", "ldconfig", "gcc", "uname", "fc-list"):
        program = folder / name
        program.write_text(f"#!/bin/sh\n: > '{mark}'\n")
        program.chmod(0o755)
    (folder / "matplotlibrc").write_text("text.usetex: True\n")
    (folder / "qt.conf").write_text(f"[Paths]\nPlugins={folder}\n")
    for name in ("platforms", "styles", "imageformats"):
        (folder / name).mkdir()
        (folder / name / f"libq{name}.so").write_bytes(b"no library")
    return folder


SURROUNDINGS = (
    {"PYTHONPATH": "{trap}", "PYTHONHOME": "{trap}", "PYTHONSTARTUP": "{trap}/json.py"},
    {"QT_PLUGIN_PATH": "{trap}", "QT_QPA_PLATFORM_PLUGIN_PATH": "{trap}/platforms"},
    {"QT_STYLE_OVERRIDE": "odd", "QT_SCALE_FACTOR": "odd", "QT_LOGGING_RULES": "*=true"},
    {"LD_LIBRARY_PATH": "{trap}", "PATH": "{trap}"},
    {"MATPLOTLIBRC": "{trap}/matplotlibrc", "MPLBACKEND": "odd", "MPLCONFIGDIR": "/dev/null"},
    {"TZ": "UTC+25", "LANG": "xx_YY.odd", "LC_ALL": "odd", "LANGUAGE": "\u202e"},
    {"TMPDIR": "/nowhere", "TEMP": "/nowhere", "TMP": "/dev/null"},
    {"HOME": "/dev/null", "XDG_DATA_HOME": "/dev/null/a", "XDG_CONFIG_HOME": "relative"},
    {"HOME": "", "XDG_RUNTIME_DIR": "/nowhere", "XDG_CACHE_HOME": "/dev/full"},
)


@linux_alone
@pytest.mark.parametrize("odd", SURROUNDINGS, ids=lambda odd: next(iter(odd)))
def test_that_nothing_of_the_surroundings_is_obeyed_or_run(program, trap, tmp_path, odd):
    given = {name: value.format(trap=trap) for name, value in odd.items()}
    done = subprocess.run(
        [program, "--self-test"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **given},
        cwd=trap,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line for line in lines if not line["passed"]] == []
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / MARK).exists()

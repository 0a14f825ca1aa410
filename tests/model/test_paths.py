import subprocess
import sys
from pathlib import Path

import pytest

from model import paths
from model.paths import PORTABLE, data_folder, keep_font_cache

LOCAL = {"XDG_DATA_HOME": "/home/clerk/.share", "LOCALAPPDATA": "C:/Users/clerk/AppData/Local"}


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    """A folder into which the built program was copied."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "hebei-carbon-assessment"))
    return tmp_path


def test_that_data_lies_beside_the_program_where_somebody_made_a_folder_for_it(stick):
    (stick / PORTABLE).mkdir()
    assert data_folder(LOCAL) == stick / PORTABLE
    assert list((stick / PORTABLE).iterdir()) == []


def test_that_without_such_a_folder_data_lies_with_the_user(stick):
    assert stick not in data_folder(LOCAL).parents
    assert not (stick / PORTABLE).exists()


@pytest.mark.parametrize("error", [PermissionError, OSError])
def test_that_a_folder_that_refuses_files_is_not_used(stick, monkeypatch, error):
    (stick / PORTABLE).mkdir()

    def refused(path, exist_ok=True):
        raise error(30, "read-only file system")

    monkeypatch.setattr(Path, "touch", refused)
    assert stick not in data_folder(LOCAL).parents


def test_that_a_file_by_that_name_is_no_folder(stick):
    (stick / PORTABLE).write_text("", "utf-8")
    assert stick not in data_folder(LOCAL).parents


def test_that_running_from_source_never_writes_beside_the_source():
    assert Path(sys.executable).parent not in data_folder(LOCAL).parents


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("win32", LOCAL, "C:/Users/clerk/AppData/Local/河北区碳达峰年度自评估"),
        ("win32", {}, "~/AppData/Local/河北区碳达峰年度自评估"),
        ("linux", LOCAL, "/home/clerk/.share/hebei-carbon-assessment"),
        ("linux", {}, "~/.local/share/hebei-carbon-assessment"),
    ],
)
def test_that_each_system_has_its_place(monkeypatch, platform, environment, folder):
    monkeypatch.setattr(paths.sys, "platform", platform)
    assert data_folder(environment) == Path(folder).expanduser()


def test_that_the_list_of_fonts_lies_with_the_data():
    environment: dict[str, str] = {}
    keep_font_cache(Path("数据"), environment)
    assert environment == {"MPLCONFIGDIR": str(Path("数据/字体清单"))}


def test_that_a_list_of_fonts_named_by_the_environment_is_used():
    environment = {"MPLCONFIGDIR": "elsewhere"}
    keep_font_cache(Path("数据"), environment)
    assert environment == {"MPLCONFIGDIR": "elsewhere"}


def test_that_a_second_start_finds_the_list_of_fonts_made_by_the_first(tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from model.paths import keep_font_cache;"
        "os.environ.pop('MPLCONFIGDIR', None); keep_font_cache(Path(sys.argv[1]));"
        "import matplotlib.font_manager"
    )

    def start() -> dict[Path, int]:
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
        return {p: p.stat().st_mtime_ns for p in tmp_path.glob("字体清单/fontlist-*.json")}

    made = start()
    assert len(made) == 1
    assert start() == made

"""What lies beside the program: a start that explains itself, icons without rights, notes."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from model.diagnostics.version import app_version
from tests.build.conftest import NAME
from tests.systems import linux_programs



@pytest.fixture
def folder(script, tmp_path) -> Path:
    """A program for x86_64 that writes down what it was started with, as after unpacking."""
    program = tmp_path / '程序 "一" $HOME 50%' / NAME
    (program / "_internal/assets/icons").mkdir(parents=True)
    script("put-beside").put(program, "linux", "x86_64", "2.28")
    started = program / NAME
    started.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >"{tmp_path}/started"\nexit 7\n')
    started.chmod(0o755)
    return program


@pytest.fixture
def computer(tmp_path):
    """A PATH on which some programs answer as on another computer."""
    programs = tmp_path / "bin"
    programs.mkdir()

    def answering(**answers: str) -> dict[str, str]:
        for name, answer in {"uname": "x86_64", "getconf": "glibc 2.31", **answers}.items():
            program = programs / name
            program.write_text(f"#!/bin/sh\necho '{answer}'\n")
            program.chmod(0o755)
        return {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(tmp_path / "home")}

    return answering


def start(folder: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [folder / "启动.sh", *words], env=environment, capture_output=True, encoding="utf-8"
    )


@linux_programs
def test_that_a_pc_that_can_run_it_starts_it_with_what_was_dropped_on_it(
    folder, computer, tmp_path
):
    done = start(folder, computer(), "退回单 一.xlsx", "--self-test")
    assert (done.returncode, done.stderr) == (7, "")
    assert (tmp_path / "started").read_text("utf-8") == "退回单 一.xlsx|--self-test|"


@linux_programs
@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"uname": "loongarch64"}, "处理器是 loongarch64"),
        ({"getconf": "glibc 2.17"}, "C 运行库是 2.17，程序需要 2.28"),
        ({"getconf": "glibc 2.9"}, "C 运行库是 2.9，"),
    ],
)
def test_that_a_pc_that_can_not_run_it_is_told_why_and_what_else_there_is(
    folder, computer, tmp_path, answers, reason
):
    done = start(folder, computer(**answers))
    assert done.returncode == 1
    assert reason in done.stderr
    assert "填报模板" in done.stderr
    assert not (tmp_path / "started").exists()


@linux_programs
@pytest.mark.parametrize("has", ["glibc 2.28", "glibc 2.100", ""])
def test_that_a_glibc_as_old_as_allowed_newer_or_unknown_is_no_reason(folder, computer, has):
    assert start(folder, computer(getconf=has)).returncode == 7


@linux_programs
def test_that_a_library_that_is_missing_is_named(folder, computer):
    plugin = folder / "_internal/PySide6/Qt/plugins/platforms/libqxcb.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    done = start(folder, computer(ldd="\tlibxcb.so.1 => not found"))
    assert done.returncode == 1
    assert "libxcb.so.1" in done.stderr
    assert "管理员" in done.stderr


@linux_programs
def test_that_a_library_that_lies_in_the_program_is_not_missing(folder, computer, tmp_path):
    plugin = folder / "_internal/PySide6/Qt/plugins/platforms/libqxcb.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    environment = computer(ldd="")
    (tmp_path / "bin/ldd").write_text(
        f"#!/bin/sh\n[ \"$LD_LIBRARY_PATH\" = '{folder}/_internal' ] || "
        'echo "libxcb-cursor.so.0 => not found"\n'
    )
    assert start(folder, environment).returncode == 7


@linux_programs
def test_that_a_stick_that_allows_no_programs_is_told(folder, computer):
    (folder / NAME).chmod(0o644)
    done = start(folder, computer())
    assert done.returncode == 1
    assert "复制到自己的主目录" in done.stderr


@linux_programs
def test_that_a_system_that_forbids_it_is_told(folder, computer):
    (folder / NAME).write_text("#!/bin/sh\nexit 126\n")
    done = start(folder, computer())
    assert "安全中心" in done.stderr


@linux_programs
@pytest.mark.parametrize("display", [":0", ""])
def test_that_the_reason_comes_up_in_a_box_where_there_is_a_screen(
    folder, computer, tmp_path, display
):
    environment = computer(uname="mips64", zenity="") | {"DISPLAY": display}
    box = tmp_path / "bin/zenity"
    box.write_text(f'#!/bin/sh\nprintf "%s" "$*" >"{tmp_path}/box"\n')
    start(folder, environment)
    assert (tmp_path / "box").exists() is bool(display)
    if display:
        assert "mips64" in (tmp_path / "box").read_text("utf-8")


@linux_programs
def test_that_the_self_test_leaves_its_report_beside_the_program(folder, computer, tmp_path):
    done = subprocess.run([folder / "自检.sh"], env=computer(), capture_output=True)
    report = folder / "自检报告.txt"
    assert done.returncode == 7
    assert (tmp_path / "started").read_text("utf-8") == f"--self-test|--report|{report}|"
    assert str(report) in done.stdout.decode()


@linux_programs
def test_that_installing_needs_no_rights_and_can_be_undone(folder, tmp_path):
    home = tmp_path / "home"
    (home / "桌面").mkdir(parents=True)
    data = home / ".local/share" / NAME
    data.mkdir(parents=True)
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    for _ in range(2):
        subprocess.run([folder / "安装.sh"], env=environment, check=True, capture_output=True)
    made = [home / f".local/share/applications/{NAME}.desktop", home / f"桌面/{NAME}.desktop"]
    assert all(os.access(path, os.X_OK) for path in made)
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read_string(made[0].read_text("utf-8"))
    values = entry["Desktop Entry"]
    assert values["Name"] == "河北区碳达峰年度自评估"
    assert values["Icon"] == f"{folder}/_internal/assets/icons/app.png"
    assert unquoted(values["Exec"]) == [f"{folder}/启动.sh", "%f"]
    subprocess.run([folder / "卸载.sh"], env=environment, check=True, capture_output=True)
    assert not any(path.exists() for path in made)
    assert data.is_dir()


def unquoted(value: str) -> list[str]:
    """The words of an Exec line, read as the desktop entry specification says."""
    text = value.replace("\\\\", "\\")  # the escapes of a value, before those of a quoted word
    words, word, quoted, signs = [], "", False, iter(text)
    for sign in signs:
        if sign == "\\" and quoted:
            word += next(signs)
        elif sign == '"':
            quoted = not quoted
        elif sign == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += sign
    return [one.replace("%%", "%") for one in (*words, word)]


def test_that_what_windows_reads_is_in_its_code_page_with_its_line_ends(script, tmp_path):
    for path in script("put-beside").put(tmp_path, "windows"):
        content = path.read_bytes()
        assert content.count(b"\r\n") == content.count(b"\n") > 5
        text = content.decode("gbk" if path.suffix == ".cmd" else "utf-8-sig")
        assert "填报模板" in text or path.name.startswith("自检")
        assert "@" not in text.replace("@echo off", "")
    assert app_version() in (tmp_path / "请先看我.txt").read_text("utf-8-sig")


@pytest.mark.skipif(sys.platform != "win32", reason="a script of Windows")
def test_that_windows_runs_the_start_and_explains_what_is_missing(script, tmp_path):
    script("put-beside").put(tmp_path, "windows")
    look = {**os.environ, "CHECK_ONLY": "1"}
    run = [shutil.which("cmd"), "/c", str(tmp_path / "启动.cmd")]
    lacking = subprocess.run(run, env=look, capture_output=True)
    assert lacking.returncode == 1
    assert "填报模板" in lacking.stdout.decode("gbk")
    (tmp_path / f"{NAME}.exe").touch()
    assert subprocess.run(run, env=look, capture_output=True).returncode == 0

"""build.spec as PyInstaller would carry it out on Windows and on Linux, without building."""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from PyInstaller import compat
from PyInstaller.depend import bindepend

ROOT = Path(__file__).parent.parent.parent

WINDOWS_KEPT = [
    "PySide6\\Qt6Core.dll",
    "PySide6\\QtPrintSupport.pyd",
    "PySide6\\plugins\\iconengines\\qsvgicon.dll",
    "PySide6\\plugins\\imageformats\\qjpeg.dll",
    "PySide6\\plugins\\platforms\\qoffscreen.dll",
    "PySide6\\plugins\\platforms\\qwindows.dll",
    "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
    "PySide6\\translations\\qtbase_zh_CN.qm",
    "matplotlib\\mpl-data\\fonts\\ttf\\DejaVuSans.ttf",
    "matplotlib\\mpl-data\\fonts\\ttf\\LastResortHE-Regular.ttf",
    "numpy.libs\\libscipy_openblas64_-1.dll",
    "python311.dll",
    "sqlite3.dll",
]
WINDOWS_LEFT_OUT = [
    "PySide6\\Qt6Network.dll",
    "PySide6\\Qt6Quick.dll",
    "PySide6\\Qt6VirtualKeyboard.dll",
    "PySide6\\opengl32sw.dll",
    "PySide6\\plugins\\generic\\qtuiotouchplugin.dll",
    "PySide6\\plugins\\imageformats\\qgif.dll",
    "PySide6\\plugins\\networkinformation\\qnetworklistmanager.dll",
    "PySide6\\plugins\\platforms\\qdirect2d.dll",
    "PySide6\\plugins\\platforms\\qminimal.dll",
    "PySide6\\plugins\\tls\\qschannelbackend.dll",
    "PySide6\\translations\\qtbase_de.qm",
    "fontTools\\misc\\bezierTools.cp311-win_amd64.pyd",
    "matplotlib\\mpl-data\\fonts\\afm\\cmr10.afm",
    "matplotlib\\mpl-data\\sample_data\\grace_hopper.jpg",
]
LINUX_KEPT = [
    "PySide6/Qt/lib/libQt6DBus.so.6",  # the input method talks over it
    "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforminputcontexts/libfcitxplatforminputcontextplugin-qt6.so",
    "libpython3.11.so.1.0",
    "libxcb-cursor.so.0",
]
LINUX_LEFT_OUT = [
    "PySide6/Qt/lib/libQt6Network.so.6",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    "fontTools/varLib/iup.cpython-311-x86_64-linux-gnu.so",
    "libQt6Network.so.6",
    "libX11.so.6",
    "libdbus-1.so.3",  # that of the desktop, which runs the bus
    "libfreetype.so.6",
    "libglib-2.0.so.0",
    "libgtk-3.so.0",
    "libstdc++.so.6",
    "libz.so.1",
]
NO_PROGRAM_CODE = (".qm", ".ttf", ".afm", ".jpg")
NEEDS = {  # what ldd would say
    "PySide6/Qt/lib/libQt6DBus.so.6": {("libdbus-1.so.3", "")},
    "PySide6/Qt/plugins/platforms/libqxcb.so": {
        ("libX11.so.6", ""),
        ("libfreetype.so.6", ""),
        ("libglib-2.0.so.0", ""),
        ("libstdc++.so.6", ""),
        ("libxcb-cursor.so.0", ""),
        ("libz.so.1", ""),
    },
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so": {("libgtk-3.so.0", "")},
}


@dataclass
class Made:
    """What the specification asked PyInstaller for."""

    analysis: dict = field(default_factory=dict)
    modules: list = field(default_factory=list)
    exe: dict = field(default_factory=dict)
    scripts: list = field(default_factory=list)
    collect: dict = field(default_factory=dict)
    targets: set = field(default_factory=set)


@pytest.fixture
def carried_out(monkeypatch, tmp_path):
    """Carries out build.spec on *platform*, where analysis found *targets*."""

    def carry_out(platform: str, targets: list[str]) -> Made:
        made = Made()

        def analysis(scripts, **options):
            made.analysis = options
            found = [(target, target, "BINARY") for target in targets]
            datas = [entry for entry in found if entry[0].endswith(NO_PROGRAM_CODE)]
            return SimpleNamespace(
                scripts=[("pyi_rth_mplconfig", "", "PYSOURCE"), ("main", "main.py", "PYSOURCE")],
                pure=made.modules,
                binaries=[entry for entry in found if entry not in datas],
                datas=datas,
            )

        def exe(pyz, scripts, **options):
            made.scripts, made.exe = scripts, options

        def collect(program, binaries, datas, **options):
            made.collect = options
            made.targets = {target for target, *_ in (*binaries, *datas)}

        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(bindepend, "get_imports", lambda source: NEEDS.get(source, set()))
        names = {
            "Analysis": analysis, "PYZ": list, "EXE": exe, "COLLECT": collect,
            "SPECPATH": str(ROOT), "workpath": str(tmp_path),
        }  # fmt: skip
        exec(compile((ROOT / "build.spec").read_bytes(), "build.spec", "exec"), names)
        return made

    return carry_out


@pytest.fixture
def on_windows(carried_out) -> Made:
    return carried_out("win32", [*WINDOWS_KEPT, *WINDOWS_LEFT_OUT])


@pytest.fixture
def on_linux(carried_out) -> Made:
    return carried_out("linux", [*LINUX_KEPT, *LINUX_LEFT_OUT])


def test_that_the_windows_bundle_holds_what_is_used_and_no_more(on_windows):
    assert on_windows.targets == {*WINDOWS_KEPT}


def test_that_the_linux_bundle_holds_what_is_used_and_no_more(on_linux):
    assert on_linux.targets == {*LINUX_KEPT}


def test_that_windows_opens_no_console_and_sees_no_packed_or_stripped_program(on_windows):
    assert on_windows.exe["console"] is False
    assert on_windows.exe["exclude_binaries"] is True  # one folder: nothing unpacks itself to TEMP
    assert {on_windows.exe["upx"], on_windows.collect["upx"]} == {False}
    assert {on_windows.exe["strip"], on_windows.collect["strip"]} == {False}
    assert not on_windows.exe.get("uac_admin")


def test_that_the_windows_program_has_an_icon_of_every_size(on_windows):
    icon = (ROOT / on_windows.exe["icon"]).read_bytes()
    assert icon[:4] == b"\0\0\1\0"
    count = int.from_bytes(icon[4:6], "little")
    assert {16, 32, 48, 0} <= {icon[6 + 16 * number] for number in range(count)}  # 0 is 256


def test_that_windows_is_told_name_and_version_in_chinese(on_windows, monkeypatch):
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
    monkeypatch.setattr(compat, "win32api", None, raising=False)
    from PyInstaller.utils.win32 import versioninfo

    from model.diagnostics.version import app_version

    info = versioninfo.load_version_info_from_text_file(on_windows.exe["version"])
    raw = info.toRaw()
    assert "河北区碳达峰年度自评估".encode("utf-16-le") in raw
    assert app_version().encode("utf-16-le") in raw
    major, minor, patch = map(int, app_version().split("."))
    assert (info.ffi.fileVersionMS, info.ffi.fileVersionLS) == (major << 16 | minor, patch << 16)


def test_that_linux_is_not_told_what_only_windows_understands(on_linux):
    assert (on_linux.exe["icon"], on_linux.exe["version"]) == (None, None)


@pytest.mark.parametrize("system", ["on_windows", "on_linux"])
def test_that_both_systems_get_data_licence_and_version(system, request):
    made = request.getfixturevalue(system)
    assert {source for source, _ in made.analysis["datas"]} == {
        "assets", "LICENSE", "pyproject.toml",
    }  # fmt: skip
    assert made.scripts == [("main", "main.py", "PYSOURCE")]
    assert {"ssl", "tkinter", "pip", "pytest"} <= {*made.analysis["excludes"]}
    assert all(Path(source).is_file() for _, source, _ in made.modules)


def test_that_nothing_we_use_is_left_out():
    """What a build leaves out is missed only there."""
    left_out = re.compile(
        r"^\s*(import|from) (asyncio|multiprocessing|readline|ssl|tkinter|numpy)\b"
        r"|pbkdf2_hmac|scrypt|QtNetwork|QtDBus",
        re.MULTILINE,
    )
    files = [
        ROOT / "main.py",
        *(f for t in ("forms", "model", "ui") for f in (ROOT / t).rglob("*.py")),
    ]
    found = {file.name: left_out.findall(file.read_text("utf-8")) for file in files}
    assert {name: words for name, words in found.items() if words} == {}

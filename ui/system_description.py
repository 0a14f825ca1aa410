"""What kind of PC the program runs on, for who mends it from afar: no word of what was filled in,
no name of a person or a computer.
"""

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from model.diagnostics.version import app_version
from model.surroundings import system_words
from ui.input_method import CHOICES, CHOSEN, OF_X11, PORTAL, input_plugins
from ui.theme import BUNDLED

GIGA = 1 << 30
NAMED = 12  # Chinese fonts that are named
SCALING = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "GDK_SCALE")


def system_description(data_folder: Path) -> Iterator[tuple[str, str]]:
    """What there is, and how it is."""
    yield "程序", f"{app_version()}，{'构建好的程序' if _is_built() else '源代码'}"
    yield "系统", f"{QSysInfo.prettyProductName()}，{system_words()}"
    yield "处理器", f"{platform.machine()}，{os.cpu_count() or '?'} 核"
    yield "运行库", _libraries()
    yield (
        "语言与代码页",
        f"{locale.getlocale()[0] or '未设置'}，{locale.getpreferredencoding(do_setlocale=False)}",
    )
    yield "桌面", _desktop()
    yield from _screens()
    yield "输入法", _input_method()
    yield "字体", _fonts()
    yield "磁盘", _disk(data_folder)


def _is_built() -> bool:
    return bool(getattr(sys, "frozen", False))


def _libraries() -> str:
    name, version = platform.libc_ver()
    parts = [f"Python {platform.python_version()}", f"Qt {qVersion()}"]
    return "，".join(([f"{name} {version}"] if name else []) + parts)


def _desktop() -> str:
    named = os.environ.get("XDG_CURRENT_DESKTOP") or "未说明"
    session = os.environ.get("XDG_SESSION_TYPE", "")
    words = [QGuiApplication.platformName()]
    if sys.platform == "linux":
        words += [named, session]
    return "，".join(word for word in words if word)


def _screens() -> Iterator[tuple[str, str]]:
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size, ratio = screen.size(), screen.devicePixelRatio()
        dots = f"{round(size.width() * ratio)}×{round(size.height() * ratio)}"
        inch = f"每英寸 {screen.logicalDotsPerInch():.0f} 点"
        yield f"屏幕 {number}", f"{dots}，缩放 {ratio:.0%}，{inch}"
    if said := [f"{name}={os.environ[name]}" for name in SCALING if os.environ.get(name)]:
        yield "缩放设置", "，".join(said)


def _input_method() -> str:
    if sys.platform != "linux":
        return "系统自带"
    named = (CHOSEN, CHOICES, OF_X11, PORTAL)
    said = [f"{name}={os.environ[name]}" for name in named if os.environ.get(name)]
    daemons = [name for name in ("fcitx5", "fcitx", "ibus-daemon") if shutil.which(name)]
    plugins = [word for word in ("fcitx", "ibus") if input_plugins(word)]
    return (
        f"环境：{'，'.join(said) or '未设置'}；系统里有：{'、'.join(daemons) or '没有找到'}；"
        f"程序带有：{'、'.join(plugins) or '没有'}"
    )


def _fonts() -> str:
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    others = [name for name in chinese if name != BUNDLED]
    more = f" 等 {len(others)} 种" if len(others) > NAMED else ""
    return (
        f"界面用 {QFontInfo(QApplication.font()).family()}；"
        f"系统中文字体：{'、'.join(others[:NAMED]) or '没有'}{more}"
    )


def _disk(folder: Path) -> str:
    """Of the nearest folder that is there: the data folder may not have been made yet."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
    try:
        usage = shutil.disk_usage(there)
    except OSError as error:
        return f"看不到数据文件夹所在的磁盘（{error.errno}）"
    can = "可以写入" if os.access(there, os.W_OK) else "不能写入"
    return (
        f"数据文件夹所在磁盘剩余 {usage.free / GIGA:.1f} GB，共 {usage.total / GIGA:.1f} GB，{can}"
    )

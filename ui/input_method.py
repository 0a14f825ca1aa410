"""By which of Qt's plug-ins Chinese is typed: to be settled before there is a QApplication."""

import os
import shutil
import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

CHOSEN, CHOICES = "QT_IM_MODULE", "QT_IM_MODULES"  # the second, a list, goes first since Qt 6.7
PORTAL = "IBUS_USE_PORTAL"
OF_X11 = "XMODIFIERS"
FCITX, IBUS = "fcitx", "ibus"
OF_FCITX = {"fcitx", "fcitx5"}
BUNDLED_INPUT = {"ibus", "compose", "qtvirtualkeyboard", "xim", "none", "simple", "wayland"}


def prepare_input_method(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let Chinese be typed by whatever input method the desktop names.

    fcitx has a plug-in of its own in the built program. Where there is none, from source, its
    input method is asked the way IBus is, which fcitx 5 understands and fcitx 4 doesn't.
    """
    if sys.platform != "linux":
        return
    fcitx = has_fcitx_plugin()
    if not environment.get(CHOSEN) and not environment.get(CHOICES):
        # Named for programs that go by X11 alone; Qt 6 doesn't.
        named = environment.get(OF_X11, "").removeprefix("@im=").lower()
        if named in OF_FCITX | {IBUS}:
            environment[CHOSEN] = named
    for name, between in ((CHOSEN, ""), (CHOICES, ";")):
        if value := environment.get(name):
            words = value.split(between) if between else [value]
            environment[name] = between.join(_known(word, fcitx=fcitx) for word in words)
    said = f"{environment.get(CHOICES, '')};{environment.get(CHOSEN, '')}".split(";")
    if IBUS in said and not shutil.which("ibus-daemon", path=environment.get("PATH")):
        # Qt's plug-in turns itself off where that program isn't installed, unless told so.
        environment.setdefault(PORTAL, "1")


def has_fcitx_plugin() -> bool:
    return bool(input_plugins("fcitx"))


def input_plugins(word: str) -> list[str]:
    """The names of the files of Qt's input plug-ins in which *word* occurs."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return sorted(path.stem for path in (folder / "platforminputcontexts").glob(f"*{word}*"))


def _known(word: str, *, fcitx: bool) -> str:
    """The plug-in that does what *word* asks for."""
    if word in OF_FCITX and fcitx:
        return FCITX
    return word if word in BUNDLED_INPUT else IBUS

"""Pinyin typed into the real window through whatever input method runs: .ci/linux/type-pinyin.

    python -m tests.typing PICTURES [composing | words]

The keys come from xdotool, by way of the X server and fcitx, as from a keyboard. Prints a line per
place and thing looked at; exit code 1 where one of them isn't as it should be. With composing only
what happens in the middle of a word is looked at, with words only what arrives: under Wine neither
can be had together with the other (.ci/windows/type-pinyin).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from model.paths import PLAN, RULEBOOK, asset
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from tests.typing.places import places, text_of
from ui.main_window import MainWindow
from ui.start import application

PINYIN, WORD = "chengguan", "城管"
WITHIN_MS = 8_000
LOOK_EVERY_MS = 50
COMPOSING, WORDS = "composing", "words"
PRESS, PRESSED = "PRESS", "pressed"  # a script that presses keys, and the file that it leaves then
SETTLED_MS = 700  # for an input method that starts up with the first field it meets


class Preedits(QObject):
    """What the input method shows while it composes."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.seen = "", ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent) and watched is QApplication.focusObject():
            self.now = event.preeditString()
            self.seen = max(self.seen, self.now, key=len)
        return False


class Typist:
    def __init__(self, window: MainWindow, pictures: Path, only: str = "") -> None:
        self._window = window
        self._only = only
        self._pictures = pictures
        self._preedits = Preedits()
        QApplication.instance().installEventFilter(self._preedits)
        self.failed = False

    def go_through(self) -> None:
        for name, place in places(self._window, lambda: QTest.qWait(SETTLED_MS)):
            place.setFocus()
            QTest.qWait(SETTLED_MS)
            for what, found, right in self._looked_at(place):
                self.failed |= not right
                print(f"{'ok' if right else 'WRONG'}  {name}  {what}: {found}", flush=True)
            self._picture(name)

    def _looked_at(self, place: QWidget) -> Iterator[tuple[str, str, bool]]:
        if self._only != WORDS:
            yield from self._composing(place)
        if self._only != COMPOSING:
            yield from self._arriving(place)

    def _composing(self, place: QWidget) -> Iterator[tuple[str, str, bool]]:
        self._preedits.seen = ""
        self._press("type", "--delay", "120", PINYIN[:5])
        self._wait(lambda: self._preedits.now)
        yield "composing shows", self._preedits.seen, bool(self._preedits.seen)
        self._press("key", "Escape")
        self._wait(lambda: not self._preedits.now)
        QTest.qWait(SETTLED_MS)
        yield "Escape ends composing alone", text_of(place), not text_of(place)
        yield "the focus stays", str(place.hasFocus()), place.hasFocus()

    def _arriving(self, place: QWidget) -> Iterator[tuple[str, str, bool]]:
        self._press("type", "--delay", "120", PINYIN)
        self._wait_until_composing()
        if self._preedits.now:  # then it is the input method's, not the window's
            self._press("key", "ctrl+z")
            QTest.qWait(SETTLED_MS)
            if not self._preedits.now:
                self._press("type", "--delay", "120", PINYIN)
                self._wait_until_composing()
        self._press("key", "space")
        self._wait(lambda: WORD in text_of(place))
        yield "what arrives", text_of(place), text_of(place) == WORD
        self._press("type", "--delay", "120", PINYIN[:5])
        self._wait_until_composing()
        self._press("key", "Return")  # the letters as they are; no button is pressed by it
        self._wait(lambda: not self._preedits.now)
        QTest.qWait(SETTLED_MS)
        found = text_of(place)
        yield "Return gives the letters", found, found.strip() == WORD + PINYIN[:5]

    def _press(self, *words: str) -> None:
        """By xdotool, which a program under Wine can start, but not wait for."""
        if not (script := os.environ.get(PRESS)):
            subprocess.run(["xdotool", *words], check=True)
            return
        pressed = Path(script).with_name(PRESSED)
        pressed.unlink(missing_ok=True)
        subprocess.run(["start.exe", "/unix", "/bin/sh", script, *words], check=True)
        self._wait(pressed.exists)

    def _wait_until_composing(self) -> None:
        if self._only == WORDS:  # the letters are in a window of the input method's own
            QTest.qWait(SETTLED_MS)
        else:
            self._wait(lambda: self._preedits.now)

    def _wait(self, until: Callable[[], object]) -> None:
        end = monotonic() + WITHIN_MS / 1000
        while not until() and monotonic() < end:
            QTest.qWait(LOOK_EVERY_MS)

    def _picture(self, name: str) -> None:
        screen = QGuiApplication.primaryScreen()
        shown = self._window.grab() if sys.platform == "win32" else screen.grabWindow(0)
        shown.save(str(self._pictures / f"{name.replace(' ', '-')}.png"))


def main(pictures: Path, only: str = "") -> int:
    app = application(["typing"])
    sys.excepthook = sys.__excepthook__  # nobody is there to close a box
    plan = load_plan(asset(PLAN))
    rulebook = load_rulebook(asset(RULEBOOK), plan)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(Path(folder) / "自评估数据.db")) as db,
    ):
        body = next(one for one in plan.bodies if one.name == "区城市管理委")
        save_profile(db, Profile(role=Role.CLERK, year=2025, department=body.id))
        window = MainWindow(plan, rulebook, db)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        QTest.qWait(2 * SETTLED_MS)
        typist = Typist(window, pictures, only)
        typist.go_through()
        window.close()
    app.quit()
    return int(typist.failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))

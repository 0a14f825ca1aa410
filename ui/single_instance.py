"""A second start of the program rings here: the window that is open comes forward instead.

The bell is a file in the data folder. A local socket would bring Qt's network library into a
program that never goes near a network, and 5 MB with it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from time import monotonic, sleep, time

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from model.bounded_file import read_bounded
from model.disk import rename
from model.files import DRAFT, discard, make_folder

FOLDER = "再次打开"
SUFFIX = ".ring"
ANSWERED_WITHIN_S = 5
LONGEST_PATH = 64 * 1024  # bytes
LOOK_EVERY_S = 0.02


def ring(folder: Path, file: Path | None) -> bool:
    """Ask the program that works with *folder* to come forward and open *file*; whether it did.

    Waits for the answer, ANSWERED_WITHIN_S at most: who doesn't answer has hung, or sits in
    front of another screen.
    """
    bell = folder / FOLDER / f"{token_hex(8)}{SUFFIX}"
    try:
        _hang(bell, file)
    except OSError:
        return False
    _lend_the_foreground()
    until = monotonic() + ANSWERED_WITHIN_S
    while bell.exists() and monotonic() < until:
        sleep(LOOK_EVERY_S)
    try:
        bell.unlink()
    except OSError:
        return True
    return False


class SecondStarts(QObject):
    """Hears those who ring."""

    rung = Signal(object)  # Path of a file to take in, or None

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder / FOLDER
        with suppress(OSError):  # a second start is then told who works here
            make_folder(self._folder)
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self.answer)

    def answer(self) -> None:
        """Take in every ring there is; one from before the last crash is not answered."""
        for bell, file, age_s in sorted(self._rings(), key=lambda ring: -ring[2]):
            with suppress(OSError):
                bell.unlink()
                if age_s <= ANSWERED_WITHIN_S:
                    self.rung.emit(file)

    def _rings(self) -> Iterator[tuple[Path, Path | None, float]]:
        for bell in self._folder.glob(f"*{SUFFIX}"):
            with suppress(OSError):
                words = os.fsdecode(read_bounded(bell, LONGEST_PATH, follow=False))
                yield bell, Path(words) if words else None, time() - bell.stat().st_mtime


def _hang(bell: Path, file: Path | None) -> None:
    make_folder(bell.parent)
    draft = bell.with_name(bell.name + DRAFT)
    try:
        draft.write_bytes(os.fsencode(file.absolute()) if file else b"")
        rename(draft, bell)
    finally:
        discard(draft)


def _lend_the_foreground() -> None:
    """Windows lets a window come forward only if the program in front allows it."""
    if sys.platform == "win32":
        import ctypes

        anyone = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anyone)

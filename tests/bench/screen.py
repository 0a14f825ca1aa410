"""An X display of our own, and the moment a window on it has been painted: as a person sees it.

The built program can't be asked from within, so the display is.
"""

import ctypes
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, sleep

PICTURE = (1600, 1000)
SMALLEST = 300  # px; anything smaller is no main window
LOOK_EVERY_S = 0.002
WITHIN_S = 120
VIEWABLE = 2
ALL_PLANES, Z_PIXMAP = 0xFFFFFFFF, 2


class Attributes(ctypes.Structure):
    """XWindowAttributes."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("kind", "bits", "gravity", "store")),
        *((name, ctypes.c_ulong) for name in ("planes", "pixel")),
        ("save_under", ctypes.c_int),
        ("colours", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("installed", "state")),
        *((name, ctypes.c_long) for name in ("all_events", "events", "not_passed")),
        ("redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    )


@dataclass(frozen=True)
class Seen:
    """What it took until the window was painted."""

    wall_ms: float
    memory_mb: float


class Screen:
    def __init__(self, name: str) -> None:
        self.name = name
        self._x = x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = x.XGetImage.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = x.XGetPixel.restype = ctypes.c_ulong
        self._ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda *_: 0  # a window may go while it is looked at
        )
        x.XSetErrorHandler(self._ignore)
        self._display = ctypes.c_void_p(x.XOpenDisplay(name.encode()))
        self._root = ctypes.c_ulong(x.XDefaultRootWindow(self._display))

    def time(self, command: Sequence[str], environment: dict[str, str]) -> Seen:
        """Start *command*, wait for its window to be painted, and end it."""
        self._wait(painted=False)
        begun = perf_counter()
        process = subprocess.Popen(
            command,
            env={**environment, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait(painted=True, process=process)
            wall_ms = (perf_counter() - begun) * 1000
        finally:
            process.terminate()
            _, _, used = os.wait4(process.pid, 0)
            process.returncode = 0
        return Seen(wall_ms=wall_ms, memory_mb=used.ru_maxrss / 1024)

    def _wait(self, *, painted: bool, process: subprocess.Popen | None = None) -> None:
        end = perf_counter() + WITHIN_S
        while self._painted() is not painted:
            if perf_counter() > end or (process and process.poll() is not None):
                raise RuntimeError("no window")
            sleep(LOOK_EVERY_S)

    def _painted(self) -> bool:
        """Whether any main window shows more than the black it begins with."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        by = ctypes.byref
        self._x.XQueryTree(self._display, self._root, by(root), by(parent), by(children), by(count))
        found = [ctypes.c_ulong(children[number]) for number in range(count.value)]
        if children:
            self._x.XFree(children)
        return any(self._middle_of(window) for window in found)

    def _middle_of(self, window: ctypes.c_ulong) -> int:
        """The colour in the middle of *window*; 0: none yet, or no main window."""
        about = Attributes()
        self._x.XGetWindowAttributes(self._display, window, ctypes.byref(about))
        if about.state != VIEWABLE or min(about.width, about.height) < SMALLEST:
            return 0
        image = self._x.XGetImage(
            self._display, window, about.width // 2, about.height // 2, 1, 1,
            ctypes.c_ulong(ALL_PLANES), Z_PIXMAP,
        )  # fmt: skip
        if not image:
            return 0
        pixel: int = self._x.XGetPixel(ctypes.c_void_p(image), 0, 0) & 0xFFFFFF
        self._x.XDestroyImage(ctypes.c_void_p(image))
        return pixel


@contextmanager
def own_screen() -> Iterator[Screen]:
    """Raises: FileNotFoundError: there is no Xvfb."""
    read, write = os.pipe()
    width, height = PICTURE
    server = subprocess.Popen(
        [
            "Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24",
            "-nolisten", "tcp", "-noreset",
        ],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait()

"""The log of failures, for those who mend the program: places in the code, never what was filled
in.

An answer can find its way into an exception's words, a log's arguments, a file's name. None of
these is written: of an exception only its kind and the places it came through, of a line only the
words that stand in the code.
"""

import faulthandler
import logging
import os
import platform
import re
import sqlite3
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO

from model.bounded_file import is_plain, read_bounded
from model.diagnostics.version import app_version
from model.disk import remove
from model.paths import ROOT
from model.surroundings import system_words

FOLDER = "日志"
LOG = "运行日志.txt"
CRASH = "崩溃.txt"  # what Python still says when a library takes the process down
# Windows tells of every exception in its libraries, those that are dealt with on the spot as well:
# of codes that are not named, only NTSTATUS errors (0xC…) end a program.
TAKEN_DOWN = re.compile(
    r"^(Fatal Python error|Windows fatal exception: (?!code 0x(?![cC])))", re.MULTILINE
)
NOTICED = "有差错"  # there while something went wrong that nobody was asked about yet
SIZE = 256 * 1024  # bytes of one log
OLDER = 3  # logs kept besides
OURS = {"__main__", "forms", "main", "model", "ui"}
DEEPEST = 40  # places told of one exception
CHAIN = 5  # exceptions told of one failure


class Discreet(logging.Formatter):
    """Writes the words of the code, and nothing that came from outside the code."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        line = self.formatMessage(self._dated(record))
        if record.name.partition(".")[0] in OURS and isinstance(record.msg, str):
            line += f" {record.msg}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join((line, *described(error))) if error else line

    def _dated(self, record: logging.LogRecord) -> logging.LogRecord:
        record.asctime = self.formatTime(record, self.datefmt)
        return record


def described(error: BaseException) -> list[str]:
    """The kind of *error*, the places it came through, and its causes; none of its words."""
    lines: list[str] = []
    one: BaseException | None = error
    for _ in range(CHAIN):
        if one is None:
            break
        kind = f"{type(one).__module__}.{type(one).__qualname__}".removeprefix("builtins.")
        codes = (getattr(one, name, None) for name in ("sqlite_errorname", "errno", "winerror"))
        lines.append("  ".join((kind, *(str(code) for code in codes if code is not None))))
        frames = traceback.extract_tb(one.__traceback__)[-DEEPEST:]
        lines += [
            f"  {path_in_app(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames
        ]
        one = one.__cause__ or one.__context__
    return lines


def path_in_app(path: str) -> str:
    """*path* from the app's folder on, without the folders of this computer."""
    place = Path(path)
    with suppress(ValueError):
        return place.relative_to(ROOT).as_posix()
    return "/".join(place.parts[-3:])


class LateFileHandler(logging.Handler):
    """Makes and opens the log file at the first line to write; mostly there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._real: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._real is None:
            self._real = self._opened()
        self._real.emit(record)

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        real = RotatingFileHandler(
            self._path, maxBytes=SIZE, backupCount=OLDER, encoding="utf-8", delay=True
        )
        real.setFormatter(Discreet())
        real.emit(logging.makeLogRecord({"name": "main", "levelname": "INFO", "msg": versions()}))
        return real

    def close(self) -> None:
        if self._real:
            self._real.close()
        super().close()


class Logbook:
    """The logs beside one data file. If they can't be written, the program runs without them."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / FOLDER
        self._handler: logging.Handler | None = None
        self._crash: IO[str] | None = None

    def open(self) -> None:
        """Logs failures from now on, in Python and below it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not (is_plain(self.folder / LOG) and is_plain(self.folder / CRASH)):
                return
            handler = LateFileHandler(self.folder / LOG)
            crashed = self._take_crash()
            self._crash = (self.folder / CRASH).open("w", encoding="utf-8", newline="\n")
        except OSError:
            return
        handler.addFilter(self._notice)
        self._handler = handler
        logging.getLogger().addHandler(handler)
        if crashed:
            self._write_raw(crashed)
            self._mark()
        faulthandler.enable(self._crash)

    def close(self) -> None:
        """Ends the log; what Windows reported on the way was dealt with, since the run reached its
        end.
        """
        if self._crash:
            faulthandler.disable()
            with suppress(OSError):
                os.ftruncate(self._crash.fileno(), 0)
            self._crash.close()
            self._crash = None
        if self._handler:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    @property
    def noticed(self) -> bool:
        """Whether a failure happened about which nobody was asked yet."""
        return (self.folder / NOTICED).exists()

    def forget(self) -> None:
        """Keeps that people were asked about the failure."""
        with suppress(OSError):
            remove(self.folder / NOTICED)

    @property
    def files(self) -> tuple[Path, ...]:
        """The log files, the newest first."""
        return tuple(path for path in sorted(self.folder.glob(f"{LOG}*")) if path.is_file())

    def _take_crash(self) -> str:
        """The lines that the last run left when it crashed; "" if it did not crash."""
        with suppress(OSError):
            left = read_bounded(self.folder / CRASH, 4 * SIZE, follow=False)
            words = left.decode("utf-8", "replace")
            if TAKEN_DOWN.search(words):
                return "\n".join(_plain_line(line) for line in words.splitlines())
        return ""

    def _write_raw(self, words: str) -> None:
        with suppress(OSError), (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(f"上次运行崩溃：{versions()}\n{words}\n")

    def _notice(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR:
            self._mark()
        return True

    def _mark(self) -> None:
        with suppress(OSError):
            (self.folder / NOTICED).touch()


def versions() -> str:
    """The versions of everything that a failure may come from."""
    return (
        f"程序 {app_version()}，Python {platform.python_version()}，"
        f"SQLite {sqlite3.sqlite_version}，{system_words()}"
    )


def _plain_line(line: str) -> str:
    """A line of faulthandler (`  File "…", line 3 in name`) without this computer's folders."""
    before, quote, rest = line.partition('"')
    path, second, after = rest.partition('"')
    return f"{before}{quote}{path_in_app(path)}{second}{after}" if quote and second else line

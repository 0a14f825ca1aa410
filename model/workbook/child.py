"""The window's side of the child process that reads incoming workbooks."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from model.paths import ROOT
from model.workbook.intake import limits
from model.workbook.intake.answer import Intake, trusted
from model.workbook.intake.keyed import Keyed, Wanted
from model.workbook.intake.refused import Refused
from model.workbook.intake.serve import FLAG, child_main, send
from model.workbook.reasons import Reason

__all__ = ["WorkbookReader", "child_main"]

KEEP_MEMORY = {  # between files, so that the system need not hand it out anew
    "MALLOC_TRIM_THRESHOLD_": "67108864",
    "MALLOC_TOP_PAD_": "16777216",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
}


class _Asked:
    """One question on its way: the child is killed when the answer takes too long."""

    def __init__(self, process: "subprocess.Popen[bytes]", wall_s: float) -> None:
        self.process = process
        self.late = threading.Event()
        self.error: OSError | None = None
        self.timer = threading.Timer(wall_s, self._give_up)
        self.timer.start()

    def _give_up(self) -> None:
        self.late.set()
        self.process.kill()

    def answer(self) -> bytes:
        if self.error is not None:
            raise self.error
        if self.process.stdout is None:
            raise EOFError
        size = int.from_bytes(self.process.stdout.read(8) or b"\xff" * 8)
        if size > limits.ANSWER:
            raise EOFError
        found = self.process.stdout.read(size)
        if len(found) < size:
            raise EOFError
        return found


class WorkbookReader:
    """Reads file after file in one child process; a file that kills it costs only itself."""

    def __init__(self, wall_s: float = limits.WALL_S) -> None:
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: _Asked | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._asked is not None:
            self._asked.timer.cancel()
            self._asked.timer.join()
            self._asked = None
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process.wait()
            self._process = None

    def cells(self, content: bytes) -> list[Keyed]:
        """All keyed cells of a workbook. Raises: Refused, as `take_in` does."""
        tables = self.take_in(content).tables.values()
        return [cell for table in tables for cell in table.cells()]

    def take_in(self, content: bytes, wanted: Wanted | None = None) -> Intake:
        """What a workbook holds.

        Args:
            wanted: columns by table; tables that aren't named are only recognised. None: all.

        Raises:
            Refused: it can't be taken in, or reading it took too much time or memory.
        """
        self.ask(content, wanted)
        return self.answer()

    def ask(self, content: bytes, wanted: Wanted | None = None) -> None:
        """Set the child to work, and come back at once; `answer` says what it found.

        Who keeps several readers busy this way reads as many files at a time.
        """
        if self._asked is not None:
            self.close()  # nobody fetched the answer before
        process = self._process = self._process or self._started()
        asked = self._asked = _Asked(process, self._wall_s)
        try:
            if process.stdin is None:
                raise EOFError
            send(process.stdin, json.dumps(wanted, default=sorted).encode())
            send(process.stdin, content)
        except OSError as error:
            asked.error = error

    def answer(self) -> Intake:
        """What the workbook holds that was asked about last. Raises: Refused, as `take_in`."""
        asked, self._asked = self._asked, None
        if asked is None:
            raise ValueError("nothing was asked")
        try:
            found = asked.answer()
        except (OSError, EOFError) as error:
            self.close()
            late = asked.late.is_set()
            raise Refused(Reason.TIMEOUT if late else Reason.READER_DIED) from error
        finally:
            asked.timer.cancel()
            asked.timer.join()
            if asked.process.poll() is not None or asked.late.is_set():
                self.close()
        return trusted(found)

    @staticmethod
    def _started() -> "subprocess.Popen[bytes]":
        if getattr(sys, "frozen", False):
            command = [sys.executable, FLAG]
        else:
            command = [sys.executable, "-E", "-S", "-m", "model.workbook.intake.serve"]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=os.environ | KEEP_MEMORY,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

"""The window's side of the child process that reads incoming workbooks."""

import contextlib
import json
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from model.paths import ROOT
from model.workbook.intake import limits
from model.workbook.intake.cells import Found
from model.workbook.intake.keyed import Keyed
from model.workbook.intake.refused import Refused
from model.workbook.intake.serve import FLAG, child_main, send
from model.workbook.reasons import Reason

__all__ = ["WorkbookReader", "child_main"]


class WorkbookReader:
    """Reads file after file in one child process; a file that kills it costs only itself."""

    def __init__(self, wall_s: float = limits.WALL_S) -> None:
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None

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
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process.wait()
            self._process = None

    def cells(self, content: bytes) -> list[Keyed]:
        """The keyed cells of a workbook.

        Raises:
            Refused: it can't be taken in, or reading it took too much time or memory.
        """
        process = self._process = self._process or self._started()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._wall_s, give_up)
        timer.start()
        try:
            answer = self._asked(process, content)
        except (OSError, EOFError) as error:
            raise Refused(Reason.TIMEOUT if late.is_set() else Reason.READER_DIED) from error
        finally:
            timer.cancel()
            timer.join()
            if process.poll() is not None or late.is_set():
                self.close()
        return _trusted(answer)

    def _asked(self, process: subprocess.Popen[bytes], content: bytes) -> bytes:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        send(process.stdin, content)
        size = int.from_bytes(process.stdout.read(8) or b"\xff" * 8)
        if size > limits.ANSWER:
            self.close()
            raise EOFError
        answer = process.stdout.read(size)
        if len(answer) < size:
            self.close()
            raise EOFError
        return answer

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
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _trusted(answer: bytes) -> list[Keyed]:
    """The reply as domain values; the child may have been taken over by the file it read."""
    try:
        table = json.loads(answer)
        if "refused" in table:
            where = tuple(str(step)[:100] for step in table["where"][:2])
            raise Refused(Reason(table["refused"]), str(table["detail"])[:200], where)
        rows = table["cells"]
        if len(rows) > limits.KEPT:
            raise Refused(Reason.TOO_MUCH)
        return [_cell(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(Reason.READER_DIED) from error


def _cell(row: list[object]) -> Keyed:
    table, key, column, sheet, cell, kind, text, formula = row
    if not isinstance(formula, bool):
        raise TypeError("formula")
    found = Found(_word(kind), _word(text), formula)
    return Keyed(_word(table), _word(key), _word(column), _word(sheet), _word(cell), found)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value

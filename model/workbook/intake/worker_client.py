"""Starts and asks the child process that reads incoming workbooks."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from model.paths import ROOT
from model.workbook.intake import limits
from model.workbook.intake.keyed_tables import Keyed, Wanted
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_main import DONE, child_main, send
from model.workbook.intake.worker_reply import Intake, trusted
from model.workbook.reasons import Reason

if TYPE_CHECKING:
    from model.workbook.intake.job_object import Job

__all__ = ["WorkbookReader", "child_main"]

log = logging.getLogger(__name__)

START = "from model.workbook.intake.worker_main import child_main; child_main()"
KEEP_MEMORY = {  # between files, so that the system need not hand it out anew
    "MALLOC_TRIM_THRESHOLD_": "67108864",
    "MALLOC_TOP_PAD_": "16777216",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
}


class _Watch(threading.Thread):
    """Kills the child when an answer takes too long. One for all files: a thread costs more than
    reading most of them.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", wall_s: float) -> None:
        super().__init__(daemon=True)
        self.late = False
        self._process = process
        self._wall_s = wall_s
        self._until: float | None = None
        self._over = threading.Event()

    def begin(self) -> None:
        self._until = time.monotonic() + self._wall_s

    def end(self) -> None:
        self._until = None

    def run(self) -> None:
        while not self._over.wait(min(self._wall_s / 8, 0.5)):
            until = self._until
            if until is not None and time.monotonic() > until:
                self.late = True
                self._process.kill()
                return

    def stop(self) -> None:
        self._over.set()
        self.join()


class WorkbookReader:
    """Reads file after file in one child process; a file that kills it costs only itself."""

    def __init__(self, wall_s: float = limits.WALL_S) -> None:
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: _Watch | None = None
        self._job: Job | None = None

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
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process.wait()
            self._process = None
        if self._job is not None:
            self._job.close()
            self._job = None

    def memory(self) -> int:
        """The memory limit of the child in bytes; 0 for none."""
        with contextlib.suppress(Refused):
            self.take_in(b"")  # it limits itself before it answers
        process, _ = self._ready()
        if sys.platform == "linux":
            import resource

            most, _ = resource.prlimit(process.pid, resource.RLIMIT_AS)
            return max(most, 0)
        return self._job.memory if self._job else 0

    def cells(self, content: bytes) -> list[Keyed]:
        """All keyed cells of a workbook. Raises: Refused, as `take_in` does."""
        tables = self.take_in(content).tables.values()
        return [cell for table in tables for cell in table.cells()]

    def take_in(
        self, content: bytes, wanted: Wanted | None = None, *, quick: bool = False
    ) -> Intake:
        """What a workbook holds.

        Args:
            wanted: what of it is asked for; None: all.
            quick: of a file whose parts are all as the app wrote them, the packet will do.

        Raises:
            Refused: it can't be taken in, or reading it took too much time or memory.
        """
        return trusted(self._answered({"wanted": wanted, "quick": quick}, content))

    def unpack(self, packed: bytes, method: int, most: int) -> bytes:
        """What *packed* holds, by *method* as zip archives number them; of more than *most* bytes
        one more, so that it is known.

        Raises:
            Refused: it is damaged or packed in an unknown way, or took too much time or memory.
        """
        found = self._answered({"unpack": method, "most": most}, packed)
        if found[:1] != DONE:
            raise Refused(_reason(found))
        return found[1 : most + 2]

    def try_out(self, function: Callable[[bytes], object], content: bytes) -> None:
        """Let the child call *function*, of a module, on *content* before the program does.

        Whatever *function* says of it, it will say again: here only counts whether it ends.

        Raises:
            Refused: it takes too much time or memory.
        """
        name = f"{function.__module__}:{function.__name__}"
        found = self._answered({"try": name}, content)
        if found != DONE:
            raise Refused(_reason(found))

    def _answered(self, question: dict[str, object], content: bytes) -> bytes:
        """The reply of the child. Raises: Refused: it took too much time or memory."""
        process, watch = self._ready()
        watch.begin()
        try:
            found = _answered(process, question, content)
        except (OSError, EOFError) as error:
            self.close()
            raise Refused(Reason.TIMEOUT if watch.late else Reason.READER_DIED) from error
        watch.end()
        if watch.late or process.poll() is not None:
            self.close()
        return found

    def _ready(self) -> "tuple[subprocess.Popen[bytes], _Watch]":
        """The child and its watch, started when first needed."""
        if self._process is None or self._watch is None:
            self._process = self._started()
            self._job = _limited(self._process.pid)
            self._watch = _Watch(self._process, self._wall_s)
            self._watch.start()
        return self._process, self._watch

    @staticmethod
    def _started() -> "subprocess.Popen[bytes]":
        if getattr(sys, "frozen", False):
            command = [sys.executable, limits.CHILD]
        else:
            # not the one of a virtual environment: on Windows that starts another one
            command = [getattr(sys, "_base_executable", sys.executable), "-E", "-S", "-c", START]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=os.environ | KEEP_MEMORY,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _reason(said: bytes) -> Reason:
    """Why the child could not do it; it may have been taken over, and say anything."""
    known = {reason.encode(): reason for reason in (Reason.PACKING, Reason.BOMB, Reason.TOO_MUCH)}
    return known.get(said, Reason.DAMAGED)


def _answered(
    process: "subprocess.Popen[bytes]", question: dict[str, object], content: bytes
) -> bytes:
    """The reply of the child. Raises: OSError, EOFError: it is gone, or says too much."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    send(process.stdin, json.dumps(question, default=sorted).encode())
    send(process.stdin, content)
    size = int.from_bytes(process.stdout.read(8) or b"\xff" * 8)
    if size > limits.ANSWER:
        raise EOFError
    found = process.stdout.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _limited(pid: int) -> "Job | None":
    """The Windows job that limits the child; None elsewhere, or if Windows refused."""
    if sys.platform != "win32":
        return None
    from model.workbook.intake.job_object import Job

    try:
        return Job(pid)
    except OSError:
        log.warning("no limits for the child", exc_info=True)
        return None

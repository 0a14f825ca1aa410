"""A task in a process of its own, which says what is done and may be killed."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture.user import GaveUp, User

Task = Callable[[Path, User], None]


@dataclass(frozen=True)
class Said:
    done: tuple[str, ...]  # acknowledged
    told: tuple[str, ...]  # refused, in these words
    bugs: tuple[str, ...]  # anything else that went wrong


@dataclass
class Child:
    pid: int
    pipe: int
    outward: int  # the pipe's other end, in the child

    def kill(self) -> bool:
        """Whether it was still at work."""
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        return os.WIFSIGNALED(status)

    def wait(self) -> None:
        os.waitpid(self.pid, 0)

    def said(self) -> Said:
        """Everything that was said. To be called once, when it has ended."""
        with os.fdopen(self.pipe, "rb") as pipe:
            whole, _, _ = pipe.read().rpartition(b"\n")
        lines = [line.partition(" ") for line in whole.decode().splitlines()]
        done, told, bugs = (
            tuple(words for one, _, words in lines if one == kind)
            for kind in ("DONE", "TOLD", "BUG")
        )
        return Said(done, told, bugs)


def start(task: Task, folder: Path, *, tries: int = 1, gate: int | None = None) -> Child:
    """Run *task* in a child; with a *gate*, not before something arrives there."""
    inward, outward = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(outward)
        return Child(pid, inward, outward)
    user = User(outward, tries)
    try:
        if gate is not None:
            os.read(gate, 1)
        task(folder, user)
    except GaveUp:
        pass
    except BaseException:  # noqa: BLE001  nothing may escape into the parent's stack
        user.say("BUG", traceback.format_exc())
    finally:
        os._exit(0)

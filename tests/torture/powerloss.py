"""Every workload traced, and the power cut after each of its steps, in many ways."""

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from model.store import connection
from tests.torture.children import Child
from tests.torture.disk import Disk, State, digest, put
from tests.torture.tracing import Call, trace
from tests.torture.user import User
from tests.torture.workloads import WORKLOADS, Workload, copy_folder

QUIET = {"openat", "close", "lseek", "fsync", "fdatasync"}  # as a rule they change nothing
(EDITING,) = (one for one in WORKLOADS if one.name == "填报")
ROUNDS_REFUSED = 3
TRIES = 3
ROUNDS = {  # where one would show too little
    "填报": 12,
    "批量保存": 4,
    "收件合并": 3,
    "备份": 3,
    "恢复备份": 3,
    "写出工作簿": 30,
}


@dataclass
class Lost:
    """What power cuts did to one workload."""

    workload: str
    cuts: int = 0  # moments at which the power was cut
    states: int = 0  # distinct ones
    acknowledged: int = 0
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def cut_power(folder: Path, states: int, seed: int) -> Iterator[Lost]:
    """Look at *states* states, spread over the workloads."""
    for workload in WORKLOADS:
        yield _explored(workload, folder, states // len(WORKLOADS) + 1, seed)


def cut_power_without_flushing(folder: Path, states: int, seed: int) -> Lost:
    """The control: with synchronous=OFF, the explorer must find lost edits and broken files."""
    with _nothing_flushed():
        return _explored(EDITING, folder, states, seed)


def cut_power_after_refusals(folder: Path, states: int, every: int, seed: int) -> Lost:
    """Each *every*-th flush of some edits fails, the user tries again, and the power fails."""
    whole = Lost("刷新失败后断电")
    _, calls = _traced(EDITING, folder, ROUNDS_REFUSED)
    flushes = range(1, 1 + sum(call.name == "fdatasync" for call in calls), every)
    for number in flushes:
        refused = f"fdatasync:error=EIO:when={number}"
        found = _explored(EDITING, folder, states // len(flushes), seed, refused)
        for name in ("cuts", "states", "acknowledged", "broken", "lost"):
            setattr(whole, name, getattr(whole, name) + getattr(found, name))
    return whole


@contextmanager
def _nothing_flushed() -> Iterator[None]:
    before = connection.SAFETY
    connection.SAFETY = (*before, "synchronous = OFF")
    try:
        yield
    finally:
        connection.SAFETY = before


def _traced(
    workload: Workload, folder: Path, rounds: int, injection: str = ""
) -> tuple[Child, list[Call]]:
    """Leaves what was there before the work in *folder*/prepared."""
    shutil.rmtree(folder, ignore_errors=True)
    prepared = folder / "prepared"
    prepared.mkdir(parents=True)
    workload.prepare(prepared)
    return trace(
        partial(_work, workload, rounds),
        copy_folder(prepared, folder / "work"),
        folder / "strace.log",
        injection=injection,
        tries=TRIES if injection else 1,
    )


def _explored(
    workload: Workload, folder: Path, wanted: int, seed: int, injection: str = ""
) -> Lost:
    rounds = ROUNDS_REFUSED if injection else ROUNDS.get(workload.name, 1)
    child, calls = _traced(workload, folder, rounds, injection)
    said = child.said()
    result = Lost(workload.name, acknowledged=len(said.done), broken=[*said.bugs])
    moments = sum(call.name not in QUIET for call in calls)
    at_most = max(2, 3 * wanted // (2 * moments))
    disk = Disk(folder / "prepared", folder / "work", child.outward)
    draw, seen = random.Random(seed), set[tuple[bytes, int]]()
    for call in calls:
        if not disk.follow(call):
            continue
        result.cuts += 1
        for state in disk.states(draw, at_most):
            if (known := (digest(state), disk.acknowledged)) not in seen:
                seen.add(known)
                _judge(workload, state, folder / "after", said.done[: disk.acknowledged], result)
    result.states = len({state for state, _ in seen})
    return result


def _judge(
    workload: Workload, state: State, folder: Path, said: Sequence[str], result: Lost
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    put(state, folder)
    verdict = workload.judge(folder, said)
    result.broken += verdict.broken[:1]
    result.lost += verdict.lost[:1]


def _work(workload: Workload, rounds: int, folder: Path, user: User) -> None:
    workload.work(folder, user, rounds)

"""kill -9 at a random moment of each operation, again and again."""

import random
import select
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.torture.children import start
from tests.torture.user import User
from tests.torture.workloads import WORKLOADS, Workload, copy_folder

ENDLESS = 10**6
LONGEST_S = {"填报": 0.12}  # until the kill; edits are short, so there are many of them
USUALLY_S = 0.06
PATIENCE = 0.8  # the share of rounds in which something is acknowledged before the kill
MOST_S = 5.0
SHARE = {"填报": 8, "批量保存": 2, "备份": 3, "恢复备份": 2}  # of the rounds; others 1


@dataclass
class Killed:
    """What came of all rounds of one workload."""

    workload: str
    rounds: int = 0
    acknowledged: int = 0
    at_work: int = 0  # rounds that had not ended by themselves
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def kill_often(folder: Path, rounds: int, seed: int) -> Iterator[Killed]:
    """Spread *rounds* over the workloads."""
    shares = [SHARE.get(workload.name, 1) for workload in WORKLOADS]
    draw = random.Random(seed)
    for workload, share in zip(WORKLOADS, shares, strict=True):
        result = Killed(workload.name)
        prepared = folder / "prepared"
        shutil.rmtree(prepared, ignore_errors=True)
        prepared.mkdir(parents=True)
        workload.prepare(prepared)
        longest = _longest_s(workload, prepared, folder / "measured")
        for _ in range(max(1, rounds * share // sum(shares))):
            copy_folder(prepared, folder / "work")
            _round(workload, folder / "work", longest, draw, result)
        yield result


def _longest_s(workload: Workload, prepared: Path, work: Path) -> float:
    """How long to wait at most; as long as it takes, where there is an end."""
    if not workload.ends:
        return LONGEST_S.get(workload.name, USUALLY_S)
    taken = []
    for name in ("first", "second"):
        child = start(partial(_work, workload), copy_folder(prepared, work / name))
        began = time.monotonic()
        child.wait()
        taken.append(time.monotonic() - began)
        child.said()
    return 1.1 * min(taken)


def _round(
    workload: Workload, folder: Path, longest_s: float, draw: random.Random, result: Killed
) -> None:
    child = start(partial(_work, workload), folder)
    if not workload.ends and draw.random() < PATIENCE:
        select.select([child.pipe], [], [], MOST_S)
    time.sleep(draw.uniform(0, longest_s))
    result.at_work += child.kill()
    said = child.said()
    result.rounds += 1
    result.acknowledged += len(said.done)
    verdict = workload.judge(folder, said.done)
    result.broken += (*said.bugs, *verdict.broken)
    result.lost += verdict.lost


def _work(workload: Workload, folder: Path, user: User) -> None:
    workload.work(folder, user, ENDLESS)

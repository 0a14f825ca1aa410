"""Every write, flush, rename and open refused in turn: once, and from then on."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.torture.tracing import straced, trace
from tests.torture.user import User
from tests.torture.workloads import WORKLOADS, Workload, copy_folder

REFUSALS = {  # call -> what the system may say
    "openat": ("EACCES", "ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "write": ("ENOSPC", "EIO"),
    "sendfile": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO", "ENOSPC"),
    "ftruncate": ("EIO", "EACCES"),
    "rename": ("EACCES", "EIO", "ENOSPC"),
    "unlink": ("EACCES", "EIO"),
    "mkdir": ("EACCES", "ENOSPC"),
}
TRIES = 3
ROUNDS = 2
LATIN = re.compile(r"(?!Excel|WPS|LibreOffice)\b[A-Za-z]{2,}")
QUOTED = re.compile(r"“[^”]*”")


@dataclass
class Refused:
    """What came of all refusals met by one workload."""

    workload: str
    runs: int = 0  # two for each call that was refused
    told: int = 0  # runs in which the user was told
    sentences: set[str] = field(default_factory=set)
    bugs: list[str] = field(default_factory=list)  # anything but a sentence in Chinese
    unusable: list[str] = field(default_factory=list)  # the next try failed, too
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def refuse_everything(folder: Path, every: int) -> Iterator[Refused]:
    """Each call of each workload, or *every* n-th of them."""
    for workload in WORKLOADS:
        result = Refused(workload.name)
        shutil.rmtree(folder, ignore_errors=True)
        prepared, work = folder / "prepared", folder / "work"
        prepared.mkdir(parents=True)
        workload.prepare(prepared)
        task = partial(_work, workload)
        task(copy_folder(prepared, work), User(os.open(os.devnull, os.O_WRONLY)))  # imports all
        child, calls = trace(task, copy_folder(prepared, work), folder / "strace.log")
        expected = len(child.said().done)
        counts = Counter(call.name for call in calls)
        for injection in _injections(counts, every):
            _run(workload, copy_folder(prepared, work), injection, expected, result)
        yield result


def _injections(counts: Counter[str], every: int) -> Iterator[str]:
    """At each point: one error once, another one from then on."""
    for call, errors in REFUSALS.items():
        for number in range(1, counts[call] + 1, every):
            once, on = errors[number % len(errors)], errors[(number + 1) % len(errors)]
            yield f"{call}:error={once}:when={number}"
            yield f"{call}:error={on}:when={number}+"


def _run(workload: Workload, folder: Path, injection: str, expected: int, result: Refused) -> None:
    options = ["-o", "/dev/null", "-e", f"inject={injection}"]
    with straced(partial(_work, workload), folder, options, tries=TRIES) as child:
        child.wait()
    said = child.said()
    result.runs += 1
    result.told += bool(said.told)
    result.sentences |= {*said.told}
    result.bugs += [f"{injection}: {bug}" for bug in said.bugs]
    for words in said.told:
        if foreign := LATIN.search(QUOTED.sub("", words)):
            result.bugs.append(f"{injection}: “{foreign[0]}” in: {words}")
    if not injection.endswith("+") and len(said.done) < expected:
        result.unusable.append(f"{injection}: {len(said.done)} done")
    verdict = workload.judge(folder, said.done)
    result.broken += [f"{injection}: {words}" for words in verdict.broken]
    result.lost += [f"{injection}: {words}" for words in verdict.lost]


def _work(workload: Workload, folder: Path, user: User) -> None:
    workload.work(folder, user, ROUNDS)

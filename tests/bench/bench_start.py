"""From nothing to the first picture of a clerk's year, beside an empty window."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.comparing import Ratio, in_turns, median
from tests.bench.first_paint import EMPTY
from tests.bench.sample_year import write_sample_year

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 9
EVICTED_ROUNDS = 5
WARM_GOAL, EVICTED_GOAL, MEMORY_GOAL = 1.8, 1.6, 1.35
WITHIN_S = 120
AGAINST = "an empty QMainWindow"
LIBRARIES = ("PySide6", "shiboken6", "sqlite_utils", "click", "dateutil", "pluggy")


@dataclass(frozen=True)
class Start:
    wall_ms: float  # until the first picture
    cpu_ms: float  # likewise
    memory_mb: float  # at its peak
    modules: frozenset[str]


def compiled_in(folder: Path) -> dict[str, str]:
    """An environment in which Python keeps what it compiles, as an installed program's is kept."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**environment, "PYTHONPYCACHEPREFIX": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def start(words: Sequence[str], environment: dict[str, str]) -> Start:
    """Start the window of *words* in a process of its own and wait for it to end."""
    begun = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.first_paint", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
    )
    try:
        line = process.stdout.readline()
        wall_ms = (perf_counter() - begun) * 1000
        process.wait()
    finally:
        if process.returncode is None:
            process.kill()
        process.stdout.close()
    said = json.loads(line)
    return Start(
        wall_ms=wall_ms,
        cpu_ms=said["cpu_s"] * 1000,
        memory_mb=said["memory_mb"],
        modules=frozenset(said["modules"]),
    )


def evict(environment: dict[str, str]) -> None:
    """Let the system forget the program's files, as it has after a night."""
    site = Path(__import__("PySide6").__file__).parent.parent
    folders = [ROOT / room for room in ("forms", "model", "ui", "assets")]
    folders += [site / name for name in LIBRARIES]
    folders.append(Path(environment["PYTHONPYCACHEPREFIX"]))
    for folder in folders:
        forget(folder)


def forget(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def run() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        data, environment = Path(folder), compiled_in(Path(folder) / "pyc")
        write_sample_year(data)
        year = ["--data", str(data)]
        starts: list[list[Start]] = [[], []]

        def once(side: int, words: Sequence[str]) -> float:
            starts[side].append(start(words, environment))
            return starts[side][-1].wall_ms

        ours, theirs = in_turns(ROUNDS, lambda: once(0, year), lambda: once(1, [EMPTY]))
        yield Ratio("start, wall", median(ours), AGAINST, median(theirs), "ms", WARM_GOAL)
        for what, unit, goal in (("cpu", "ms", WARM_GOAL), ("memory", "MB", MEMORY_GOAL)):
            mine, other = (
                median([getattr(one, f"{what}_{unit.lower()}") for one in side[1:]])
                for side in starts
            )
            yield Ratio(f"start, {what}", mine, AGAINST, other, unit, goal)
        if hasattr(os, "posix_fadvise"):
            yield _evicted(year, environment)


def _evicted(year: Sequence[str], environment: dict[str, str]) -> Ratio:
    def once(words: Sequence[str]) -> float:
        evict(environment)
        return start(words, environment).wall_ms

    ours, theirs = in_turns(EVICTED_ROUNDS, lambda: once(year), lambda: once([EMPTY]))
    return Ratio(
        "start, files forgotten, wall", median(ours), AGAINST, median(theirs), "ms", EVICTED_GOAL
    )

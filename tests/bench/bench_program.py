"""The built program under X, from nothing to its first picture, beside an empty window."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.bench_start import EVICTED_ROUNDS, ROOT, ROUNDS, compiled_in, evict, forget
from tests.bench.comparing import Ratio, in_turns, median
from tests.bench.sample_year import write_sample_year
from tests.bench.screen import Screen, Seen, own_screen

PROGRAM = ROOT / "dist/hebei-carbon-assessment"
AGAINST = "an empty QMainWindow, not built"
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1366, 820)
window.show()
application.exec()
"""


def run() -> Iterator[Ratio]:
    if sys.platform != "linux" or not (PROGRAM / PROGRAM.name).exists():
        print("nothing built: make build")
        return
    try:
        with own_screen() as screen, tempfile.TemporaryDirectory() as folder:
            yield from _compared(screen, Path(folder))
    except FileNotFoundError as error:
        print(f"not measured: {error}")


def _compared(screen: Screen, folder: Path) -> Iterator[Ratio]:
    environment = compiled_in(folder / "pyc")
    write_sample_year(folder)
    ours = [str(PROGRAM / PROGRAM.name), "--data", str(folder)]
    theirs = [sys.executable, "-c", EMPTY]
    seen: list[list[Seen]] = [[], []]

    def once(side: int, before: Callable[[], None] | None = None) -> float:
        if before:
            before()
        seen[side].append(screen.time((ours, theirs)[side], environment))
        return seen[side][-1].wall_ms

    def forget_all() -> None:
        evict(environment)
        forget(PROGRAM)

    sides = in_turns(ROUNDS, lambda: once(0), lambda: once(1))
    yield Ratio("built program, start", median(sides[0]), AGAINST, median(sides[1]), "ms")
    memory = [median([one.memory_mb for one in side]) for side in seen]
    yield Ratio("built program, memory", memory[0], AGAINST, memory[1], "MB")
    sides = in_turns(EVICTED_ROUNDS, lambda: once(0, forget_all), lambda: once(1, forget_all))
    yield Ratio(
        "built program, start, files forgotten",
        median(sides[0]), AGAINST, median(sides[1]), "ms",
    )  # fmt: skip

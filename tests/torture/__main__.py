"""Torture the data and print what came of it: `python -m tests.torture [--quick] [--rounds N]`."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from unicodedata import east_asian_width

from tests.torture.injecting import Refused, refuse_everything
from tests.torture.killing import Killed, kill_often
from tests.torture.powerloss import (
    Lost,
    cut_power,
    cut_power_after_refusals,
    cut_power_without_flushing,
)
from tests.torture.tracing import available

FULL = {"rounds": 2400, "states": 26_000, "every": 1}
QUICK = {"rounds": 40, "states": 300, "every": 60}
MEMORY = Path("/dev/shm")  # a disk that is only imagined needs no real one
Row = tuple[object, ...]


def main(words: list[str]) -> int:
    """Exit code: 0 nothing was lost or broken, and the control was; 1 otherwise."""
    arguments = _parsed(words)
    began = time.monotonic()
    complaints: list[str] = []
    with tempfile.TemporaryDirectory(prefix="torture-") as disk:
        killed = [*kill_often(Path(disk), arguments.rounds, arguments.seed)]
        _print_killed(killed)
        complaints += [what for one in killed for what in (*one.broken, *one.lost)]
    if not available():
        print("strace is missing: neither errors nor power cuts were tried.")
        return 1
    with tempfile.TemporaryDirectory(prefix="torture-", dir=_fast()) as memory:
        folder = Path(memory) / "work"
        refused = [*refuse_everything(folder, arguments.every)]
        _print_refused(refused)
        for one in refused:
            complaints += [*one.bugs, *one.unusable, *one.broken, *one.lost]
        cut = [*cut_power(folder, arguments.states, arguments.seed)]
        few, every = arguments.states // 16, -(-arguments.every // 8)
        cut.append(cut_power_after_refusals(folder, few, every, arguments.seed))
        control = cut_power_without_flushing(
            folder, max(600, arguments.states // 10), arguments.seed
        )
        _print_cut(cut, control)
        complaints += [what for one in cut for what in (*one.broken, *one.lost)]
        if not (control.broken or control.lost):
            complaints.append("The control run found nothing: the explorer is blind.")
    print(f"\n{time.monotonic() - began:.0f} s, seed {arguments.seed}")
    for complaint in complaints[:40]:
        print("!", complaint[:1000])
    return 1 if complaints else 0


def _parsed(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="under a minute instead of a quarter of an hour"
    )
    parser.add_argument("--rounds", type=int, help="kills")
    parser.add_argument("--states", type=int, help="states after a power cut")
    parser.add_argument("--every", type=int, help="refuse only each n-th call")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(words)
    for name, number in (QUICK if arguments.quick else FULL).items():
        if getattr(arguments, name) is None:
            setattr(arguments, name, number)
    return arguments


def _fast() -> Path | None:
    return MEMORY if os.access(MEMORY, os.W_OK) else None


def _print_killed(killed: list[Killed]) -> None:
    head = ("kill -9", "rounds", "at work", "acknowledged", "broken", "lost")
    rows: list[Row] = [
        (one.workload, one.rounds, one.at_work, one.acknowledged, len(one.broken), len(one.lost))
        for one in killed
    ]
    _print(head, rows)


def _print_refused(refused: list[Refused]) -> None:
    head = ("refused calls", "runs", "told", "sentences", "bugs", "unusable", "broken", "lost")
    rows: list[Row] = [
        (
            one.workload,
            one.runs,
            one.told,
            len(one.sentences),
            len(one.bugs),
            len(one.unusable),
            len(one.broken),
            len(one.lost),
        )
        for one in refused
    ]
    _print(head, rows)


def _print_cut(cut: list[Lost], control: Lost) -> None:
    head = ("power cuts", "moments", "states", "acknowledged", "broken", "lost")

    def row(name: str, one: Lost) -> Row:
        return name, one.cuts, one.states, one.acknowledged, len(one.broken), len(one.lost)

    _print(head, [row(one.workload, one) for one in cut])
    _print(("control", *head[1:]), [row("synchronous=OFF", control)], total=False)


def _print(head: Row, rows: list[Row], *, total: bool = True) -> None:
    if total:
        columns = [*zip(*rows, strict=True)][1:]
        rows = [*rows, ("all", *(sum(map(int, map(str, column))) for column in columns))]
    print()
    for row in (head, *rows):
        first, *rest = map(str, row)
        wide = sum(east_asian_width(letter) in "WF" for letter in first)
        print(first.ljust(18 - wide), *(word.rjust(13) for word in rest), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

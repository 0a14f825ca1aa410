"""Every measurement, one table: python -m tests.bench [NAME…], names as in bench_NAME.py.

A module with run() gives rows of ratios; one with main() alone prints a table of its own. Each
has a process to itself, because there can be one QApplication in a process.
"""

import json
import os
import platform
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from tests.bench.comparing import HEADING, Ratio

FOLDER = Path(__file__).parent
ROWS = "--rows-of"


def names() -> list[str]:
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def give_rows(name: str) -> int:
    """In a process of its own: one line of JSON per row, among whatever else is printed."""
    module = import_module(f"tests.bench.bench_{name}")
    if not hasattr(module, "run"):
        return int(module.main() or 0)
    for row in module.run():
        print(ROWS + json.dumps(row.as_json()), flush=True)
    return 0


def rows_of(name: str) -> tuple[list[Ratio], int]:
    """The rows of one module, shown as they come, and its exit code."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench", ROWS, name], stdout=subprocess.PIPE, text=True
    )
    rows = []
    for line in process.stdout:
        if line.startswith(ROWS):
            rows.append(Ratio(**json.loads(line.removeprefix(ROWS))))
            print(rows[-1].line, flush=True)
        else:
            print(line, end="", flush=True)
    return rows, process.wait()


def main(words: list[str]) -> int:
    if words[:1] == [ROWS]:
        return give_rows(words[1])
    known = names()
    if unknown := [word for word in words if word not in known]:
        print(f"No such measurement: {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    print(f"{platform.platform()}, {os.cpu_count()} processors")
    codes = []
    for name in words or known:
        print(f"\n{name}, load {load()}\n{HEADING}", flush=True)
        codes.append(rows_of(name)[1])
        print(f"{name} done, load {load()}", flush=True)
    return int(any(codes))


def load() -> str:
    """How many processes want to run, over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

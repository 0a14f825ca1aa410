"""Let hostile files come to both windows, life after life, and print what was not as it must be:
`python -m tests.hostile [--rounds N] [--seed N] [--files N] [--on]`.

A round is a file. The files of a life come to one PC; its seed and their number repeat it exactly.
Lives are led in a process with limits, which is begun anew where it ended or hung.
"""

import argparse
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO

MEMORY = 3 * 2**30  # bytes of address space
LIVES = 10  # of one process
SILENCE_S = 300  # nothing said for so long: it hangs


def main(words: list[str]) -> int:
    """Exit code: 0 nothing was wrong; 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10_000, help="files in all")
    parser.add_argument("--files", type=int, default=40, help="of one life")
    parser.add_argument("--seed", type=int, default=1, help="of the first life")
    parser.add_argument("--only", action="store_true", help="that one life, whatever --rounds says")
    parser.add_argument("--lives", type=int, default=0, help=argparse.SUPPRESS)  # the inner process
    given = parser.parse_args(words)
    if given.lives:
        return lead(given.seed, given.lives, given.files)
    lives = 1 if given.only else -(-given.rounds // given.files)
    print(f"{lives * given.files} files, {given.files} a life, from seed {given.seed}", flush=True)
    wrong, seed, last = 0, given.seed, given.seed + lives
    began = time.monotonic()
    while seed < last:
        seed, found = watched(seed, min(LIVES, last - seed), given.files)
        wrong += found
        took = time.monotonic() - began
        done = (seed - given.seed) * given.files
        print(f"{done} files, {wrong} lives with complaints, {took:.0f} s", flush=True)
    return 1 if wrong else 0


def watched(seed: int, lives: int, files: int) -> tuple[int, int]:
    """The next seed, and how many of the *lives* from *seed* went wrong, led in a process."""
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.hostile", "--lives", str(lives)]
    command += ["--seed", str(seed), "--files", str(files)]
    wrong, now, step = 0, seed, ""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    env |= {"MALLOC_ARENA_MAX": "2"}  # else each thread reserves a part of the address space
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        lines: queue.Queue[bytes] = queue.Queue()
        hear = threading.Thread(target=_hear, args=(process.stdout, lines), daemon=True)
        hear.start()
        while True:
            try:
                heard = lines.get(timeout=SILENCE_S)
            except queue.Empty:
                process.kill()
                print(f"\nseed {now}: HANGS in {step}", flush=True)
                return now + 1, wrong + 1
            if not heard:
                break
            line = heard.decode("utf-8", "replace").rstrip("\n")
            mark, _, said = line.partition(" ")
            match mark:
                case "LIFE":
                    now, step = int(said), "the beginning"
                case "STEP":
                    step = said
                case "WRONG":
                    wrong += 1
                case "DONE":
                    pass
                case _:
                    print(line, flush=True)
        code = process.wait()
    if code:
        print(f"\nseed {now}: the program ENDED with {code} in {step}", flush=True)
        return now + 1, wrong + 1
    return seed + lives, wrong


def _hear(pipe: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    """Each line as it comes; the last is empty."""
    while line := pipe.readline():
        lines.put(line)
    lines.put(b"")


def lead(seed: int, lives: int, files: int) -> int:
    """Lead *lives* from *seed* on in this process, and say how they go."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ.setdefault("MPLCONFIGDIR", f"{tempfile.gettempdir()}/hebei-tests-mpl")
    from tests.hostile.life import Ground, Life
    from ui import start
    from ui.theme import BUNDLED

    app = start.application(["hostile"], BUNDLED)
    app.setQuitOnLastWindowClosed(False)

    def say(words: str) -> None:
        flat = words.encode("ascii", "backslashreplace").decode().replace("\n", " ")
        print(flat, flush=True)

    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        ground = Ground(Path(folder))
        for number in range(seed, seed + lives):
            say(f"LIFE {number}")
            life = Life(ground, number, files, step=lambda words: say(f"STEP {words}"))
            if complaints := life.live():
                say(f"WRONG {number}")
                print(f"\nseed {number} ({life.role.name.lower()}):", *complaints, sep="\n    ")
                print("  the files:", *life.made, sep="\n    ", flush=True)
            say("DONE")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))

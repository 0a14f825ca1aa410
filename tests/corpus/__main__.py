"""The whole corpus: a table of verdicts, everything that disagrees, what it cost.

The files are made by a process of their own, so that this one's memory tells what reading costs.
Exit code 1 where anything disagrees, takes too long, or takes too much memory.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.corpus.base import NAMES, Base, base, refresh
from tests.corpus.hand_edits import SEALED, complaint, random_edits
from tests.corpus.kinds import variants
from tests.corpus.mutations import mutations
from tests.corpus.running import CHILD_MB, PARENT_MB, Outcome, Runner, memory_mb
from tests.corpus.variant import Variant, Verdict

FIRST = 50  # files until this process has grown to its usual size
AHEAD = 40  # files that wait to be read, at the most


def main() -> int:
    said = _words().parse_args()
    if said.refresh:
        refresh()
        return 0
    chosen = list(_chosen(said))
    if said.write:
        _write(chosen, said.write, ahead=said.ahead)
        return 0
    outcomes, runner, before = [], Runner(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        words = [*sys.argv[1:], "--write", folder, "--ahead"]
        with subprocess.Popen([sys.executable, "-m", "tests.corpus", *words]) as writer:
            for number, (one, variant) in enumerate(chosen):
                path = _waited_for(Path(folder, str(number)), variant.file_name, writer)
                outcomes.append(runner.read(one, variant, path))
                path.unlink()
                if number == FIRST:
                    before = memory_mb()
    gc.collect()
    grown = memory_mb() - before if before else 0.0
    unnamed = [*_unnamed(said, runner)]
    runner.reader.close()
    _print(outcomes)
    print("\n".join([f"hand edits: {said.edits}, not named exactly: {len(unnamed)}", *unnamed]))
    print(f"child at most {runner.child_kb / 1024:.0f} MB, parent grew by {grown:.1f} MB")
    wrong = unnamed or any(outcome.disagreements for outcome in outcomes)
    return int(bool(wrong) or runner.child_kb / 1024 > CHILD_MB or grown > PARENT_MB)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    words.add_argument("--mutations", type=int, default=40, help="random ones per base")
    words.add_argument("--edits", type=int, default=500, help="random ones of single cells")
    words.add_argument("--seed", type=int, default=1, help="of the random ones")
    words.add_argument("--base", choices=NAMES, action="append", help="only these bases")
    words.add_argument("--only", default="", help="only variants whose kind or name holds this")
    words.add_argument("--write", type=Path, help="only write the files, to this folder")
    words.add_argument("--ahead", action="store_true", help=argparse.SUPPRESS)
    words.add_argument("--refresh", action="store_true", help="let office programs save bases/")
    return words


def _chosen(said: argparse.Namespace) -> Iterator[tuple[Base, Variant]]:
    for name in said.base or NAMES:
        one = base(name)
        for variant in (*variants(one), *mutations(one, said.mutations, said.seed)):
            if said.only in f"{variant.kind} {variant.name}":
                yield one, variant


def _unnamed(said: argparse.Namespace, runner: Runner) -> Iterator[str]:
    """Edits of single cells that aren't named exactly."""
    for number, name in enumerate(SEALED):
        share = said.edits // len(SEALED) + (number < said.edits % len(SEALED))
        for edit in random_edits(base(name), share, said.seed):
            if words := complaint(base(name), edit, runner.reader):
                yield f"  {name}: {words}"


def _write(chosen: Sequence[tuple[Base, Variant]], folder: Path, *, ahead: bool) -> None:
    """Each file into a folder of its own, for its name may matter; *ahead* of a reader."""
    for number, (one, variant) in enumerate(chosen):
        while ahead and Path(folder, str(number - AHEAD), "done").exists():
            time.sleep(0.005)
        name = str(number) if ahead else f"{one.name}-{variant.kind}-{variant.name}"
        place = folder / name.replace("/", "_")
        place.mkdir(parents=True)
        (place / variant.file_name).write_bytes(variant.make())
        if ahead:
            (place / "done").touch()


def _waited_for(place: Path, name: str, writer: "subprocess.Popen[bytes]") -> Path:
    while not (place / "done").exists():
        if writer.poll():
            raise SystemExit("the files could not be made")
        time.sleep(0.002)
    (place / "done").unlink()
    return place / name


def _print(outcomes: Sequence[Outcome]) -> None:
    print(f"{'base':22}{'kind':12}{'files':>6}{'accept':>8}{'warn':>6}{'reject':>8}{'wrong':>7}")
    groups = dict.fromkeys((one.base, one.kind) for one in outcomes)
    for name, kind in (*groups, ("all", "")):
        group = [one for one in outcomes if name == "all" or (one.base, one.kind) == (name, kind)]
        verdicts = Counter(outcome.verdict for outcome in group)
        wrong = sum(bool(outcome.disagreements) for outcome in group)
        counts = "".join(f"{verdicts[v]:>{w}}" for v, w in zip(Verdict, (8, 6, 8), strict=True))
        print(f"{name:22}{kind:12}{len(group):>6}{counts}{wrong:>7}")
    for outcome in outcomes:
        for words in outcome.disagreements:
            print(f"WRONG {outcome}: {words}")
    print("slowest:")
    for outcome in sorted(outcomes, key=lambda one: -one.seconds)[:5]:
        print(f"  {outcome.seconds:6.2f} s  {outcome.verdict} {outcome.code}  {outcome}")


if __name__ == "__main__":
    sys.exit(main())

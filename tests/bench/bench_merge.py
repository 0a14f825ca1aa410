"""收件 held against a plain openpyxl script that reads the same cells from the same files.

    python -m tests.bench.bench_merge [--files 200] [--rounds 5] [--growth 2000]

Both sides take turns on the same files in one run; what counts are the medians of the ratios, wall
and processor time, children included. The files are whole sample years of the plan's bodies; where
more are wanted than there are exports, they differ in their zip comment alone, so that none is
known from before and each is read in full.
"""

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from forms import FORMS
from model.jobs import JobContext
from model.office.office import Office
from model.office.receiving import receive
from model.paths import asset
from model.plan.loader import load_plan
from model.scoring.loader import load_rulebook
from model.store.opening import open_store
from model.workbook.layout import Questionnaire
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import exported

Job = Callable[[], None]
YEAR = 2025
TABLES = ("封面", "任务清单", "指标", "指标（定性）", "佐证材料", "数据包")


@dataclass(frozen=True)
class Spent:
    wall_s: float
    cpu_s: float
    peak_mb: float


def make_files(folder: Path, count: int, *, saved: bool = False) -> list[Path]:
    """*count* files, each with bytes of its own; `saved`: by another program since."""
    plan = load_plan(asset("plan/hebei-2022"))
    bodies = [body.id for body in plan.bodies][: min(count, 48)]
    contents = [exported(whole_year(plan, body, id=body)) for body in bodies]
    if saved:
        contents = [resaved(content) for content in contents]
    paths = []
    for number in range(count):
        content = contents[number % len(contents)]
        mark = f"{number:06}".encode()
        # The last two bytes of a zip archive are the length of its comment.
        (folder / f"{number:06}.xlsx").write_bytes(
            content[:-2] + len(mark).to_bytes(2, "little") + mark
        )
        paths.append(folder / f"{number:06}.xlsx")
    return paths


def resaved(content: bytes) -> bytes:
    target = io.BytesIO()
    load_workbook(io.BytesIO(content)).save(target)
    return target.getvalue()


def openpyxl_script(folder: Path) -> Job:
    """What people write: open every file, go through its sheets, collect what is there."""

    def merge() -> None:
        rows = []
        for path in sorted(folder.glob("*.xlsx")):
            book = load_workbook(path)
            for title in TABLES:
                if title in book.sheetnames:
                    rows += [row for row in book[title].iter_rows(values_only=True) if any(row)]

    return merge


def ours(folder: Path) -> Job:
    """All of 收件: read in limited children, checked, kept with the original, committed."""
    asked = Questionnaire(plan=load_plan(asset("plan/hebei-2022")), forms=FORMS)

    def take_in() -> None:
        with TemporaryDirectory() as place, closing(open_store(Path(place) / "data.db")) as db:
            receive(db, asked, [folder], JobContext(), year=YEAR)

    return take_in


def first_look(folder: Path) -> Job:
    """收件, then everything the board, the checks and the results show."""
    plan = load_plan(asset("plan/hebei-2022"))
    rules = load_rulebook(asset("rules/percent-2025.1.toml"), plan)

    def look() -> None:
        with TemporaryDirectory() as place, closing(open_store(Path(place) / "data.db")) as db:
            receive(db, Questionnaire(plan=plan, forms=FORMS), [folder], JobContext(), year=YEAR)
            office = Office(plan, rules, FORMS, db, YEAR)
            _ = office.bodies, office.conflicts, office.suspicions, office.picture.by_cell

    return look


CONTESTANTS: dict[str, Callable[[Path], Job]] = {
    "script": openpyxl_script,
    "ours": ours,
    "look": first_look,
}


def run(contestant: str, folder: Path) -> Spent:
    """In a process of its own, so that its memory and its children are its alone."""
    command = [sys.executable, "-m", "tests.bench.bench_merge", "--run", contestant, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Spent(**json.loads(done.stdout))


def run_here(contestant: str, folder: Path) -> None:
    job = CONTESTANTS[contestant](folder)
    before = cpu_s()
    began = time.perf_counter()
    job()
    spent = Spent(
        wall_s=time.perf_counter() - began,
        cpu_s=cpu_s() - before,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
    print(json.dumps(asdict(spent)))


def cpu_s() -> float:
    """Children that have ended included."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def parts_of(paths: list[Path], folder: Path, size: int) -> Iterator[Path]:
    """Folders of *size* files each."""
    for start in range(0, len(paths), size):
        part = folder / f"part{start}"
        part.mkdir()
        for path in paths[start : start + size]:
            (part / path.name).hardlink_to(path)
        yield part


def compare(files: int, rounds: int, *, saved: bool) -> None:
    what = "files saved by another program" if saved else "files as the app wrote them"
    print(f"收件, {what}:")
    with TemporaryDirectory() as place:
        folder = Path(place)
        size = max(files // rounds, 1)
        paths = make_files(folder, size * rounds, saved=saved)
        ratios: dict[str, list[float]] = {"wall": [], "cpu": []}
        for part in parts_of(paths, folder, size):
            script, own = run("script", part), run("ours", part)
            ratios["wall"].append(script.wall_s / own.wall_s)
            ratios["cpu"].append(script.cpu_s / own.cpu_s)
            print(
                f"  {size} files: script {script.wall_s:.2f} s ({script.cpu_s:.2f} cpu,"
                f" {script.peak_mb:.0f} MB), ours {own.wall_s:.2f} s ({own.cpu_s:.2f} cpu,"
                f" {own.peak_mb:.0f} MB)"
            )
        wall, cpu = (statistics.median(ratios[kind]) for kind in ("wall", "cpu"))
        print(f"  {wall:.1f} times as fast as the script, {cpu:.1f} times by processor time")


def growth(most: int) -> None:
    """Time and memory per file must stay what they are."""
    print("growth:")
    for count in (most // 40, most // 4, most):
        with TemporaryDirectory() as place:
            make_files(Path(place), count)
            spent = run("ours", Path(place))
            each = spent.wall_s / count * 1000
            print(
                f"{count} files: {spent.wall_s:.1f} s, {each:.1f} ms each, {spent.peak_mb:.0f} MB"
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", type=int, default=0, metavar="FILES")
    parser.add_argument("--run", nargs=2, metavar=("CONTESTANT", "FOLDER"))
    arguments = parser.parse_args()
    if arguments.run:
        run_here(arguments.run[0], Path(arguments.run[1]))
        return
    for saved in (False, True):
        compare(arguments.files, arguments.rounds, saved=saved)
    if arguments.growth:
        growth(arguments.growth)


if __name__ == "__main__":
    main()

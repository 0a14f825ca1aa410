"""收件 held against plain openpyxl scripts: two that only load and read the same cells, and the
usual one, which appends them to a workbook and saves that.

All take turns on the same files in one run; what counts are the medians, wall and processor time,
children included. The files are whole sample years of the plan's bodies; where more are wanted
than there are exports, they differ in their zip comment alone, so that none is known from before
and each is read. Beyond that: time and memory a file, for up to FILES of them.
"""

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from forms import FORMS
from model.jobs import JobContext
from model.office.inbox import receive
from model.paths import asset
from model.plan.loader import load_plan
from model.store.data_file import open_store
from model.workbook.layout import Questionnaire
from tests.bench.comparing import Ratio, median
from tests.bench.memory import peak_mb
from tests.model.workbook.whole_year import whole_year
from tests.model.workbook.years import exported

Job = Callable[[], None]
YEAR = 2025
ROUNDS, EACH = 5, 50
FEW, MANY, FILES = 200, 500, 2000
OF_APPENDING = 1 / 10
OF_LOADING = 1 / 30
LINEAR, FLAT = 1.25, 1.2
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


def rows_in(folder: Path, *, read_only: bool) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The sheet's title and the values of every row that says something, file by file."""
    for path in sorted(folder.glob("*.xlsx")):
        with closing(load_workbook(path, read_only=read_only)) as book:
            for title in TABLES:
                if title in book.sheetnames:
                    for row in book[title].iter_rows(values_only=True):
                        if any(row):
                            yield title, row


def loading_script(folder: Path, *, read_only: bool) -> Job:
    """Open every file and look at its cells; nothing is kept."""

    def load() -> None:
        for _ in rows_in(folder, read_only=read_only):
            pass

    return load


def appending_script(folder: Path) -> Job:
    """What people write: open every file, append its rows to a sheet each, save the lot."""

    def merge() -> None:
        merged = Workbook()
        sheets = {title: merged.create_sheet(title) for title in TABLES}
        for title, row in rows_in(folder, read_only=False):
            sheets[title].append(row)
        merged.save(folder.parent / "merged.xlsx")

    return merge


def ours(folder: Path) -> Job:
    """All of 收件: read in limited children, checked, kept with the original, committed."""
    asked = Questionnaire(plan=load_plan(asset("plan/hebei-2022")), forms=FORMS)

    def take_in() -> None:
        with TemporaryDirectory() as place, closing(open_store(Path(place) / "data.db")) as db:
            receive(db, asked, [folder], JobContext(), year=YEAR)

    return take_in


CONTESTANTS: dict[str, Callable[[Path], Job]] = {
    "load": partial(loading_script, read_only=False),
    "read-only": partial(loading_script, read_only=True),
    "append": appending_script,
    "ours": ours,
}
AGAINST = {  # words, and how much of its time ours may take
    "load": ("openpyxl: load, read", OF_LOADING),
    "read-only": ("openpyxl: load read-only, read", None),
    "append": ("openpyxl: load, append, save", OF_APPENDING),
}


def spent_by(contestant: str, folder: Path) -> Spent:
    """In a process of its own, so that its memory and its children are its alone."""
    command = [sys.executable, "-m", "tests.bench.bench_merge", contestant, str(folder)]
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
        peak_mb=peak_mb(),
    )
    print(json.dumps(asdict(spent)))


def cpu_s() -> float:
    """Children that have ended included."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def median_of(spent: list[Spent], kind: str) -> float:
    return median([getattr(one, kind) for one in spent])


def parts_of(paths: list[Path], folder: Path, size: int) -> Iterator[Path]:
    """Folders of *size* files each."""
    for start in range(0, len(paths), size):
        part = folder / f"part{start}"
        part.mkdir()
        for path in paths[start : start + size]:
            (part / path.name).hardlink_to(path)
        yield part


def compare(what: str, *, saved: bool) -> Iterator[Ratio]:
    with TemporaryDirectory() as place:
        folder = Path(place)
        parts = [*parts_of(make_files(folder, ROUNDS * EACH, saved=saved), folder, EACH)]
        turns = [{name: spent_by(name, part) for name in CONTESTANTS} for part in parts]
    spent = {name: [turn[name] for turn in turns] for name in CONTESTANTS}
    for name, (against, goal) in AGAINST.items():
        for kind, words in (("wall_s", "wall"), ("cpu_s", "cpu")):
            yield Ratio(
                f"收件, {EACH} files, {what}, {words}", median_of(spent["ours"], kind), against,
                median_of(spent[name], kind), "s", goal,
            )  # fmt: skip
        yield Ratio(
            "the same, memory of the process", median_of(spent["ours"], "peak_mb"), against,
            median_of(spent[name], "peak_mb"), "MB",
        )  # fmt: skip


def in_one_go() -> Iterator[Ratio]:
    """As many files as a city has in a year, once."""
    with TemporaryDirectory() as place:
        make_files(Path(place), MANY)
        spent = {name: spent_by(name, Path(place)) for name in ("ours", "load")}
    against, goal = AGAINST["load"]
    yield Ratio(
        f"收件, {MANY} files, once, cpu",
        spent["ours"].cpu_s,
        against,
        spent["load"].cpu_s,
        "s",
        goal,
    )


def growth() -> Iterator[Ratio]:
    """Time a file and memory must stay what they are."""
    spent = []
    for count in (FEW, FILES):
        with TemporaryDirectory() as place:
            make_files(Path(place), count)
            spent.append(spent_by("ours", Path(place)))
    few, many = spent
    yield Ratio(
        f"one of {FILES} files, cpu", many.cpu_s / FILES * 1000, f"one of {FEW} files",
        few.cpu_s / FEW * 1000, "ms", LINEAR,
    )  # fmt: skip
    yield Ratio(
        f"memory with {FILES} files", many.peak_mb, f"with {FEW} files", few.peak_mb, "MB", FLAT
    )


def run() -> Iterator[Ratio]:
    yield from compare("as exported", saved=False)
    yield from compare("saved again", saved=True)
    yield from in_one_go()
    yield from growth()


if __name__ == "__main__":
    run_here(sys.argv[1], Path(sys.argv[2]))

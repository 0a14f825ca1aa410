"""A city: every body of so many districts reports for so many years into one data file.

    python -m tests.bench city                   one district beside four, one year
    python -m tests.bench.bench_city 16 9        16 districts, nine years: 7,000 reports and more

Each district has the bodies of the shipped plan under names of its own, asked what the plan's
proposal gives them. Told are: receiving, a report, and its memory; the year read and put together;
each page of the office opened; the report for Word.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from forms import FORMS
from model.domain.plan import Plan
from model.jobs import JobContext
from model.office.inbox import receive
from model.office.year import OfficeYear
from model.outputs import year_data
from model.package.in_force import as_proposed
from model.paths import DATA_FILE, PLAN, RULEBOOK, asset
from model.plan.loader import load_plan
from model.plans import PlanLibrary
from model.report.annual import report_bytes
from model.samples.answers import sample_answers
from model.scoring.loader import load_rulebook
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from model.workbook.layout import Questionnaire
from tests.bench.bench_merge import cpu_s
from tests.bench.comparing import Ratio
from tests.bench.memory import peak_mb
from tests.model.workbook.years import exported, make_report

LAST_YEAR = 2030
FEW, MANY = 1, 4  # districts
LINEAR, FLAT = 1.25, 1.5
PAGE_S = 0.3
COUNTED = "the rail's counts, behind the first page"
OPENED = ("inbox", "board", "review", "checks", "results", "ledger", "trends")


@dataclass(frozen=True)
class Took:
    reports: int
    receiving_s: float
    reading_s: float
    report_s: float
    memory_mb: float  # at most, until all were received


@cache
def city(districts: int) -> Plan:
    """The shipped plan with its bodies *districts* times, each district's items its own bodies'."""
    plan = as_proposed(load_plan(asset(PLAN)))

    def everywhere(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for n in range(districts) for one in in_district(ids, n))

    def in_district(ids: tuple[str, ...], n: int) -> tuple[str, ...]:
        return tuple(f"{one}-{n}" if n else one for one in ids)

    def spread(item):
        return replace(
            item,
            **{
                name: everywhere(getattr(item, name))
                for name in ("departments", "lead", "others", "outside")
                if hasattr(item, name)
            },
        )

    return replace(
        plan,
        proposals={},
        departments={
            in_district((key,), n)[0]: replace(
                body,
                id=in_district((key,), n)[0],
                name=f"{body.name}（第{n}区）" if n else body.name,
                aliases=() if n else body.aliases,
                members=in_district(body.members, n),
            )
            for n in range(districts)
            for key, body in plan.departments.items()
        },
        clauses={
            key: replace(one, departments=everywhere(one.departments))
            for key, one in plan.clauses.items()
        },
        measures={key: spread(one) for key, one in plan.measures.items()},
        indicators={key: spread(one) for key, one in plan.indicators.items()},
    )


@cache
def rulebook():
    return load_rulebook(asset(RULEBOOK))


def write_report(folder: Path, districts: int, year: int, body: str) -> None:
    plan = city(districts)
    report = make_report(
        sample_answers(plan, body, year),
        plan=plan,
        rulebook=rulebook(),
        body=body,
        year=year,
        id=sha256(f"{body} {year}".encode()).hexdigest()[:32],
        evidence=(),
        sample=True,
    )
    (folder / f"{year}-{body}.xlsx").write_bytes(exported(report))


def write_reports(folder: Path, districts: int, year: int) -> int:
    bodies = [body.id for body in city(districts).bodies]
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(write_report, folder, districts, year), bodies, chunksize=10))
    return len(bodies)


def cpu_s_of(job: Callable[[], object]) -> float:
    """The reading child included."""
    begun = cpu_s()
    job()
    return cpu_s() - begun


def office(db, districts: int, year: int) -> OfficeYear:
    return OfficeYear.read(PlanLibrary(db, city(districts)), rulebook(), FORMS, year)


def whole_year(folder: Path, districts: int, year: int) -> Took:
    """Write, receive and report one year in *folder*'s data file."""
    with TemporaryDirectory() as mail:
        count = write_reports(Path(mail), districts, year)
        with closing(open_store(folder / DATA_FILE)) as db:
            asked = Questionnaire(plan=city(districts), forms=FORMS)
            receiving = cpu_s_of(lambda: receive(db, asked, [Path(mail)], JobContext(), year=year))
            memory = peak_mb()
    with closing(open_store(folder / DATA_FILE)) as db:
        reading = cpu_s_of(lambda: office(db, districts, year).picture)
        report = cpu_s_of(
            lambda: report_bytes(year_data(office(db, districts, year)), JobContext())
        )
    return Took(count, receiving, reading, report, memory)


def pages(folder: Path, districts: int, year: int) -> Iterator[tuple[str, float]]:
    """Processor time until each page of the office is painted, its modules imported before [s]."""
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow
    from ui.start import application
    from ui.theme import BUNDLED

    app = QApplication.instance() or application(sys.argv[:1], (BUNDLED,))
    with closing(open_store(folder / DATA_FILE)) as db:
        save_profile(db, Profile(role=Role.OFFICE, year=year))
        for counted in (False, True):  # whatever a process does but once
            begun, waits = process_time(), []
            window = MainWindow(city(districts), rulebook(), db)
            window.session.counted.connect(waits.append)
            window.resize(1366, 820)
            window.show()
            app.processEvents()
            if counted:
                yield "window", process_time() - begun
            while not waits:
                app.processEvents()
            if counted:
                yield COUNTED, process_time() - begun
            for name in OPENED:
                begun = process_time()
                window.show_page(name)
                app.processEvents()
                if counted:
                    yield name, process_time() - begun
            window.close()


def run() -> Iterator[Ratio]:
    took, opened = [], []
    for districts in (FEW, MANY):
        with TemporaryDirectory() as folder:
            with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                year = alone.submit(whole_year, Path(folder), districts, LAST_YEAR)
                took.append(year.result())
            opened.append(dict(pages(Path(folder), districts, LAST_YEAR)))
    few, many = took
    for what, kind, goal in (
        ("received, cpu a report", "receiving_s", LINEAR),
        ("read and put together, cpu a report", "reading_s", LINEAR),
        ("report for Word, cpu a report", "report_s", None),
    ):
        a_report = [getattr(one, kind) / one.reports * 1000 for one in (many, few)]
        yield Ratio(
            f"{many.reports} reports of a year, {what}", a_report[0],
            f"{few.reports} reports", a_report[1], "ms", goal,
        )  # fmt: skip
    for name in opened[0]:
        yield Ratio(
            f"{many.reports} reports of a year, page {name}, cpu", opened[1][name] * 1000,
            f"{few.reports} reports", opened[0][name] * 1000, "ms",
        )  # fmt: skip
    yield Ratio(
        "memory of receiving",
        many.memory_mb,
        f"{few.reports} reports",
        few.memory_mb,
        "MB",
        FLAT,
    )


def main(districts: int, years: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            took = whole_year(folder, districts, year)
            print(
                f"{year}: {took.reports} reports; cpu s: received {took.receiving_s:.1f}, "
                f"put together {took.reading_s:.2f}, report {took.report_s:.2f}; "
                f"{took.memory_mb:.0f} MB until then; "
                f"file {(folder / DATA_FILE).stat().st_size / 2**20:.0f} MB",
                flush=True,
            )
        for page, seconds in pages(folder, districts, LAST_YEAR):
            slow = page != COUNTED and seconds > PAGE_S
            print(f"{page}: {seconds:.2f} s{'  SLOW' if slow else ''}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))

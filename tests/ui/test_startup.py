"""What is imported before the first picture: nothing that only exports, charts and PDFs need."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from model.paths import DATA_FILE
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile
from tests.bench.sample_year import write_sample_year

ROOT = Path(__file__).parent.parent.parent
HEAVY = {
    "openpyxl", "matplotlib", "numpy", "PIL", "fontTools", "multiprocessing", "asyncio",
    "ssl", "http",
}  # fmt: skip
LATER = {  # parts that others would take along, and pages that nobody has opened yet
    "dateutil.parser._parser", "importlib.metadata", "logging.handlers",
    "model.plan.loader", "ui.help.window", "ui.pages.about", "ui.pages.backups",
    "ui.pages.clerk.entry", "ui.pages.clerk.export", "ui.pages.clerk.score", "ui.pages.plan",
    "ui.section_sheet.window", "ui.support", "ui.tour.window",
}  # fmt: skip


CLERK, OFFICE = 305, 420  # of our modules at most: what it took and a tenth more
CLERK_LATER = {"model.checks.all_checks", "model.workbook.reasons", "ui.incoming.files"}
OFFICE_LATER = {"model.office.inbox", "model.outputs", "ui.pages.office.review"}
ROOMS = {"forms", "model", "ui"}


def imported_at_first_paint(data: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.first_paint", "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,  # a picture that never comes fails the test
    )
    assert done.returncode == 0, done.stderr
    return {*json.loads(done.stdout)["modules"]}


def write_office(folder: Path) -> None:
    with closing(open_store(folder / DATA_FILE)) as db:
        save_profile(db, Profile(role=Role.OFFICE, year=2025))


@pytest.mark.parametrize(
    "prepare",
    [lambda _: None, write_sample_year, write_office],
    ids=["first start", "clerk", "office"],
)
def test_that_heavy_libraries_wait_until_they_are_needed(prepare, tmp_path):
    prepare(tmp_path)
    found = imported_at_first_paint(tmp_path)
    assert "PySide6" in found
    assert {name.partition(".")[0] for name in found} & HEAVY == set()
    assert found & LATER == set()


@pytest.mark.parametrize(
    ("prepare", "most", "later"),
    [(write_sample_year, CLERK, CLERK_LATER), (write_office, OFFICE, OFFICE_LATER)],
    ids=["clerk", "office"],
)
def test_that_a_start_imports_no_more_of_ours_than_it_did(prepare, most, later, tmp_path):
    prepare(tmp_path)
    found = imported_at_first_paint(tmp_path)
    ours = sorted(name for name in found if name.partition(".")[0] in ROOMS)
    assert found & later == set()
    assert len(ours) <= most, ours

"""What every test may ask for."""

import gc
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Matplotlib's list of fonts: kept from run to run, and not in the user's data folder.
os.environ.setdefault("MPLCONFIGDIR", f"{tempfile.gettempdir()}/hebei-tests-mpl")

import pytest
from hypothesis import HealthCheck, settings

from model.domain.plan import Plan
from model.package.in_force import in_force
from model.paths import asset
from model.plan.loader import load_plan
from model.store import data_file
from model.store.data_file import open_store
from tests.systems import WINDOWS
from tests.thorough import tried

# What takes longest begins first, so that no core waits for the other at the end.
LONGEST = (
    "tests/years/", "tests/hostile/", "tests/ui/test_fitting.py", "tests/ui/test_filling_in.py",
    "tests/ui/pages/package/test_package_page.py", "tests/ui/incoming/test_origin_question.py",
    "tests/ui/pages/office/test_checks_and_results.py", "tests/ui/pages/rules/test_page.py",
    "tests/model/workbook/package/test_write.py", "tests/ui/test_export.py",
)  # fmt: skip
MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # bytes that have to be free


def pytest_configure():
    """Files of tests lie in memory where it has room: a disk makes each transaction wait."""
    if WINDOWS or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    if not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:  # some tests put programs there
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None


settings.register_profile(
    "part",
    settings(),
    max_examples=tried(settings().max_examples),
    suppress_health_check=[HealthCheck.too_slow],  # that the machine is busy is nobody's fault
)
settings.load_profile("part")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish():
    """Modules and tests stay to the end: no need to look through them for garbage each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def qapp_cls():
    """pytest-qt makes the one application; ours dresses it, whichever test asks first."""
    from ui import start
    from ui.theme import BUNDLED

    def dressed(arguments):
        hook = sys.excepthook
        app = start.application(arguments, (BUNDLED,))
        sys.excepthook = hook
        return app

    return dressed


@pytest.fixture(scope="session", autouse=True)
def migrations_run_once(tmp_path_factory):
    """A new data file is a copy of the first one: the migrations make the same each time."""
    path, update = tmp_path_factory.mktemp("new") / "data.db", data_file.update
    open_store(path).close()
    first = path.read_bytes()

    def copied(db):
        if db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            update(db)  # an older file
        else:
            with closing(sqlite3.connect(":memory:")) as made:  # of this thread
                made.deserialize(first)
                made.backup(db.conn)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_file, "update", copied)
        yield


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The shipped plan; frozen, so that tests may share it."""
    return load_plan(asset("plan/hebei-2022"))


@pytest.fixture(scope="session")
def today(plan: Plan) -> Plan:
    """The plan in force in 2025 without a package: duties go by its proposal."""
    return in_force(plan, None, year=2025)

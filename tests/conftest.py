"""What every test may ask for."""

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Matplotlib's list of fonts: kept from run to run, and not in the user's data folder.
os.environ.setdefault("MPLCONFIGDIR", f"{tempfile.gettempdir()}/hebei-tests-mpl")

import pytest

from model.domain.plan import Plan
from model.package.in_force import in_force
from model.paths import asset
from model.plan.loader import load_plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The shipped plan; frozen, so that tests may share it."""
    return load_plan(asset("plan/hebei-2022"))


@pytest.fixture(scope="session")
def today(plan: Plan) -> Plan:
    """The plan in force in 2025 without a package: duties go by its proposal."""
    return in_force(plan, None, year=2025)

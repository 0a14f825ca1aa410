"""What every test may ask for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from model.domain.plan import Plan
from model.paths import asset
from model.plan.loader import load_plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The shipped plan; frozen, so that tests may share it."""
    return load_plan(asset("plan/hebei-2022"))

"""A data file with the sample year of the department that has most to do."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from model.domain.plan import Department, Plan
from model.paths import DATA_FILE, PLAN, asset
from model.plan.loader import load_plan
from model.samples.answers import sample_answers
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile

YEAR = 2025
ITEMS = 190  # of a busy clerk; the department nearest to that is taken


def busy_department(plan: Plan) -> Department:
    """The department with about as many items as a busy clerk has."""
    return min(plan.bodies, key=lambda body: abs(len(list(plan.items_of(body.id))) - ITEMS))


def whole_bracket(plan: Plan) -> Plan:
    """*plan* that asks every body of a bracket, as the packages of the first release do."""
    return replace(plan, proposals={})


def write_sample_year(folder: Path) -> Plan:
    """Put a clerk's data file into *folder*."""
    plan = load_plan(asset(PLAN))
    body = busy_department(plan)
    with closing(open_store(folder / DATA_FILE)) as db:
        save_answers(db, YEAR, body.id, sample_answers(plan, body.id, YEAR))
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=body.id))
    return plan

"""Which plan a year goes by: the very words kept when it was closed, else those of its package's
edition, else the plan that the app brings.
"""

from sqlite_utils import Database

from model.domain.plan import Plan
from model.domain.submission import Edition
from model.paths import asset
from model.plan.released import released_plan
from model.store.closed_years import fetch_closed_plan
from model.store.packages import fetch_draft, fetch_package
from model.store.plans import fetch_plan, plan_edition

RELEASED = asset("plan/released")


def plan_of(db: Database, brought: Plan, year: int) -> Plan:
    """No package applied. An older edition that was never kept here can't be gone by: then it is
    the one the app brings, and whoever puts the package into force is told.
    """
    if kept := fetch_closed_plan(db, year):
        return kept
    package = fetch_package(db, year) or fetch_draft(db, year)
    return plan_of_edition(db, brought, package.plan) if package else brought


def plan_of_edition(db: Database, brought: Plan, edition: Edition) -> Plan:
    """The plan of *edition*, kept here or brought by an earlier release; else *brought*."""
    if plan_edition(brought) == edition:
        return brought
    return fetch_plan(db, edition) or released_plan(RELEASED, edition) or brought

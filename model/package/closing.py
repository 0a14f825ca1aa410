"""Closing a year, and the plan and terms any year goes by, closed or open."""

from sqlite_utils import Database

from model.domain.plan import Plan
from model.package.in_force import YearTerms, terms_for
from model.package.plans import plan_of
from model.store.closing import close_year
from model.store.packages import fetch_package
from model.store.saving import saving


def close(db: Database, plan: Plan, year: int) -> None:
    """From now on *year*'s picture stays what it is: plan, package and rules are kept.

    Args:
        plan: the one the app brings.
    """
    with saving(db, "封存"):
        package = fetch_package(db, year)
        close_year(db, year, plan_of(db, plan, year), package.digest if package else None)


def terms_of(db: Database, plan: Plan, year: int, department: str = "") -> YearTerms:
    """What *department* ("": the office) goes by in *year*; *plan* is the one the app brings."""
    return terms_for(year, department, plan_of(db, plan, year), fetch_package(db, year))

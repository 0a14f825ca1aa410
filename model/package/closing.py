"""Closing a year, and the plan and terms any year goes by, closed or open."""

from sqlite_utils import Database

from model.domain.plan import Plan
from model.package.in_force import YearTerms, terms_for
from model.store.closing import close_year, fetch_closed_plan
from model.store.packages import fetch_package
from model.store.saving import saving


def close(db: Database, plan: Plan, year: int) -> None:
    """From now on *year*'s picture stays what it is: plan, package and rules are kept."""
    with saving(db, "封存"):
        package = fetch_package(db, year)
        close_year(db, year, plan, package.digest if package else None)


def terms_of(db: Database, plan: Plan, year: int, department: str = "") -> YearTerms:
    """What *department* ("": the office) goes by in *year*; *plan* is the one the app brings."""
    kept = fetch_closed_plan(db, year)
    return terms_for(year, department, kept or plan, fetch_package(db, year))

"""Closing a year, and the plan and terms any year goes by, closed or open."""

from sqlite_utils import Database

from model.domain.plan import Plan
from model.errors import AppError
from model.package.in_force import YearTerms, terms_for
from model.plans import plan_of
from model.store.closed_years import close_year, reopen_year
from model.store.packages import fetch_package
from model.store.transaction import saving


def close(db: Database, plan: Plan, year: int, *, by: str = "", reason: str = "") -> None:
    """From now on *year*'s picture stays what it is: plan, package and rules are kept.

    Args:
        plan: the one the app brings.
    """
    with saving(db, "封存"):
        package = fetch_package(db, year)
        digest = package.digest if package else None
        close_year(db, year, plan_of(db, plan, year), digest, by=by, reason=reason)


def reopen(db: Database, year: int, *, by: str, reason: str) -> None:
    """*year* can be changed again; who opened it and why is kept.

    Raises:
        AppError: *by* or *reason* is missing; nothing was changed.
    """
    if not by.strip() or not reason.strip():
        raise AppError("解除封存须写明经办人和理由。", hint="请填写后再解除。")
    reopen_year(db, year, by=by.strip(), reason=reason.strip())


def terms_of(db: Database, plan: Plan, year: int, department: str = "") -> YearTerms:
    """What *department* ("": the office) goes by in *year*; *plan* is the one the app brings."""
    return terms_for(year, department, plan_of(db, plan, year), fetch_package(db, year))

"""Closing a year, and opening it again."""

from sqlite_utils import Database

from model.errors import AppError
from model.plans import PlanLibrary
from model.store.closed_years import close_year, reopen_year
from model.store.packages import fetch_package
from model.store.transaction import saving


def close(library: PlanLibrary, year: int, *, by: str = "", reason: str = "") -> None:
    """From now on *year*'s picture stays what it is: plan, package and rules are kept."""
    db = library.db
    with saving(db, "封存"):
        package = fetch_package(db, year)
        digest = package.digest if package else None
        close_year(db, year, library.of_year(year), digest, by=by, reason=reason)


def reopen_package_year(db: Database, year: int, *, by: str, reason: str) -> None:
    """*year* can be changed again; who opened it and why is kept.

    Raises:
        AppError: *by* or *reason* is missing; nothing was changed.
    """
    if not by.strip() or not reason.strip():
        raise AppError("解除封存须写明经办人和理由。", hint="请填写后再解除。")
    reopen_year(db, year, by=by.strip(), reason=reason.strip())

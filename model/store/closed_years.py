"""封存: a closed year keeps its package, its rules and the very words of its plan."""

from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.plan import Plan
from model.errors import AppError
from model.store.clock import now
from model.store.half_written import forget_package_words
from model.store.plans import keep_plan, kept_plan
from model.store.settings import is_kept_of_year, save_of_year
from model.store.transaction import saving
from model.store.year_guard import YearClosed
from model.store.year_settings import YearSetting

__all__ = ["Closing", "YearClosed", "close_year", "fetch_closings", "is_closed", "reopen_year"]

OFFICE = ""  # whose settings of a year are no department's
SET_APART = "apart"


@dataclass(frozen=True, kw_only=True)
class Closing:
    """One 封存 or 解除封存 of a year; `by` and `reason` are "" if an earlier version kept none."""

    closed: bool
    by: str
    reason: str
    at: str


def is_closed(db: Database, year: int) -> bool:
    return bool(db.execute("SELECT 1 FROM closing WHERE year = ?", [year]).fetchone())


def closed_at(db: Database, year: int) -> str:
    """When *year* was closed (ISO 8601); "" while it is open."""
    row = db.execute("SELECT closed_at FROM closing WHERE year = ?", [year]).fetchone()
    return str(row[0]) if row else ""


def samples_counted(db: Database, year: int) -> bool:
    """Whether *year* was closed by a version of the app in which a sample counted like a report."""
    apart = is_kept_of_year(db, YearSetting.SAMPLES, year, OFFICE)
    return is_closed(db, year) and not apart


def fetch_closings(db: Database, year: int) -> tuple[Closing, ...]:
    """Every closing and reopening of *year*, in order."""
    rows = db.execute(
        "SELECT closed, made_by, reason, made_at FROM closing_log WHERE year = ? ORDER BY id",
        [year],
    )
    return tuple(
        Closing(closed=bool(closed), by=by, reason=reason, at=at) for closed, by, reason, at in rows
    )


def close_year(
    db: Database, year: int, plan: Plan, package: str | None, *, by: str = "", reason: str = ""
) -> None:
    """Closes *year* on *plan*: from now on a newer app's plan does not change the year.

    Closing twice changes nothing.

    Args:
        plan: as the app brings it, no package applied.
        package: digest of the package in force; None: there is none.

    Raises:
        AppError: files are coming in; nothing was changed.
    """
    if is_closed(db, year):
        return
    if db.execute("SELECT 1 FROM batch WHERE in_progress IS NOT NULL").fetchone():
        raise AppError("正在收件，没有封存。", hint="请等收件完成后再封存。")
    with saving(db, "封存"):
        save_of_year(db, YearSetting.SAMPLES, year, OFFICE, SET_APART)
        digest = keep_plan(db, plan)
        db.table("closing").insert(
            {"year": year, "plan": digest, "package": package, "closed_at": now()}
        )
        forget_package_words(db, year)
        _log(db, year, Closing(closed=True, by=by, reason=reason, at=now()))


def fetch_closed_plan(db: Database, year: int) -> Plan | None:
    """The plan on which *year* was closed, or None if the year is open."""
    row = db.execute(
        "SELECT payload FROM closing JOIN plan ON plan.digest = closing.plan WHERE year = ?",
        [year],
    ).fetchone()
    return kept_plan(row[0]) if row else None


def reopen_year(db: Database, year: int, *, by: str = "", reason: str = "") -> None:
    """Reopens *year*: the app's plan is in force again; the plan kept at the closing stays kept."""
    if not is_closed(db, year):
        return
    with saving(db, "解除封存"):
        db.execute("DELETE FROM closing WHERE year = ?", [year])
        _log(db, year, Closing(closed=False, by=by, reason=reason, at=now()))


def _log(db: Database, year: int, one: Closing) -> None:
    db.execute(
        "INSERT INTO closing_log (year, closed, made_by, reason, made_at) VALUES (?, ?, ?, ?, ?)",
        [year, int(one.closed), one.by, one.reason, one.at],
    )

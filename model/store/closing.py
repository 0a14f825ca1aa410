"""封存: a closed year keeps its package, its rules and the very words of its plan."""

from sqlite_utils import Database

from model.domain.plan import Plan
from model.errors import AppError
from model.store.clock import now
from model.store.plans import keep_plan, kept_plan
from model.store.saving import saving


class YearClosed(AppError):
    """The year was closed; nothing about it changes any more."""


def is_closed(db: Database, year: int) -> bool:
    return bool(db.execute("SELECT 1 FROM closing WHERE year = ?", [year]).fetchone())


def close_year(db: Database, year: int, plan: Plan, package: str | None) -> None:
    """From now on *year* goes by *plan* as it is now, whatever a newer app brings.

    Closing twice changes nothing.

    Args:
        plan: as the app brings it, no package applied.
        package: digest of the package in force; None: there is none.
    """
    if is_closed(db, year):
        return
    with saving(db, "封存"):
        digest = keep_plan(db, plan)
        db.table("closing").insert(
            {"year": year, "plan": digest, "package": package, "closed_at": now()}
        )


def fetch_closed_plan(db: Database, year: int) -> Plan | None:
    """The plan that *year* was closed on; None: it is open."""
    row = db.execute(
        "SELECT payload FROM closing JOIN plan ON plan.digest = closing.plan WHERE year = ?",
        [year],
    ).fetchone()
    return kept_plan(row[0]) if row else None


def reopen_year(db: Database, year: int) -> None:
    """The words of its plan stay kept; the year goes by the app's again."""
    with saving(db, "解除封存"):
        db.execute("DELETE FROM closing WHERE year = ?", [year])

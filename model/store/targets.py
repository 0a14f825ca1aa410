"""Targets handed down by a higher authority, as the office entered them."""

from decimal import Decimal

from sqlite_utils import Database

from model.store.saving import saving


def fetch_targets(db: Database, year: int) -> dict[str, Decimal]:
    """Indicator id -> target of *year*, in the indicator's unit."""
    rows = db.execute("SELECT indicator, value FROM target WHERE year = ?", [year])
    return {indicator: Decimal(value) for indicator, value in rows}


def save_target(
    db: Database, year: int, indicator: str, value: Decimal | None, document: str = ""
) -> None:
    """*value* None: not handed down after all."""
    with saving(db):
        if value is None:
            db.execute("DELETE FROM target WHERE year = ? AND indicator = ?", [year, indicator])
        else:
            db.table("target").upsert(
                {"year": year, "indicator": indicator, "value": f"{value:f}", "document": document},
                pk=("year", "indicator"),
            )

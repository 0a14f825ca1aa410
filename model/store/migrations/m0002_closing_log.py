"""Closing and opening a year become a history: who, when and why."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("closing_log").create(
        {
            "id": int,
            "year": int,
            "closed": int,  # 1: 封存; 0: 解除封存
            "made_by": str,  # "": closed before it was asked
            "reason": str,
            "made_at": str,
        },
        pk="id",
        not_null={"year", "closed", "made_by", "reason", "made_at"},
        strict=True,
    )
    db.execute(
        "INSERT INTO closing_log (year, closed, made_by, reason, made_at)"
        " SELECT year, 1, '', '', closed_at FROM closing ORDER BY closed_at, year"
    )

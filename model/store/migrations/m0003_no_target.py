"""Targets come by package: the table of their own goes, what stood in it is kept as a note."""

import json

from sqlite_utils import Database


def migrate(db: Database) -> None:
    rows = db.execute(
        "SELECT year, indicator, value, document FROM target ORDER BY 1, 2"
    ).fetchall()
    if rows:
        db.table("setting").insert(
            {"key": "former_targets", "value": json.dumps(rows, ensure_ascii=False)}, replace=True
        )
    db.execute("DROP TABLE target")

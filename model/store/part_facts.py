"""What is noted of parts beside the answers: logged like answers, and undone with them."""

from collections.abc import Mapping

from sqlite_utils import Database

from model.domain.section import PART
from model.store.edit_log import Key, record

COUNTS = f"{PART}counts/"  # and a return's id, about no item: it takes part in the join
KEPT = f"{PART}kept/"  # and a field: what the last join has to keep of it
SHARE = f"{PART}share/"  # and a section's id: its share of the item


def fetch_facts(db: Database, year: int, department: str) -> dict[tuple[str, str], str]:
    """(item, field) -> value of every fact; item "" for facts about none."""
    rows = db.execute(
        "SELECT item, field, value FROM part_fact WHERE year = ? AND department = ?",
        [year, department],
    )
    return {(item, field): value for item, field, value in rows}


def fetch_fact(db: Database, key: Key) -> str | None:
    row = db.execute(
        "SELECT value FROM part_fact WHERE year = ? AND department = ? AND item = ? AND field = ?",
        key,
    ).fetchone()
    return row[0] if row else None


def put_fact(db: Database, key: Key, old: str | None, new: str | None) -> None:
    """Changes one fact from *old* to *new*, inside a transaction."""
    record(db, key, old, new, typed=False)
    if new is None:
        db.execute(
            "DELETE FROM part_fact WHERE year = ? AND department = ? AND item = ? AND field = ?",
            key,
        )
    else:
        db.execute(
            "INSERT INTO part_fact VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value",
            (*key, new),
        )


def save_facts(
    db: Database, year: int, department: str, facts: Mapping[tuple[str, str], str | None]
) -> None:
    """Saves *facts*, (item, field) -> value or None, inside a transaction."""
    for (item, field), new in facts.items():
        key = (year, department, item, field)
        if (old := fetch_fact(db, key)) != new:
            put_fact(db, key, old, new)

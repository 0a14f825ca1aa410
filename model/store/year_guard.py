"""The guard below all writers: nothing that belongs to a closed year can be changed.

Triggers of each connection look at every row, so that no writer has to think of them, and a table
that is added with a year is guarded from its first day.
"""

import sqlite3
from weakref import WeakKeyDictionary

from sqlite_utils import Database

from model.errors import AppError

REFUSED = "closed year"
UNGUARDED = {"closing", "closing_log"}  # they say which years are closed
BY_YEAR = "SELECT year FROM closing WHERE year = {row}.year"
INDIRECT = {  # table without a year of its own -> the closed year that a row of it belongs to
    "reply": "SELECT c.year FROM closing c JOIN return_slip s USING (year)"
    " WHERE s.digest = {row}.slip",
    "arrival": "SELECT c.year FROM closing c JOIN received r USING (year)"
    " WHERE r.digest = {row}.digest",
    "batch": "SELECT c.year FROM closing c JOIN received r USING (year)"
    " JOIN arrival a ON a.digest = r.digest WHERE a.batch = {row}.id",
}
ROWS = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}

_met: WeakKeyDictionary[Database, list[int]] = WeakKeyDictionary()


class YearClosed(AppError):
    """The year was closed; nothing in it can be changed."""


def guarded_tables(connection: sqlite3.Connection) -> dict[str, str]:
    """Table -> the query for the closed year to which a `{row}` of the table belongs."""
    with_year = connection.execute(
        "SELECT m.name FROM main.sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'year'"
    ).fetchall()
    return {name: BY_YEAR for (name,) in with_year if name not in UNGUARDED} | INDIRECT


def guard_years(db: Database) -> None:
    """Keeps this connection from writing anything into a closed year from now on."""
    met = _met[db] = []
    db.conn.create_function("meet_closed", 1, met.append)
    for table, query in guarded_tables(db.conn).items():
        for event, rows in ROWS.items():
            for row in rows:
                year = f"({query.format(row=row)} LIMIT 1)"
                db.conn.execute(
                    f"CREATE TEMP TRIGGER closed_{table}_{event}_{row}"
                    f' BEFORE {event} ON main."{table}" WHEN {year} IS NOT NULL BEGIN'
                    f" SELECT meet_closed({year}); SELECT RAISE(ABORT, '{REFUSED}'); END"
                )


def leave_unguarded(db: Database) -> None:
    """Removes the guard, to repair a damaged file and for nothing else."""
    for (name,) in db.conn.execute(
        "SELECT name FROM temp.sqlite_master WHERE type = 'trigger' AND name LIKE 'closed_%'"
    ).fetchall():
        db.conn.execute(f"DROP TRIGGER temp.{name}")


def closed_year_met(db: Database, error: BaseException) -> int | None:
    """The closed year for which a write was refused, or None if *error* has another reason."""
    if isinstance(error, sqlite3.IntegrityError) and str(error) == REFUSED:
        return _met[db][-1]
    return None

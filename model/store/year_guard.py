"""The guard below all writers: nothing that belongs to a year that is closed, or handed over to
another PC, can be changed.

Triggers of each connection look at every row, so that no writer has to think of them, and a table
that is added with a year is guarded from its first day.
"""

import sqlite3
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlite_utils import Database

from model.errors import AppError
from model.store.year_settings import year_of

REFUSED = "closed year"
UNGUARDED = {"closing", "closing_log", "handover"}  # they say which years are locked
LOCKS = (  # a year, 0 for all; and how it is met: a year that was handed over below zero
    "(SELECT year AS locked, year AS met FROM closing UNION ALL"
    " SELECT year, -year FROM handover WHERE ended_at IS NULL)"
)
BY_YEAR = "SELECT met FROM {locks} WHERE locked IN (0, {row}.year)"
INDIRECT = {  # table without a year of its own -> the locked year that a row of it belongs to
    "reply": "SELECT met FROM {locks} JOIN return_slip s ON locked IN (0, s.year)"
    " WHERE s.digest = {row}.slip",
    "arrival": "SELECT met FROM {locks} JOIN received r ON locked IN (0, r.year)"
    " WHERE r.digest = {row}.digest",
    "batch": "SELECT met FROM {locks} JOIN received r ON locked IN (0, r.year)"
    " JOIN arrival a ON a.digest = r.digest WHERE a.batch = {row}.id",
    "setting": "SELECT met FROM {locks} JOIN (SELECT "  # noqa: S608
    + year_of("{row}")
    + " AS told) ON locked IN (0, told) WHERE told NOT NULL",
}
ROWS = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}

_met: WeakKeyDictionary[Database, list[int]] = WeakKeyDictionary()


class YearClosed(AppError):
    """The year was closed, or handed over to another PC; nothing in it can be changed."""


@dataclass(frozen=True, kw_only=True)
class YearLock:
    """Why nothing in a year can be changed, and what to do about it, in words."""

    words: str  # "2025年度已经封存"
    hint: str

    def refusal(self, what: str) -> YearClosed:
        """What to tell whoever wanted to change something: *what* was not done."""
        return YearClosed(f"{self.words}，{what}。", hint=self.hint)


REOPEN = "确需改动，请先由办公室在“年度任务包”页解除封存。"
TAKE_BACK = "请到接收的电脑上办理；确需在这台电脑上继续的，请在窗口上方或“备份”页收回移交。"


def lock_met(met: int) -> YearLock:
    """What was met: a year that is closed; a year, or 0 for all, handed over, below zero."""
    if met > 0:
        return YearLock(words=f"{met}年度已经封存", hint=REOPEN)
    whose = f"{-met}年度" if met else "这里的数据"
    return YearLock(words=f"{whose}已经移交到另一台电脑", hint=TAKE_BACK)


def year_lock(db: Database, year: int) -> YearLock | None:
    """Why nothing in *year* can be changed; None: it can."""
    query = f"SELECT met FROM {LOCKS} WHERE locked IN (0, ?) ORDER BY met LIMIT 1"  # noqa: S608
    row = db.execute(query, [year]).fetchone()
    return lock_met(row[0]) if row else None


def with_year(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables that have a year."""
    found = connection.execute(
        "SELECT m.name FROM main.sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'year' ORDER BY m.name"
    )
    return tuple(name for (name,) in found)


def guarded_tables(connection: sqlite3.Connection) -> dict[str, str]:
    """Table -> the query for the locked year to which a `{row}` of the table belongs."""
    return {name: BY_YEAR for name in with_year(connection) if name not in UNGUARDED} | INDIRECT


def guard_years(db: Database) -> None:
    """Keeps this connection from writing anything into a closed year from now on."""
    met = _met[db] = []
    db.conn.create_function("meet_closed", 1, met.append)
    for table, query in guarded_tables(db.conn).items():
        for event, rows in ROWS.items():
            for row in rows:
                year = f"({query.format(row=row, locks=LOCKS)} LIMIT 1)"
                db.conn.execute(
                    f"CREATE TEMP TRIGGER closed_{table}_{event}_{row}"
                    f' BEFORE {event} ON main."{table}" WHEN {year} IS NOT NULL BEGIN'
                    f" SELECT meet_closed({year}); SELECT RAISE(ABORT, '{REFUSED}'); END"
                )


def leave_unguarded(db: Database) -> None:
    """Removes the guard, to repair a damaged file, or to keep what went out through a restore."""
    for (name,) in db.conn.execute(
        "SELECT name FROM temp.sqlite_master WHERE type = 'trigger' AND name LIKE 'closed_%'"
    ).fetchall():
        db.conn.execute(f"DROP TRIGGER temp.{name}")


def lock_met_by(db: Database, error: BaseException) -> YearLock | None:
    """The lock by which a write was refused, or None if *error* has another reason."""
    if isinstance(error, sqlite3.IntegrityError) and str(error) == REFUSED:
        return lock_met(_met[db][-1])
    return None

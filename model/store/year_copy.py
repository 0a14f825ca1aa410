"""One year of a data file copied into another, with its history: all that belongs to it, and the
plans, rules and sections that it goes by; of the settings those of the year.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from model.errors import AppError
from model.store.keys import carry_over, kept_keys
from model.store.transaction import saving
from model.store.year_guard import UNGUARDED, with_year
from model.store.year_settings import year_of

SHARED = ("plan", "rulebook", "section", "cleared")  # of no year; what is there already stays
LAST = ("closing", "closing_log")  # once the year is closed, nothing more goes in
REPORTS = (  # files of the year: those that brought a report, or feedback
    "SELECT a.* FROM arrival a WHERE a.digest IN (SELECT digest FROM received WHERE year = :year)"
    " OR a.sha256 IN (SELECT file FROM rectification WHERE kind = 'reply' AND year = :year)"
)
Row = Mapping[str, Any]


def years_in(connection: sqlite3.Connection) -> tuple[int, ...]:
    """The years about which anything is kept, in order."""
    tables = [table for table in with_year(connection) if table not in UNGUARDED]
    every = " UNION ".join(f'SELECT year FROM "{table}"' for table in tables)  # noqa: S608
    return tuple(year for (year,) in connection.execute(f"{every} ORDER BY 1") if year)


def copy_year(source: sqlite3.Connection, db: Database, year: int) -> dict[str, int]:
    """Copies *year* from *source*, a data file of this version, into *db*, in one transaction.

    Keys come along; the one that *db* signs with goes on signing.

    Returns:
        Table -> how many rows came.

    Raises:
        AppError: *db* has something of that year already, or too little arrived; nothing was
            changed.
        NotSaved, YearClosed: nothing was changed.
    """
    if year in years_in(db.conn):
        raise AppError(
            f"这台电脑上已经有{year}年度的内容，没有收下移交的{year}年度。",
            hint="两边都有内容的，不能用移交合并：办公室请用“复核分工”，科室请用“科室分工”。"
            "要以移交来的为准，请在原电脑上移交全部年度，到这里恢复。",
        )
    with saving(db, "移交来的年度"):
        came = _copied(source, db, year)
        for table, number in came.items():
            if table in with_year(db.conn) and number != _count(db.conn, table, year):
                raise AppError(f"{year}年度没有完整收下，原有内容没有改动。", hint="请再试一次。")
    carry_over(db, kept_keys(source))
    return came


def _copied(source: sqlite3.Connection, db: Database, year: int) -> dict[str, int]:
    came = {table: _put_all(db, table, _rows(source, table)) for table in SHARED}
    came["package"] = _put_all(db, "package", _of_year(source, "package", year))
    batches = _put_batches(source, db, year)
    steps = ("edit", "step")
    rest = [
        table
        for table in with_year(db.conn)
        if table not in {*LAST, *steps, "package", "received", "handover"}
    ]
    received = (
        {**row, "batch": batches.get(row["batch"])} for row in _of_year(source, "received", year)
    )
    came["received"] = _put_all(db, "received", received)
    for table in rest:
        came[table] = _put_all(db, table, _of_year(source, table, year))
    edits = _put_counted(db, "edit", _of_year(source, "edit", year))
    came["edit"] = len(edits)
    moved = (
        {**row, "first": edits[row["first"]], "last": edits[row["last"]]}
        for row in _of_year(source, "step", year)
        if row["first"] in edits and row["last"] in edits
    )
    came["step"] = len(_put_counted(db, "step", moved))
    slips = "SELECT * FROM reply WHERE slip IN (SELECT digest FROM return_slip WHERE year = :year)"
    came["reply"] = _put_all(db, "reply", _selected(source, slips, year))
    wanted = f"SELECT s.* FROM setting s WHERE {year_of('s', begun=True)} = :year"  # noqa: S608
    came["setting"] = _put_all(db, "setting", _selected(source, wanted, year))
    for table in LAST:
        came[table] = _put_all(db, table, _of_year(source, table, year))
    return came


def _put_batches(source: sqlite3.Connection, db: Database, year: int) -> dict[int, int]:
    """The batches that brought something of the year, each with what it brought; old id -> new.

    A batch is finished once all it brought is there, as when files come.
    """
    arrivals = _selected(source, f"{REPORTS} ORDER BY a.id", year)
    wanted = sorted({row["batch"] for row in arrivals})
    names = ", ".join("?" * len(wanted))
    every = f"SELECT * FROM batch WHERE id IN ({names}) ORDER BY id"  # noqa: S608
    batches = [dict(row) for row in _selected_by(source, every, wanted)]
    new = _put_counted(db, "batch", ({**row, "in_progress": 1} for row in batches))
    for sha256 in sorted({row["sha256"] for row in arrivals if row["sha256"]}):
        for row in _selected_by(source, "SELECT * FROM original WHERE sha256 = ?", [sha256]):
            _put_all(db, "original", [{**row, "batch": new.get(row["batch"])}])
    _put_counted(db, "arrival", ({**row, "batch": new[row["batch"]]} for row in arrivals))
    for id_ in new.values():
        db.execute("UPDATE batch SET in_progress = NULL WHERE id = ?", [id_])
    return new


def _rows(source: sqlite3.Connection, table: str) -> list[Row]:
    return _selected_by(source, f'SELECT * FROM "{table}" ORDER BY rowid', [])  # noqa: S608


def _of_year(source: sqlite3.Connection, table: str, year: int) -> list[Row]:
    return _selected(source, f'SELECT * FROM "{table}" WHERE year = :year ORDER BY rowid', year)  # noqa: S608


def _selected(source: sqlite3.Connection, query: str, year: int) -> list[Row]:
    return _named(source.execute(query, {"year": year}))


def _selected_by(source: sqlite3.Connection, query: str, values: Sequence[object]) -> list[Row]:
    return _named(source.execute(query, values))


def _named(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _put_all(db: Database, table: str, rows: Iterator[Row] | list[Row]) -> int:
    """Adds *rows*; numbers that only this file knows are given anew. Returns how many they were."""
    return len(_put_counted(db, table, rows))


def _put_counted(db: Database, table: str, rows: Iterator[Row] | list[Row]) -> dict[Any, int]:
    """Old number (or place among *rows*) -> new number."""
    numbered = _numbered(db.conn, table)
    new: dict[Any, int] = {}
    for place, row in enumerate(rows):
        kept = {name: value for name, value in row.items() if not (numbered and name == "id")}
        names = ", ".join(f'"{name}"' for name in kept)
        places = ", ".join("?" * len(kept))
        cursor = db.execute(
            f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})',  # noqa: S608
            list(kept.values()),
        )
        new[row["id"] if numbered else place] = int(cursor.lastrowid or 0)
    return new


def _numbered(connection: sqlite3.Connection, table: str) -> bool:
    """Whether rows of *table* are known by numbers that each data file gives by itself."""
    columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?)", [table])
    return any((name, kind, pk) == ("id", "INTEGER", 1) for name, kind, pk in columns)


def _count(connection: sqlite3.Connection, table: str, year: int) -> int:
    query = f'SELECT count(*) FROM "{table}" WHERE year = ?'  # noqa: S608
    return int(connection.execute(query, [year]).fetchone()[0])

"""Seals: a checksum of every row, kept in the transaction that changes the row.

SQLite notices a broken structure but not a changed letter: of 200 flipped bits its integrity_check
found 8. Triggers of each connection keep the seals, so that no writer has to think of them; a row
that was changed behind the app's back no longer fits its seal, be it by a disk or by a person.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

SCHEMA = "sqlite_master"  # sealed as row 0 of itself
Value = str | bytes | int | float | None


class StoredText(bytes):
    """A text's bytes as the file holds them, perhaps no longer UTF-8."""

    __slots__ = ()


class Damage(StrEnum):
    CHANGED = "内容与保存时不符"
    LOST = "丢失"
    UNSEALED = "没有校验值"


@dataclass(frozen=True)
class Broken:
    """A row that is not as it was written."""

    table: str
    row: int  # rowid
    damage: Damage


def keep_seals(db: Database) -> None:
    """Seals every row that this connection writes from now on."""
    connection = db.conn
    # Without it a row that REPLACE pushes out would leave its seal behind.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.create_function("row_digest", -1, digest, deterministic=True)
    for table in sealed_tables(connection):
        new = ", ".join(f'new."{column}"' for column in _columns(connection, table))
        drop = f"DELETE FROM seal WHERE of = '{table}' AND row = old.rowid;"  # noqa: S608
        add = f"INSERT INTO seal VALUES ('{table}', new.rowid, row_digest({new}));"  # noqa: S608
        for event, steps in (("INSERT", add), ("DELETE", drop), ("UPDATE", drop + add)):
            connection.execute(
                f'CREATE TEMP TRIGGER seal_{table}_{event} AFTER {event} ON main."{table}"'
                f" BEGIN {steps} END"
            )


def seal_everything(db: Database) -> None:
    """Seals all rows as they are now, inside the transaction that changed the schema."""
    connection = db.conn
    connection.execute("DELETE FROM seal")
    connection.executemany("INSERT INTO seal VALUES (?, ?, ?)", _all_digests(connection))


def broken_rows(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Every row that was changed, lost or added without its seal. Reads the whole file.

    Raises:
        sqlite3.DatabaseError: some of it can't be read at all.
    """
    sealed = {
        (of, row): seal for of, row, seal in connection.execute("SELECT of, row, digest FROM seal")
    }
    for table, row, found in _all_digests(connection):
        match sealed.pop((table, row), None):
            case None:
                yield Broken(table, row, Damage.UNSEALED)
            case seal if seal != found:
                yield Broken(table, row, Damage.CHANGED)
    for table, row in sealed:
        yield Broken(table, row, Damage.LOST)


def contents_fingerprint(connection: sqlite3.Connection) -> str:
    """A hash that is equal for data files with equal rows, in hex; it trusts the seals."""
    whole = hashlib.sha256()
    for of, row, seal in connection.execute("SELECT of, row, digest FROM seal ORDER BY of, row"):
        whole.update(f"{of} {row} ".encode() + seal)
    return whole.hexdigest()


def digest(*values: Value) -> bytes:
    """The first 16 bytes of the SHA-256 of a row: kind, length and content of each value."""
    parts: list[bytes] = []
    for value in values:
        if isinstance(value, StoredText):
            parts += (b"s%d:" % len(value), value)
        elif isinstance(value, str):
            content = value.encode()
            parts += (b"s%d:" % len(content), content)
        elif isinstance(value, bytes):
            parts += (b"b%d:" % len(value), value)
        elif value is None:
            parts.append(b"n0:")
        else:
            content = repr(value).encode()
            parts += (b"d%d:" % len(content), content)
    return hashlib.sha256(b"".join(parts)).digest()[:16]


def sealed_tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND name != 'seal' ORDER BY name"
    )
    return [name for (name,) in rows]


@contextmanager
def raw_text(connection: sqlite3.Connection) -> Iterator[None]:
    """Makes text arrive as `StoredText` inside, whatever its bytes are."""
    usual = connection.text_factory
    connection.text_factory = StoredText
    try:
        yield
    finally:
        connection.text_factory = usual


def _all_digests(connection: sqlite3.Connection) -> Iterator[tuple[str, int, bytes]]:
    schema = _raw(
        connection, "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY name"
    )
    yield SCHEMA, 0, digest(*(value for row in schema for value in row))
    for table in sealed_tables(connection):
        for row, *values in _raw(connection, f'SELECT rowid, * FROM main."{table}"'):  # noqa: S608
            yield table, row, digest(*values)


def _raw(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of *query*, a few at a time: kept originals are large."""
    cursor = connection.execute(query)
    while True:
        with raw_text(connection):
            rows = cursor.fetchmany(16)
        if not rows:
            return
        yield from rows


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [table])
    ]

"""Rows of a damaged data file that can be proved: rows that fit their seals, and rows found again.

A seal tells what a row was even where the row itself can't be read any more. A row of a backup, or
one made from the history of edits, that fits the seal is the row that was lost.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from model.store.damaged_file import DamagedFile, Row, columns_of, damaged_file, legible_rows
from model.store.integrity import KEPT, fits
from model.store.row_checksums import StoredText, Value, digest, sealed_tables
from model.store.transaction import path_of

BY_ITEM = {"answer", "evidence"}  # what a clerk can look at, item by item
READ_BY_PEOPLE = {"answer", "arrival", "batch", "edit", "evidence"}  # and not computed with
ANSWER_OF_EDIT = ("year", "department", "item", "field", "new", "made_at")
Count = Counter[tuple[str, str]]  # table, item or ""


@dataclass
class Findings:
    """The number of rows of a damaged file that were kept, found again or lost."""

    proven: int = 0  # as they were written
    unproven: Count = field(default_factory=Counter)  # legible, no more
    older: Count = field(default_factory=Counter)  # as in the backup
    lost: Count = field(default_factory=Counter)
    complete: bool = False  # all that was ever sealed was found

    @property
    def anything(self) -> bool:
        return bool(self.proven or self.unproven)


@dataclass
class _Sorted:
    """The rows of one table."""

    proven: list[Row]
    doubtful: list[Row]  # they contradict their seals
    unsealed: list[Row]
    missing: set[int]  # their seals are all that is left of them


def salvage_rows(damaged: Path, db: Database) -> Findings:
    """Brings *db*, a backup or an empty store, as near to the file *damaged* as can be proved.

    Returns:
        What was found; nothing, and *db* as it was, where *damaged* can't be read at all.

    Raises:
        sqlite3.Error, OSError: the disk refused; nothing was changed.
    """
    lender = path_of(db)
    if lender is None:
        return Findings()
    db.conn.execute("PRAGMA foreign_keys = OFF")
    findings = Findings()
    try:
        with damaged_file(damaged, lender) as source, db.atomic():
            if source is None:
                return findings
            for table in sealed_tables(db.conn):
                if not table.startswith("_"):
                    _salvage_table(source, db.conn, table, findings)
            _drop_orphans(db.conn)
            findings.complete = source.all_sealed and not (
                findings.unproven or findings.older or findings.lost
            )
    finally:
        db.conn.execute("PRAGMA foreign_keys = ON")
    return findings


def _salvage_table(
    source: DamagedFile, connection: sqlite3.Connection, table: str, findings: Findings
) -> None:
    in_backup = dict(legible_rows(connection, table))
    rows = _sorted(source, table, in_backup)
    writer = _RowWriter(connection, table, source.columns(table))
    older: Count = Counter()
    if source.all_sealed:
        # What is in the backup and has no seal any more was deleted since.
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608
        older = writer.write([in_backup[row] for row in rows.missing if row in in_backup], "IGNORE")
    legible = [row for row in rows.unsealed if writer.is_sound(row)]
    if table in READ_BY_PEOPLE | KEPT.keys():
        legible += [row for row in rows.doubtful if writer.is_sound(row)]
    unproven = writer.write(legible, "REPLACE" if source.all_sealed else "IGNORE")
    proven = writer.write(rows.proven, "REPLACE").total()
    findings.older += older
    findings.unproven += unproven
    findings.proven += proven
    sealed = len(source.seals.get(table, ()))
    if (lost := sealed - proven - older.total() - unproven.total()) > 0:
        findings.lost[table, ""] = lost


def _sorted(source: DamagedFile, table: str, in_backup: dict[int, Row]) -> _Sorted:
    """The rows of *table*, matched with seals by digest alone: a flipped bit may be in a rowid as
    well.
    """
    sealed = source.seals.get(table, [])
    digests = {seal for _, seal in sealed}
    found = {row: (digest(*values), values) for row, values in source.rows(table).items()}
    proven = {seal: values for seal, values in found.values() if seal in digests}
    rest = {row: one for row, one in found.items() if one[0] not in proven}
    missing = {row for row, seal in sealed if seal not in proven}
    if rest or missing:
        elsewhere = {digest(*values): values for values in _candidates(source, table, in_backup)}
        # Also what no seal confirms, being damaged itself, but two records agree on.
        trusted = digests | {seal for seal, _ in rest.values()}
        proven |= {seal: values for seal, values in elsewhere.items() if seal in trusted}
        missing = {row for row, seal in sealed if seal not in proven}
        again = {row for row, seal in sealed if seal in proven}
        rest = {row: one for row, one in rest.items() if one[0] not in proven and row not in again}
    return _Sorted(
        proven=[*proven.values()],
        doubtful=[values for row, (_, values) in rest.items() if row in missing],
        unsealed=[values for row, (_, values) in rest.items() if row not in missing],
        missing=missing - found.keys(),
    )


def _candidates(source: DamagedFile, table: str, in_backup: dict[int, Row]) -> Iterator[Row]:
    """Rows that may be the missing ones."""
    yield from in_backup.values()
    if table == "answer":
        columns = source.columns("edit")
        for values in source.rows("edit").values():
            edit = dict(zip(columns, values, strict=False))
            yield tuple(edit.get(column) for column in ANSWER_OF_EDIT)


class _RowWriter:
    """Writes salvaged rows into one table."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: list[str]) -> None:
        """*columns*: those of the rows, of which the table may know fewer or more."""
        self._connection = connection
        self._table = table
        known = columns_of(connection, table)
        self._columns = known if len(columns) in {0, len(known)} else columns
        self._places = [n for n, column in enumerate(self._columns) if column in known]

    def write(self, rows: Iterable[Row], otherwise: str) -> Count:
        """Writes *rows* and counts, by item, those the table took; *otherwise* says what to do if a
        key is taken.
        """
        columns = [self._columns[place] for place in self._places]
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        insert = f'INSERT OR {otherwise} INTO "{self._table}" ({names}) VALUES ({marks})'  # noqa: S608
        taken: Count = Counter()
        for values in rows:
            with suppress(sqlite3.IntegrityError, UnicodeDecodeError):  # damaged beyond use
                plain = [_decoded(values[place]) for place in self._places]
                done = self._connection.execute(insert, plain).rowcount
                item = plain[columns.index("item")] if self._table in BY_ITEM else ""
                taken[self._table, str(item)] += done
        return +taken

    def is_sound(self, values: Row) -> bool:
        """Whether an unproved row may be used: False if it contradicts itself."""
        if self._table not in KEPT:
            return True
        row = dict(zip(self._columns, values, strict=True))
        with suppress(UnicodeDecodeError):
            name, content = (_decoded(row.get(column)) for column in KEPT[self._table])
            return isinstance(content, str | bytes) and fits(self._table, content, str(name))
        return False


def _decoded(value: Value) -> Value:
    return value.decode() if isinstance(value, StoredText) else value


def _drop_orphans(connection: sqlite3.Connection) -> None:
    """Removes the links to rows that were lost."""
    for table, row, _, key in connection.execute("PRAGMA foreign_key_check").fetchall():
        links = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        (column,) = (link[3] for link in links if link[0] == key)
        try:
            connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', [row])  # noqa: S608
        except sqlite3.IntegrityError:
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [row])  # noqa: S608

"""A damaged data file, read as far as it is legible."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from model.files import discard
from model.store.connection import connect_to_read
from model.store.disk_errors import is_damage
from model.store.integrity import UNREADABLE
from model.store.row_checksums import SCHEMA, Value, digest, raw_text, sealed_tables

HEADER = 100  # bytes; then the first page's own header
INTERIOR = 5  # kind of a page that only leads to others
Row = tuple[Value, ...]
Seal = tuple[int, bytes]  # rowid, digest


class DamagedFile:
    """The legible rows of a damaged file, and the seals of all its rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.seals: dict[str, list[Seal]] = {}  # by table
        self.all_sealed = False  # whether every seal could be read
        with _forgiving():
            for of, row, seal in connection.execute("SELECT of, row, digest FROM seal"):
                self.seals.setdefault(of, []).append((row, seal))
            self.all_sealed = SCHEMA in self.seals  # else they were wiped out

    def columns(self, table: str) -> list[str]:
        """The column names of *table*; [] if the table is unknown."""
        with _forgiving():
            return columns_of(self._connection, table)
        return []

    def rows(self, table: str) -> dict[int, Row]:
        """Rowid -> row: read from the front, from the back, then singly where a seal is known."""
        found: dict[int, Row] = {}
        for order in ("ASC", "DESC"):
            with _forgiving():
                found.update(legible_rows(self._connection, table, f"ORDER BY rowid {order}"))
                break
        for row in {row for row, _ in self.seals.get(table, ())} - found.keys():
            with _forgiving():
                found.update(legible_rows(self._connection, table, f"WHERE rowid = {int(row)}"))
        return dict(sorted(found.items()))

    def proofs(self, tables: Iterable[str]) -> int:
        """The number of rows that fit a seal."""
        return sum(map(self._proofs, tables))

    def _proofs(self, table: str) -> int:
        digests = {seal for _, seal in self.seals.get(table, ())}
        return sum(digest(*values) in digests for values in self.rows(table).values())


@contextmanager
def _forgiving() -> Iterator[None]:
    """Ignores errors of illegible content; errors of the disk itself are raised."""
    try:
        yield
    except UNREADABLE as error:
        if not is_damage(error):
            raise


@contextmanager
def damaged_file(damaged: Path, lender: Path) -> Iterator[DamagedFile | None]:
    """The file *damaged*, read with its own schema or with that of the sound file *lender*:
    whichever proves more rows.

    The schema says where each table begins: in files of one origin at the same place.

    Yields:
        None: neither can be read.
    """
    draft = damaged.with_name(damaged.name + ".legible.part")
    try:
        with closing(connect_to_read(lender)) as sound:
            tables, schema = sealed_tables(sound), _schema(sound)
        plain = _opened(damaged)
        if plain is None or _schema(plain) != schema:
            _lend_schema(damaged, lender, draft)
        lent = _opened(draft) if draft.exists() else None
        files = [(DamagedFile(one), one) for one in (plain, lent) if one]
        try:
            yield max(
                (file for file, _ in files), key=lambda file: file.proofs(tables), default=None
            )
        finally:
            for _, connection in files:
                connection.close()
    finally:
        discard(draft)


def legible_rows(
    connection: sqlite3.Connection, table: str, which: str = ""
) -> Iterator[tuple[int, Row]]:
    with raw_text(connection):
        for row, *values in connection.execute(
            f'SELECT rowid, * FROM "{table}" NOT INDEXED {which}'  # noqa: S608
        ):
            yield row, tuple(values)


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", [table])
    return [name for (name,) in rows]


def _opened(path: Path) -> sqlite3.Connection | None:
    """A connection to *path*, or None if not even the schema can be read."""
    with _forgiving():
        connection = connect_to_read(path)
        connection.execute("PRAGMA writable_schema = ON")  # passes over damaged entries
        if _schema(connection):
            return connection
        connection.close()
    return None


def _schema(connection: sqlite3.Connection) -> list[Row]:
    """The rows of the schema; [] if it can't be read."""
    with _forgiving(), raw_text(connection):
        return connection.execute(
            "SELECT type, name, tbl_name, rootpage, sql FROM main.sqlite_master ORDER BY name"
        ).fetchall()
    return []


def _lend_schema(damaged: Path, lender: Path, draft: Path) -> None:
    """Copies *damaged* to *draft*, except for the pages that hold the schema."""
    sound = lender.read_bytes()
    content = bytearray(damaged.read_bytes())
    size = int.from_bytes(sound[16:18])
    for page in _schema_pages(sound):
        content[(page - 1) * size : page * size] = sound[(page - 1) * size : page * size]
    content[28:32] = (len(content) // size).to_bytes(4)  # the header's count of pages
    draft.write_bytes(content)


def _schema_pages(sound: bytes) -> list[int]:
    """The numbers of the first page and of the pages it leads to."""
    if sound[HEADER] != INTERIOR:
        return [1]
    count = int.from_bytes(sound[HEADER + 3 : HEADER + 5])
    pointers = range(HEADER + 12, HEADER + 12 + 2 * count, 2)
    cells = [int.from_bytes(sound[place : place + 2]) for place in pointers]
    return [1, *(int.from_bytes(sound[cell : cell + 4]) for cell in (HEADER + 8, *cells))]

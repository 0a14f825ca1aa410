"""What had come into a data file and is not in an older state of it, by kind and number.

What was sent stays known (`sent_records`); what came can be taken in again from the files, so it is
only told. No name of a file is kept: it may name people.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from model.errors import AppError
from model.store.connection import connect_to_read
from model.store.disk_errors import DISK_ERRORS
from model.store.rectification import NOTICE


class ReceivedKind(StrEnum):
    """What comes, in words."""

    PACKAGE = "任务包"
    SLIP = "退回单"
    NOTICE = "整改通知单"
    RETURN = "交回的科室表、复核意见"
    REPORT = "收件"  # at the office, whatever the file was


@dataclass(frozen=True, kw_only=True)
class ReceivedCount:
    """How many files of a kind had come. `year`: 0 where the kind has none."""

    kind: ReceivedKind
    year: int
    count: int


@dataclass(frozen=True, kw_only=True)
class _Series:
    """Where the files of one kind stand, known by `key`; `year` and `where` are SQL."""

    kind: ReceivedKind
    table: str
    key: str
    year: str = "year"
    where: str = "file_name != ''"


SERIES = (
    _Series(kind=ReceivedKind.PACKAGE, table="package", key="digest"),
    _Series(kind=ReceivedKind.SLIP, table="return_slip", key="digest"),
    _Series(kind=ReceivedKind.NOTICE, table="rectification", key="id",
            where=f"kind = '{NOTICE}' AND file != ''"),
    _Series(kind=ReceivedKind.RETURN, table="part_return", key="id", where="1"),
    _Series(kind=ReceivedKind.REPORT, table="arrival", key="sha256", year="0",
            where="sha256 IS NOT NULL AND batch IN (SELECT id FROM batch"
            " WHERE in_progress IS NULL AND undone_at IS NULL)"),
)  # fmt: skip


def received_since(
    older: sqlite3.Connection, former: sqlite3.Connection
) -> tuple[ReceivedCount, ...]:
    """What had come into the file *former* and is not in *older*, an older state of it."""
    return tuple(one for series in SERIES for one in _missing(older, former, series))


def received_after(backup: Path, db: Database) -> tuple[ReceivedCount, ...]:
    """What has come into *db* and would be gone with *backup* restored; () if it can't be read."""
    try:
        with closing(connect_to_read(backup)) as connection:
            return received_since(connection, db.conn)
    except (*DISK_ERRORS, AppError, UnicodeDecodeError):
        return ()


def received_words(came: tuple[ReceivedCount, ...]) -> str:
    """'2026年度任务包 1 份；收件 12 份'."""
    return "；".join(
        f"{f'{one.year}年度' if one.year else ''}{one.kind} {one.count} 份" for one in came
    )


def _missing(
    older: sqlite3.Connection, former: sqlite3.Connection, series: _Series
) -> Iterator[ReceivedCount]:
    if not _has(former, series.table):
        return
    keys = f"SELECT {series.key} FROM {series.table}"  # noqa: S608
    here = {key for (key,) in older.execute(keys)} if _has(older, series.table) else set()
    query = f"SELECT DISTINCT {series.key}, {series.year} FROM {series.table} WHERE {series.where}"  # noqa: S608
    came: dict[int, int] = {}
    for key, year in former.execute(query):
        if key not in here:
            came[year] = came.get(year, 0) + 1
    for year, count in sorted(came.items()):
        yield ReceivedCount(kind=series.kind, year=year, count=count)


def _has(connection: sqlite3.Connection, table: str) -> bool:
    """Whether *connection* has *table*: it may be of a version that did not."""
    return bool(connection.execute("SELECT 1 FROM pragma_table_info(?)", [table]).fetchone())

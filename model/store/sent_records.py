"""What went out of a data file under a number, which no backup that is restored takes back.

A file that left this PC is known to whoever got it. If its record were gone, its number would be
given a second time, and what comes back about it would be about nothing.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from model.domain.canonical import SealedRecord, TableSource, rebuilt, table_in
from model.domain.package import YearPackage
from model.domain.rectification import (
    RectificationAct,
    RectificationNotice,
    RectificationReply,
    RectificationStep,
)
from model.domain.return_slip import ReturnSlip
from model.domain.section import SectionSheet
from model.domain.submission import Submission
from model.store.clock import now
from model.store.kept_record import readable_record
from model.store.packages import fetch_draft, fetch_packages, save_draft
from model.store.rectification import ACT, NOTICE, REPLY, fetch_rectification_acts, save_acts
from model.store.rulebooks import keep_rulebook, save_rulebook_of
from model.store.transaction import saving
from model.store.year_guard import guard_years, leave_unguarded, year_lock

RESTORED = "恢复备份"  # who takes a shortcoming back that was handed over since, and told to nobody


class SentKind(StrEnum):
    """What goes out under a number, in words."""

    PACKAGE = "任务包"
    SLIP = "退回单"
    NOTICE = "整改通知单"
    REPLY = "整改反馈单"
    REPORT = "自评估工作簿"
    SHEET = "科室填报表"
    SHORTCOMING = "整改事项"  # handed over, told in no notice yet: its number isn't given again


@dataclass(frozen=True, kw_only=True)
class SentRecord:
    """Something that went out. `department` is whom it is for, or who sent it; "" for all."""

    kind: SentKind
    year: int
    department: str
    number: int
    at: str  # ISO 8601 with offset
    section: str = ""  # by name, of a sheet


@dataclass(frozen=True, kw_only=True)
class _Series:
    """Where the records of one kind stand that were made here."""

    kind: SentKind
    record: type[SealedRecord]
    table: str
    key: str
    content: str = "payload"
    digest: str = "digest"
    made_here: str = "1"  # SQL


SERIES = (
    _Series(kind=SentKind.PACKAGE, record=YearPackage, table="package", key="digest",
            made_here="file_name = ''"),
    _Series(kind=SentKind.SLIP, record=ReturnSlip, table="return_slip", key="digest",
            made_here="file_name = ''"),
    _Series(kind=SentKind.NOTICE, record=RectificationNotice, table="rectification", key="id",
            content="content", digest="id", made_here=f"kind = '{NOTICE}' AND file = ''"),
    _Series(kind=SentKind.REPLY, record=RectificationReply, table="rectification", key="id",
            content="content", digest="id", made_here=f"kind = '{REPLY}' AND file = ''"),
    _Series(kind=SentKind.REPORT, record=Submission, table="submission", key="id"),
    _Series(kind=SentKind.SHEET, record=SectionSheet, table="part", key="id",
            made_here="file_name != ''"),
)  # fmt: skip
Row = Mapping[str, Any]


def carry_over_sent(db: Database, former: sqlite3.Connection) -> tuple[SentRecord, ...]:
    """Adds to *db*, a backup that was restored, what went out of the file *former* since: each
    record as it was kept, and that a year was handed over. A shortcoming that was handed over
    since and told to nobody is withdrawn, so that its number stays given.

    Years that *db* has as closed are no exception: it is no change of what was said in them.

    Returns:
        What *db* did not know, in order of kind and time.

    Raises:
        NotSaved: the disk refused; nothing was added.
    """
    rows = {
        series: tuple(_missing(db, former, series.table, (series.key,), series.made_here))
        for series in SERIES
    }
    acts = tuple(_missing(db, former, "rectification", ("id",), f"kind = '{ACT}'"))
    handed = tuple(
        _missing(db, former, "handover", ("year", "copy", "made_at"), "ended_at IS NULL")
    )
    if not any((*rows.values(), acts, handed)):
        return ()
    leave_unguarded(db)
    try:
        with saving(db, "已发出文件的记录"):
            found = [one for series in SERIES for one in _carried(db, series, rows[series])]
            _go_by(db, former, {one.year for one in found if one.kind is SentKind.PACKAGE})
            found += _withdrawn(db, acts)
            _put_all(db, "handover", handed)
    finally:
        guard_years(db)
    order = tuple(SentKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.at)))


def _carried(db: Database, series: _Series, rows: Iterable[Row]) -> Iterator[SentRecord]:
    for row in rows:
        record = readable_record(series.record, row[series.content], row[series.digest])
        if record is not None and _put(db, series.table, row):
            yield _sent(series.kind, record)


def _sent(kind: SentKind, record: SealedRecord) -> SentRecord:
    match record:
        case YearPackage(year=year, version=number, made_at=at):
            return SentRecord(kind=kind, year=year, department="", number=number, at=at)
        case Submission(year=year, sequence=number, exported_at=at, department=body):
            return SentRecord(kind=kind, year=year, department=body, number=number, at=at)
        case SectionSheet(year=year, number=number, made_at=at, department=body):
            name = record.section_name
            return SentRecord(
                kind=kind, year=year, department=body, number=number, at=at, section=name
            )
        case (
            ReturnSlip(year=year, number=number, made_at=at, department=body)
            | RectificationNotice(year=year, number=number, made_at=at, department=body)
            | RectificationReply(year=year, number=number, made_at=at, department=body)
        ):
            return SentRecord(kind=kind, year=year, department=body, number=number, at=at)
    raise ValueError(f"nothing that goes out: {type(record).__name__}")


def _go_by(db: Database, former: sqlite3.Connection, years: set[int]) -> None:
    """The newest package of each of *years* is in force; what is being made goes after it."""
    if not years:
        return
    for table, key in (("plan", ("digest",)), ("delivery_act", ("digest", "act", "made_at"))):
        _put_all(db, table, tuple(_missing(db, former, table, key)))
    for year in years:
        packages = fetch_packages(db, year)
        for package in packages:
            with suppress(ValueError):  # of other words: those kept first go on
                keep_rulebook(db, package.rulebook, package.rulebook_text)
        if not packages or year_lock(db, year):
            continue
        newest = packages[-1]
        save_rulebook_of(db, year, newest.rulebook)
        draft = fetch_draft(db, year)
        if draft and draft.version <= newest.version:
            save_draft(
                db,
                replace(
                    draft,
                    id=newest.id,
                    version=newest.version + 1,
                    parent=newest.digest,
                    opened_at=newest.opened_at,
                    made_at=max(newest.made_at, now()),
                ),
            )


def _withdrawn(db: Database, rows: Iterable[Row]) -> Iterator[SentRecord]:
    """Takes back what was handed over since and told in no notice."""
    for row in rows:
        try:
            act = rebuilt(
                RectificationAct, table_in(row["content"].encode())["act"], TableSource.OWN
            )
        except (ValueError, KeyError, TypeError):
            continue
        given, year = act.assigned, row["year"]
        if given is None or act.id in {one.id for one in fetch_rectification_acts(db, year)}:
            continue
        back = RectificationAct(
            id=uuid.uuid4().hex,
            shortcoming=act.id,
            step=RectificationStep.WITHDRAW,
            by=RESTORED,
            at=now(),
            about=act.id,
        )
        save_acts(db, year, (act, back))
        yield SentRecord(
            kind=SentKind.SHORTCOMING, year=given.year, department=given.department,
            number=given.number, at=act.at,
        )  # fmt: skip


def _missing(
    db: Database, former: sqlite3.Connection, table: str, key: tuple[str, ...], where: str = "1"
) -> Iterator[Row]:
    """The rows of *former* that *db* has not, with the columns that *db* has."""
    if table not in _tables(former):
        return
    names = ", ".join(f'"{name}"' for name in key)
    here = set(db.execute(f'SELECT {names} FROM "{table}"').fetchall())  # noqa: S608
    columns = {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", [table])}
    there = former.execute(f'SELECT rowid, {names} FROM "{table}" WHERE {where} ORDER BY rowid')  # noqa: S608
    for rowid, *known_by in there.fetchall():
        if tuple(known_by) not in here:
            cursor = former.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', [rowid])  # noqa: S608
            every = [column[0] for column in cursor.description]
            row = dict(zip(every, cursor.fetchone(), strict=True))
            yield {name: value for name, value in row.items() if name in columns}


def _put_all(db: Database, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        _put(db, table, row)


def _put(db: Database, table: str, row: Row) -> bool:
    """Adds *row*, a number that each file gives by itself left out; whether there was room."""
    kept = {
        name: value for name, value in row.items() if name != "id" or not isinstance(value, int)
    }
    names = ", ".join(f'"{name}"' for name in kept)
    places = ", ".join("?" * len(kept))
    done = db.execute(
        f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})',  # noqa: S608
        list(kept.values()),
    )
    return bool(done.rowcount)


def _tables(connection: sqlite3.Connection) -> frozenset[str]:
    rows = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    return frozenset(name for (name,) in rows)

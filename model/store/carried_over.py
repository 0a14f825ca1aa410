"""Answers carried over from an earlier year, and what a workbook of that year reports."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.answers import Answer, Answers
from model.domain.canonical import canonical_bytes
from model.store.edit_log import Key, record
from model.store.settings import read_of_year, save_of_year
from model.store.transaction import saving
from model.store.year_settings import YearSetting

MARK = "carried"  # how the record of edits calls the mark of an item


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The fields of one item that came from the earlier year, and the whole answer right
    afterwards.
    """

    fields: tuple[str, ...]
    answer: Answer


def fetch_carried(db: Database, year: int, department: str) -> dict[str, Carried]:
    """Item id -> what was carried over and not confirmed yet, whether edited since or not."""
    return read_of_year(db, YearSetting.CARRIED, year, department, dict[str, Carried], {})


def keep_carried(db: Database, year: int, department: str, carried: Mapping[str, Carried]) -> None:
    """Keeps *carried* in addition to what was carried over before."""
    with saving(db):
        _save(db, year, department, {**fetch_carried(db, year, department), **carried})


def confirm_carried(db: Database, year: int, department: str, items: Iterable[str]) -> None:
    """Keeps that a person looked at *items* and found the carried answers right; undone like an
    edit of them.
    """
    with saving(db):
        carried = fetch_carried(db, year, department)
        for item in items:
            if item in carried:
                put_mark(db, (year, department, item, MARK), _words(carried[item]), None)


def fetch_mark(db: Database, key: Key) -> str | None:
    """The mark of an item as the record of edits has it; None: it has none, or was confirmed."""
    year, department, item, _ = key
    found = fetch_carried(db, year, department).get(item)
    return _words(found) if found else None


def put_mark(db: Database, key: Key, old: str | None, new: str | None) -> None:
    """Changes the mark of one item from *old* to *new*, inside a transaction."""
    year, department, item, _ = key
    record(db, key, old, new, typed=False)
    table = {key: _plain(one) for key, one in fetch_carried(db, year, department).items()}
    table.pop(item, None)
    if new is not None:
        table[item] = json.loads(new)
    save_of_year(db, YearSetting.CARRIED, year, department, table)


def _words(one: Carried) -> str:
    return canonical_bytes(_plain(one)).decode()


def _plain(one: Carried) -> dict[str, object]:
    return {"fields": list(one.fields), "answer": dict(one.answer)}


def _save(db: Database, year: int, department: str, carried: Mapping[str, Carried]) -> None:
    table = {item: _plain(one) for item, one in carried.items()}
    save_of_year(db, YearSetting.CARRIED, year, department, table)


def fetch_report(db: Database, year: int, department: str) -> Answers:
    """The answers of a workbook of *year* that was opened here in the year after; the cover's are
    under `COVER`.
    """
    kind = dict[str, dict[str, str]]
    return read_of_year(db, YearSetting.REPORT, year + 1, department, kind, {})


def keep_report(db: Database, year: int, department: str, said: Answers) -> None:
    save_of_year(db, YearSetting.REPORT, year + 1, department, said)

"""Answers carried over from an earlier year, and what a workbook of that year reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.answers import Answer, Answers
from model.store.settings import read_of_year, save_of_year
from model.store.transaction import saving
from model.store.year_settings import YearSetting


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
    """Keeps that a person looked at *items* and found the carried answers right."""
    with saving(db):
        gone = set(items)
        left = fetch_carried(db, year, department)
        _save(db, year, department, {key: one for key, one in left.items() if key not in gone})


def _save(db: Database, year: int, department: str, carried: Mapping[str, Carried]) -> None:
    table = {
        item: {"fields": list(one.fields), "answer": dict(one.answer)}
        for item, one in carried.items()
    }
    save_of_year(db, YearSetting.CARRIED, year, department, table)


def fetch_report(db: Database, year: int, department: str) -> Answers:
    """The answers of a workbook of *year* that was opened here in the year after; the cover's are
    under `COVER`.
    """
    kind = dict[str, dict[str, str]]
    return read_of_year(db, YearSetting.REPORT, year + 1, department, kind, {})


def keep_report(db: Database, year: int, department: str, said: Answers) -> None:
    save_of_year(db, YearSetting.REPORT, year + 1, department, said)

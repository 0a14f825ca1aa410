"""Answers carried over from an earlier year, and what a workbook of that year reports."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.answers import Answer, Answers
from model.store.settings import read_json, save_setting
from model.store.transaction import saving


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The fields of one item that came from the earlier year, and the whole answer right
    afterwards.
    """

    fields: tuple[str, ...]
    answer: Answer


def fetch_carried(db: Database, year: int, department: str) -> dict[str, Carried]:
    """Item id -> what was carried over and not confirmed yet, whether edited since or not."""
    return read_json(db, _carried(year, department), dict[str, Carried], {})


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
    save_setting(db, _carried(year, department), json.dumps(table, ensure_ascii=False))


def fetch_report(db: Database, year: int, department: str) -> Answers:
    """The answers of a workbook of *year* that was opened here; the cover's are under `COVER`."""
    return read_json(db, _report(year, department), dict[str, dict[str, str]], {})


def keep_report(db: Database, year: int, department: str, said: Answers) -> None:
    save_setting(db, _report(year, department), json.dumps(said, ensure_ascii=False))


def _carried(year: int, department: str) -> str:
    return f"carried.{year}.{department}"


def _report(year: int, department: str) -> str:
    return f"report.{year}.{department}"

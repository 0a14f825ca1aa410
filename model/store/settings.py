"""Settings: values kept by name in the data file, such as the profile.

A setting that can't be understood costs itself: its default holds, the log has a line, and the
next `save_setting` replaces it. A later version of the app may have written it.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlite_utils import Database

from model.domain.canonical import rebuilt
from model.domain.numbers import YEARS
from model.store.transaction import saving
from model.store.year_settings import YearSetting, year_key

T = TypeVar("T")

log = logging.getLogger(__name__)


class Role(StrEnum):
    CLERK = "部门填报"
    OFFICE = "领导小组办公室"
    SECTION = "科室填报"  # of a data file of its own, in which one section's sheet is filled in


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The answers of the first start. `department` is "" for the office."""

    role: Role
    year: int
    department: str = ""


def fetch_setting(db: Database, key: str) -> str | None:
    row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def read_setting(db: Database, key: str, read: Callable[[str], T], default: T) -> T:
    """What *read* makes of the text kept as *key*; *default* where nothing is kept, or where
    *read* raises a ValueError.
    """
    kept = fetch_setting(db, key)
    if not kept:
        return default
    try:
        return read(kept)
    except (ValueError, RecursionError):
        log.warning("a setting can't be understood")
        return default


def read_json(db: Database, key: str, kind: type[T], default: T) -> T:
    """The JSON kept as *key*, of the declared *kind*, such as `dict[str, str]`; *default* where
    nothing is kept, or nothing of that kind.
    """
    return read_setting(db, key, lambda text: rebuilt(kind, json.loads(text)), default)


def save_setting(db: Database, key: str, value: str) -> None:
    with saving(db):
        db.table("setting").upsert({"key": key, "value": value}, pk="key")


def read_of_year(
    db: Database, what: YearSetting, year: int, department: str, kind: type[T], default: T
) -> T:
    """The JSON kept as *what* of *department*'s *year*; arguments as for `read_json`."""
    return read_json(db, year_key(what, year, department), kind, default)


def is_kept_of_year(db: Database, what: YearSetting, year: int, department: str) -> bool:
    """Whether *what* was ever kept of *department*'s *year*, be it empty by now."""
    return fetch_setting(db, year_key(what, year, department)) is not None


def save_of_year(
    db: Database, what: YearSetting, year: int, department: str, value: object
) -> None:
    """Keeps *value* as JSON.

    Raises:
        NotSaved, YearClosed: what was kept before still is.
    """
    text = json.dumps(value, ensure_ascii=False)
    save_setting(db, year_key(what, year, department), text)


def fetch_profile(db: Database) -> Profile | None:
    """The profile, or None if the first start has not asked yet or what it kept can't be
    understood.
    """
    role = read_setting(db, "role", Role, None)
    year = read_setting(db, "year", int, None)
    if role is None or year is None or year not in YEARS:
        return None
    return Profile(role=role, year=year, department=fetch_setting(db, "department") or "")


def save_profile(db: Database, profile: Profile) -> None:
    with saving(db):
        save_setting(db, "role", profile.role.value)
        save_setting(db, "year", str(profile.year))
        save_setting(db, "department", profile.department)

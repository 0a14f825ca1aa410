"""What people have begun to write and not decided yet, by the place it was written in."""

import json
from collections.abc import Mapping

from sqlite_utils import Database

from model.store.settings import read_json, save_setting
from model.store.transaction import saving
from model.store.year_settings import BEGUN

PACKAGE = "package/"  # what begins the places of a package in the making
Written = Mapping[str, str]  # field -> text


def fetch_half_written(db: Database, year: int, place: str) -> dict[str, str]:
    """Field -> text that was begun at *place*; {} if nothing was."""
    return read_json(db, _key(year, place), dict[str, str], {})


def fetch_places(db: Database, year: int, under: str) -> tuple[str, ...]:
    """The places beginning with *under* where something was begun."""
    start = _key(year, under)
    rows = db.execute("SELECT key FROM setting WHERE substr(key, 1, ?) = ?", [len(start), start])
    return tuple(under + key[len(start) :] for (key,) in rows.fetchall())


def save_half_written(db: Database, year: int, place: str, written: Written) -> None:
    """Keeps *written*; forgets the place if nothing is in it. A field may have been emptied."""
    if written:
        save_setting(db, _key(year, place), json.dumps(dict(written), ensure_ascii=False))
    else:
        with saving(db):
            db.execute("DELETE FROM setting WHERE key = ?", [_key(year, place)])


def forget_package_words(db: Database, year: int) -> None:
    """Forgets what was begun about the package of *year*: its draft is gone, or done with."""
    for place in fetch_places(db, year, PACKAGE):
        save_half_written(db, year, place, {})


def _key(year: int, place: str) -> str:
    return f"{BEGUN}{year}/{place}"

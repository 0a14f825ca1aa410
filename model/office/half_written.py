"""What the office has begun to write and not decided yet, by the place it was written in."""

import json
from collections.abc import Mapping

from sqlite_utils import Database

from model.store.settings import read_json, save_setting
from model.store.transaction import saving
from model.store.year_settings import BEGUN

Written = Mapping[str, str]  # field -> text


def fetch_half_written(db: Database, year: int, place: str) -> dict[str, str]:
    """Field -> text that was begun at *place*; {} if nothing was."""
    return read_json(db, _key(year, place), dict[str, str], {})


def save_half_written(db: Database, year: int, place: str, written: Written) -> None:
    """Keeps *written*; forgets the place if nothing is in it."""
    said = {field: text for field, text in written.items() if text}
    if said:
        save_setting(db, _key(year, place), json.dumps(said, ensure_ascii=False))
    else:
        with saving(db):
            db.execute("DELETE FROM setting WHERE key = ?", [_key(year, place)])


def _key(year: int, place: str) -> str:
    return f"{BEGUN}{year}/{place}"

"""Findings that somebody has looked at and found to be in order."""

import json

from sqlite_utils import Database

from model.store.settings import read_json, save_setting


class AcceptedFindings:
    """One department's year's, on disk as soon as they are accepted."""

    def __init__(self, db: Database, department: str, year: int) -> None:
        self._db = db
        self._key = f"accepted.{year}.{department}"
        self._keys: set[str] = set(read_json(db, self._key, tuple[str, ...], ()))

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def toggle(self, key: str) -> None:
        """Accept the finding *key*, or don't any more."""
        keys = self._keys ^ {key}
        save_setting(self._db, self._key, json.dumps(sorted(keys)))
        self._keys = keys

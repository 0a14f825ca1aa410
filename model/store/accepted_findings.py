"""Findings that somebody has looked at and found to be in order."""

from sqlite_utils import Database

from model.store.settings import read_of_year, save_of_year
from model.store.year_settings import YearSetting


class AcceptedFindings:
    """One department's year's, on disk as soon as they are accepted."""

    def __init__(self, db: Database, department: str, year: int) -> None:
        self._db, self._year, self._department = db, year, department
        self._keys = set(_fetch(db, year, department))

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def toggle(self, key: str) -> None:
        """Accept the finding *key*, or don't any more.

        Raises:
            NotSaved, YearClosed: nothing was changed.
        """
        keys = self._keys ^ {key}
        _save(self._db, self._year, self._department, keys)
        self._keys = keys


def pass_on_accepted(db: Database, year: int, source: str, department: str) -> None:
    """Findings that *source* accepted are accepted of *department*, too."""
    kept, passed = (set(_fetch(db, year, body)) for body in (department, source))
    if passed - kept:
        _save(db, year, department, kept | passed)


def _fetch(db: Database, year: int, department: str) -> tuple[str, ...]:
    return read_of_year(db, YearSetting.ACCEPTED, year, department, tuple[str, ...], ())


def _save(db: Database, year: int, department: str, keys: set[str]) -> None:
    save_of_year(db, YearSetting.ACCEPTED, year, department, sorted(keys))

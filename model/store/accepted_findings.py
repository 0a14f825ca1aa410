"""Findings that somebody has looked at and found to be in order; accepting is undone as editing."""

from collections.abc import Sequence

from sqlite_utils import Database

from model.domain.section import NO_ITEM
from model.store.edit_log import Key, one_step, record
from model.store.settings import read_of_year, save_of_year
from model.store.year_settings import YearSetting

ACCEPTED = "accepted/"  # and a finding's key: how the record of edits calls it, about no item
YES = "1"


class AcceptedFindings:
    """One department's year's, on disk as soon as they are accepted."""

    def __init__(self, db: Database, department: str, year: int) -> None:
        self._db, self._year, self._department = db, year, department
        self.read_again()

    def read_again(self) -> None:
        """Go by what the data file has now: something was undone."""
        self._keys = frozenset(_fetch(self._db, self._year, self._department))

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def toggle(self, keys: Sequence[str], step: str = "") -> None:
        """Accept the findings *keys*, or don't any more; undone at once, as *step*.

        Raises:
            NotSaved, YearClosed: nothing was changed.
        """
        db, year, department = self._db, self._year, self._department
        with one_step(db, year, department, step):
            for one in keys:
                old, new = (YES, None) if one in self._keys else (None, YES)
                put_accepted(db, (year, department, NO_ITEM, f"{ACCEPTED}{one}"), old, new)
        self.read_again()


def fetch_accepted(db: Database, key: Key) -> str | None:
    """Whether a finding is accepted, as the record of edits says it; None: it is not."""
    year, department, _, field = key
    return YES if field.removeprefix(ACCEPTED) in _fetch(db, year, department) else None


def put_accepted(db: Database, key: Key, old: str | None, new: str | None) -> None:
    """Accepts one finding, or doesn't any more, inside a transaction."""
    year, department, _, field = key
    one = field.removeprefix(ACCEPTED)
    record(db, key, old, new, typed=False)
    kept = set(_fetch(db, year, department))
    _save(db, year, department, kept - {one} if new is None else kept | {one})


def pass_on_accepted(db: Database, year: int, source: str, department: str) -> None:
    """Findings that *source* accepted are accepted of *department*, too."""
    kept, passed = (set(_fetch(db, year, body)) for body in (department, source))
    if passed - kept:
        _save(db, year, department, kept | passed)


def _fetch(db: Database, year: int, department: str) -> tuple[str, ...]:
    return read_of_year(db, YearSetting.ACCEPTED, year, department, tuple[str, ...], ())


def _save(db: Database, year: int, department: str, keys: set[str]) -> None:
    save_of_year(db, YearSetting.ACCEPTED, year, department, sorted(keys))

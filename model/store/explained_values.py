"""Which values explanations were written about: a word about 大幅变动 lapses with its value.

Kept is only what may have lapsed: the value that stood when an explanation was written or confirmed
and that was changed while the explanation was not.
"""

import json
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from model.domain.answers import NOTHING_SAID, Answer, Answers
from model.domain.large_change import EXPLAINED_IN
from model.store.settings import read_json, save_setting

Explained = dict[str, str]


def note_explained(
    db: Database, whose: tuple[int, str, str], before: Answer, after: Answer
) -> None:
    """Notes that the item of *whose* (year, department, item) says *after* now."""
    year, department, item = whose
    explanation = after.get(EXPLAINED_IN)
    if not before.get(EXPLAINED_IN) and not explanation:
        return
    values = _values(db, year, department)
    if not explanation or explanation != before.get(EXPLAINED_IN):
        values.pop(item, None)
    elif "value" in before and before["value"] != after.get("value"):
        values.setdefault(item, before["value"])
    _keep(db, year, department, values)


def confirm_explained(db: Database, year: int, department: str, item: str) -> None:
    """The explanation of *item* holds for its value as it is now."""
    values = _values(db, year, department)
    values.pop(item, None)
    _keep(db, year, department, values)


def fetch_lapsed(db: Database, year: int, department: str, answers: Answers) -> Mapping[str, str]:
    """Item -> the value that its explanation was written about, where *answers* say another."""
    return {
        item: value
        for item, value in _values(db, year, department).items()
        if answers.get(item, NOTHING_SAID).get("value") not in (None, value)
    }


def pass_on_explained(
    db: Database, year: int, source: str, department: str, items: Iterable[str]
) -> None:
    """Notes for *department* what *source*'s explanations of *items* were written about."""
    known = _values(db, year, source)
    passed = {item: known[item] for item in items if item in known}
    _keep(db, year, department, {**_values(db, year, department), **passed})


def _key(year: int, department: str) -> str:
    return f"explained.{year}.{department}"


def _values(db: Database, year: int, department: str) -> Explained:
    return dict(read_json(db, _key(year, department), Explained, {}))


def _keep(db: Database, year: int, department: str, values: Explained) -> None:
    if values != _values(db, year, department):
        save_setting(db, _key(year, department), json.dumps(values, sort_keys=True))

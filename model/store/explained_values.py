"""Which values explanations were written about: a word about 大幅变动 lapses with its value.

Kept is for each wording of an explanation the value that it was written or confirmed about, so that
older words that an undo brings back hold for their own value and no other.
"""

import hashlib
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from model.domain.answers import Answer, Answers
from model.domain.large_change import EXPLAINED_IN
from model.store.settings import read_of_year, save_of_year
from model.store.year_settings import YearSetting

Explained = dict[str, str]


def note_explained(
    db: Database, whose: tuple[int, str, str], before: Answer, after: Answer, *, back: bool = False
) -> None:
    """Notes that the item of *whose* (year, department, item) says *after* now.

    Args:
        back: an editor brought the words back; they stay about what they were about.
    """
    year, department, item = whose
    old, new = before.get(EXPLAINED_IN, ""), after.get(EXPLAINED_IN, "")
    if not (old or new):
        return
    values = _values(db, year, department)
    former, words = _about(item, old), _about(item, new)
    if new != old:
        values.pop(item, None)  # kept so by earlier versions of the app
        if not (back and words in values):
            values[words] = after.get("value", "")
        if values.get(former) == values[words]:
            values.pop(former, None)  # these words in the making
        if not new:
            values.pop(words, None)
    elif (
        before.get("value") != after.get("value")
        and item not in values
        and not values.get(words)  # without a value they are about the first one
    ):
        values[words] = before.get("value", "") or after.get("value", "")
    _keep(db, year, department, values)


def confirm_explained(db: Database, year: int, department: str, item: str) -> None:
    """The explanation of *item* holds for its value as it is now."""
    said = dict(
        db.execute(
            "SELECT field, value FROM answer WHERE year = ? AND department = ? AND item = ?"
            " AND field IN (?, 'value')",
            [year, department, item, EXPLAINED_IN],
        ).fetchall()
    )
    values = _values(db, year, department)
    values.pop(item, None)
    if words := said.get(EXPLAINED_IN, ""):
        values[_about(item, words)] = said.get("value", "")
    _keep(db, year, department, values)


def fetch_lapsed(db: Database, year: int, department: str, answers: Answers) -> Mapping[str, str]:
    """Item -> the value that its explanation was written about, where *answers* say another."""
    values = _values(db, year, department)
    found: dict[str, str] = {}
    if not values:
        return found
    for item, answer in answers.items():
        if not (words := answer.get(EXPLAINED_IN)):
            continue
        about = values.get(_about(item, words)) or values.get(item)
        if about and answer.get("value") not in (None, about):
            found[item] = about
    return found


def _about(item: str, words: str) -> str:
    """The key of what the *words* about *item* were written about."""
    return f"{item} {hashlib.sha256(words.encode()).hexdigest()[:16]}"


def pass_on_explained(
    db: Database, year: int, source: str, department: str, items: Iterable[str]
) -> None:
    """Notes for *department* what *source*'s explanations of *items* were written about."""
    wanted = set(items)
    passed = {
        key: about
        for key, about in _values(db, year, source).items()
        if key.partition(" ")[0] in wanted
    }
    _keep(db, year, department, {**_values(db, year, department), **passed})


def _values(db: Database, year: int, department: str) -> Explained:
    return dict(read_of_year(db, YearSetting.EXPLAINED, year, department, Explained, {}))


def _keep(db: Database, year: int, department: str, values: Explained) -> None:
    if values != _values(db, year, department):
        save_of_year(db, YearSetting.EXPLAINED, year, department, dict(sorted(values.items())))

"""Answers: what a department reports, saved at every edit, with the history of edits."""

from collections.abc import Mapping

from sqlite_utils import Database

from model.store.edit_log import Key, one_step, record
from model.store.explained_values import note_explained
from model.store.transaction import saving

Changes = Mapping[str, str | None]
"""Field key -> canonical text; None or "" makes the field 未填 again."""


def fetch_answers(db: Database, year: int, department: str) -> dict[str, dict[str, str]]:
    """Item id -> field key -> canonical text; a field that is not answered is absent."""
    answers: dict[str, dict[str, str]] = {}
    for item, field, value in db.execute(
        "SELECT item, field, value FROM answer WHERE year = ? AND department = ?"
        " ORDER BY item, field",
        [year, department],
    ):
        answers.setdefault(item, {})[field] = value
    return answers


def fetch_latest_answers(
    db: Database, start: str, year: int, department: str
) -> dict[str, dict[str, str]]:
    """What was said last about each item whose id begins with *start*, in whichever year and by
    whomever on this PC; where that was at the same moment, what *department* said in *year*.
    """
    rows = db.execute(
        "SELECT item, year, department, max(changed_at) AS at FROM answer"
        " WHERE substr(item, 1, ?1) = ?2 GROUP BY item, year, department"
        " ORDER BY at, year = ?3 AND department = ?4",
        [len(start), start, year, department],
    )
    latest = {item: (year_, body, item) for item, year_, body, _ in rows}
    return {item: fetch_answer(db, *whose) for item, whose in latest.items()}


def fetch_answer(db: Database, year: int, department: str, item: str) -> dict[str, str]:
    return dict(
        db.execute(
            "SELECT field, value FROM answer WHERE year = ? AND department = ? AND item = ?",
            [year, department, item],
        ).fetchall()
    )


def save_answer(
    db: Database,
    year: int,
    department: str,
    item: str,
    changes: Changes,
    *,
    typed: bool = False,
    back: bool = False,
) -> dict[str, str]:
    """Commits *changes* to one answer in one transaction, as one step.

    Args:
        typed: these words may still be in the making, so that the next ones belong to them.
        back: they were typed before, and an editor undid what came after.

    Returns:
        The whole answer as it now stands on disk.

    Raises:
        NotSaved: the disk refused; what stood there before still does.
    """
    with one_step(db, year, department, back=back):
        _save(db, (year, department, item), changes, typed=typed, back=back)
        return fetch_answer(db, year, department, item)


def save_answers(
    db: Database,
    year: int,
    department: str,
    answers: Mapping[str, Changes],
    step: str | None = None,
) -> None:
    """Commits many answers in one transaction.

    Args:
        step: what people call it; None: it can't be undone.
    """
    if step is None:
        with saving(db):
            for item, changes in answers.items():
                _save(db, (year, department, item), changes)
        return
    with one_step(db, year, department, step):
        for item, changes in answers.items():
            _save(db, (year, department, item), changes)


def put_answer(
    db: Database, key: Key, old: str | None, new: str | None, *, typed: bool = False
) -> None:
    """Changes one field from *old* to *new*, inside a transaction."""
    moment = record(db, key, old, new, typed=typed)
    if new is None:
        db.execute(
            "DELETE FROM answer WHERE year = ? AND department = ? AND item = ? AND field = ?", key
        )
    else:
        db.execute(
            "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET value = excluded.value, changed_at = excluded.changed_at",
            (*key, new, moment),
        )


def _save(
    db: Database,
    whose: tuple[int, str, str],
    changes: Changes,
    *,
    typed: bool = False,
    back: bool = False,
) -> None:
    before = fetch_answer(db, *whose)
    for field, value in changes.items():
        old, new = before.get(field), value or None
        if old != new:
            put_answer(db, (*whose, field), old, new, typed=typed)
    said = {field: text for field, text in {**before, **changes}.items() if text}
    note_explained(db, whose, before, said, back=back)

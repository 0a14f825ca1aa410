"""Answers: what a department says, saved the moment it is said, with its history."""

from collections.abc import Mapping

from sqlite_utils import Database

from model.domain.answers import Answer
from model.store.clock import now
from model.store.saving import saving


def fetch_answers(db: Database, year: int, department: str) -> dict[str, dict[str, str]]:
    """Item id -> field key -> canonical text; what is absent is 未填."""
    answers: dict[str, dict[str, str]] = {}
    for item, field, value in db.execute(
        "SELECT item, field, value FROM answer WHERE year = ? AND department = ?"
        " ORDER BY item, field",
        [year, department],
    ):
        answers.setdefault(item, {})[field] = value
    return answers


def fetch_answer(db: Database, year: int, department: str, item: str) -> dict[str, str]:
    return dict(
        db.execute(
            "SELECT field, value FROM answer WHERE year = ? AND department = ? AND item = ?",
            [year, department, item],
        ).fetchall()
    )


def save_answer(
    db: Database, year: int, department: str, item: str, changes: Mapping[str, str | None]
) -> dict[str, str]:
    """Commit *changes* (field key -> canonical text, None or "": 未填 again) in one transaction.

    Returns:
        The whole answer as it now stands on disk.

    Raises:
        NotSaved: the disk refused; what stood there before still does.
    """
    with saving(db):
        before = fetch_answer(db, year, department, item)
        for field, value in changes.items():
            old, new = before.get(field), value or None
            if old != new:
                _write(db, (year, department, item, field), old, new)
        return fetch_answer(db, year, department, item)


def save_answers(db: Database, year: int, department: str, answers: Mapping[str, Answer]) -> None:
    """Commit many answers in one transaction."""
    with saving(db):
        for item, answer in answers.items():
            save_answer(db, year, department, item, answer)


def _write(db: Database, key: tuple[int, str, str, str], old: str | None, new: str | None) -> None:
    moment = now()
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
    db.execute(
        "INSERT INTO edit (year, department, item, field, old, new, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*key, old, new, moment),
    )

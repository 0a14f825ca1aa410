"""The log of edits: what was changed, when, from what to what, and which edits are one step.

An edit is never taken out of the record by undoing it; that is an edit, too. Only what was typed
on in the same field goes into the edit before, as long as next to nothing of that is forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from model.store.clock import now
from model.store.transaction import saving

Key = tuple[int, str, str, str]  # year, department, item, field
TYPED_ON = timedelta(seconds=30)
FORGETTABLE = 20  # characters
UNDOABLE = "SELECT max(id) FROM step WHERE year = ?1 AND department = ?2 AND undone = 0"
REDOABLE = (  # the step undone last, as long as nothing new was said since
    f"SELECT min(id) FROM step WHERE year = ?1 AND department = ?2 AND id > coalesce(({UNDOABLE}), 0)"  # noqa: S608, E501
)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One edit of one field; `old` and `new` are None for 未填 (not answered)."""

    item: str
    field: str
    old: str | None
    new: str | None
    made_at: str = ""  # ISO 8601 with offset


@contextmanager
def one_step(
    db: Database, year: int, department: str, label: str = "", *, back: bool = False
) -> Iterator[None]:
    """Joins all edits made inside: they are undone and redone together, with those of inner steps.

    Args:
        back: an editor undid what was typed into it, which may well undo the last step.
    """
    with saving(db):
        before = _last_edit(db)
        yield
        if (last := _last_edit(db)) <= before:
            return
        db.execute(
            "DELETE FROM step WHERE year = ? AND department = ? AND first > ?",
            [year, department, before],
        )
        if not (back and last == before + 1 and _takes_back(db, last)):
            db.execute(  # what was undone before is given up: it is never done again
                "DELETE FROM step WHERE year = ? AND department = ? AND undone = 1",
                [year, department],
            )
            db.execute(
                "INSERT INTO step (year, department, label, first, last, undone)"
                " VALUES (?, ?, ?, ?, ?, 0)",
                [year, department, label, before + 1, last],
            )


def forget_steps(db: Database, year: int, department: str) -> None:
    """Nothing of what was done so far can be undone; the edits stay in the record."""
    db.execute("DELETE FROM step WHERE year = ? AND department = ?", [year, department])


def record(db: Database, key: Key, old: str | None, new: str | None, *, typed: bool) -> str:
    """Logs an edit, inside the transaction that makes it.

    Args:
        typed: it may be one of many while somebody is writing.

    Returns:
        The moment.
    """
    moment = now()
    if typed and _typed_on(db, key, new, moment):
        return moment
    db.execute(
        "INSERT INTO edit (year, department, item, field, old, new, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [*key, old, new, moment],
    )
    return moment


def _typed_on(db: Database, key: Key, new: str | None, moment: str) -> bool:
    """Whether the new text continues the last step: a moment ago, same field, next to
    nothing lost.
    """
    found = db.execute(
        "SELECT edit.id, step.id, old, new, made_at FROM edit JOIN step"
        " ON first = edit.id AND last = edit.id AND label = '' AND undone = 0"
        " WHERE edit.id = (SELECT max(id) FROM edit WHERE year = ?1 AND department = ?2)"
        " AND step.id = (SELECT max(id) FROM step WHERE year = ?1 AND department = ?2)"
        " AND item = ?3 AND field = ?4",
        key,
    ).fetchone()
    if not found:
        return False
    edit, step, old, said, made_at = found
    if not new or not said or not typed_on(said, new, made_at, moment):
        return False
    if new == old:
        db.execute("DELETE FROM edit WHERE id = ?", [edit])
        db.execute("DELETE FROM step WHERE id = ?", [step])
    else:
        db.execute("UPDATE edit SET new = ?, made_at = ? WHERE id = ?", [new, moment, edit])
    return True


def typed_on(said: str, new: str, before: str, after: str) -> bool:
    """Whether *new*, typed at *after*, goes on with what was *said* at *before*: not long after,
    next to nothing lost.
    """
    pause = datetime.fromisoformat(after) - datetime.fromisoformat(before)
    return timedelta(0) <= pause <= TYPED_ON and forgotten(said, new) <= FORGETTABLE


def _takes_back(db: Database, edit: int) -> bool:
    """Whether *edit* undoes the last step; the step then counts as undone."""
    year, department, item, field, old, new = db.execute(
        "SELECT year, department, item, field, old, new FROM edit WHERE id = ?", [edit]
    ).fetchone()
    taken_back = db.execute(
        f"SELECT step.id FROM step JOIN edit ON first = edit.id AND last = edit.id"  # noqa: S608
        f" WHERE step.id = ({UNDOABLE}) AND item = ?3 AND field = ?4 AND old IS ?5 AND new IS ?6",
        [year, department, item, field, new, old],
    ).fetchone()
    if taken_back:
        db.execute("UPDATE step SET undone = 1 WHERE id = ?", taken_back)
    return taken_back is not None


def forgotten(before: str, after: str) -> int:
    """The number of characters of *before* that are missing in *after*, if one stretch changed."""
    start = shared_start(before, after)
    return len(before) - start - shared_start(before[start:][::-1], after[start:][::-1])


def shared_start(one: str, other: str) -> int:
    """The number of characters that both texts begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _last_edit(db: Database) -> int:
    last: int = db.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0]
    return last

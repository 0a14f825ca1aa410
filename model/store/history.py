"""Undo and redo, across pages and restarts, and all edits of an item."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.section import PART
from model.store.accepted_findings import ACCEPTED, fetch_accepted, put_accepted
from model.store.answers import put_answer
from model.store.carried_over import MARK, fetch_mark, put_mark
from model.store.edit_log import REDOABLE, UNDOABLE, Edit, Key
from model.store.evidence import FIELD as EVIDENCE
from model.store.evidence import fetch_words, put_evidence
from model.store.part_facts import KEPT, fetch_fact, put_fact
from model.store.sections import SECTION, fetch_section_words, put_section
from model.store.slips import REPLY, fetch_reply, put_reply
from model.store.transaction import saving


@dataclass(frozen=True, kw_only=True)
class Step:
    """The edits that one undo takes back. `label` is "" if the step's one edit says it."""

    id: int
    label: str
    edits: tuple[Edit, ...]


def fetch_undoable(db: Database, year: int, department: str) -> Step | None:
    """The last step that was not undone, or None."""
    return _step(db, UNDOABLE, year, department)


def fetch_redoable(db: Database, year: int, department: str) -> Step | None:
    """The step undone last, or None if nothing was undone or something was changed since."""
    return _step(db, REDOABLE, year, department)


def undo(db: Database, year: int, department: str) -> Step | None:
    """Undoes the last step and returns it. Fields changed elsewhere since then stay as they are."""
    with saving(db):
        step = fetch_undoable(db, year, department)
        if step is not None:
            for edit in reversed(step.edits):
                _turn(db, year, department, edit, edit.new, edit.old)
            db.execute("UPDATE step SET undone = 1 WHERE id = ?", [step.id])
    return step


def redo(db: Database, year: int, department: str) -> Step | None:
    with saving(db):
        step = fetch_redoable(db, year, department)
        if step is not None:
            for edit in step.edits:
                _turn(db, year, department, edit, edit.old, edit.new)
            db.execute("UPDATE step SET undone = 0 WHERE id = ?", [step.id])
    return step


def fetch_edits(db: Database, year: int, department: str, item: str) -> tuple[Edit, ...]:
    """Every edit of *item* that is of interest to people, the latest first."""
    rows = db.execute(
        "SELECT item, field, old, new, made_at FROM edit"
        " WHERE year = ? AND department = ? AND item = ? AND substr(field, 1, ?) != ?"
        " ORDER BY id DESC",
        [year, department, item, len(KEPT), KEPT],
    )
    return tuple(_edit(*row) for row in rows)


def fetch_last_edits(db: Database, year: int, department: str) -> dict[tuple[str, str], str]:
    """Item and field -> when it was edited last."""
    rows = db.execute(
        "SELECT item, field, made_at FROM edit WHERE year = ? AND department = ? ORDER BY id",
        [year, department],
    )
    return {(item, field): made_at for item, field, made_at in rows}


def _step(db: Database, which: str, year: int, department: str) -> Step | None:
    row = db.execute(
        f"SELECT id, label, first, last FROM step WHERE id = ({which})",  # noqa: S608
        [year, department],
    ).fetchone()
    if row is None:
        return None
    id_, label, first, last = row
    edits = db.execute(
        "SELECT item, field, old, new, made_at FROM edit WHERE id BETWEEN ? AND ?"
        " AND year = ? AND department = ? ORDER BY id",
        [first, last, year, department],
    )
    return Step(id=id_, label=label, edits=tuple(_edit(*one) for one in edits))


def _edit(item: str, field: str, old: str | None, new: str | None, made_at: str) -> Edit:
    return Edit(item=item, field=field, old=old, new=new, made_at=made_at)


Fetch = Callable[[Database, Key], str | None]
Put = Callable[[Database, Key, str | None, str | None], None]


def _named_by_field(start: str, fetch: Callable[[Database, str], str | None]) -> Fetch:
    """Of what has a name of its own, which stands in the field after *start*."""
    return lambda db, key: fetch(db, key[-1].removeprefix(start))


def _fetch_answer(db: Database, key: Key) -> str | None:
    row = db.execute(
        "SELECT value FROM answer WHERE year = ? AND department = ? AND item = ? AND field = ?",
        key,
    ).fetchone()
    return row[0] if row else None


PLACES: Mapping[str, tuple[Fetch, Put]] = {
    EVIDENCE: (_named_by_field(EVIDENCE, fetch_words), put_evidence),
    MARK: (fetch_mark, put_mark),
    ACCEPTED: (fetch_accepted, put_accepted),
    REPLY: (fetch_reply, put_reply),
    SECTION: (_named_by_field(SECTION, fetch_section_words), put_section),
    PART: (fetch_fact, put_fact),
    "": (_fetch_answer, put_answer),
}
"""What a field begins with -> how what stands there is read and written; the first that fits."""


def _turn(
    db: Database, year: int, department: str, edit: Edit, old: str | None, new: str | None
) -> None:
    key = (year, department, edit.item, edit.field)
    fetch, put = next(place for start, place in PLACES.items() if edit.field.startswith(start))
    if fetch(db, key) == old:
        put(db, key, old, new)

"""Plans in the making: the words they are read from, and each step by which people corrected them.

What was read is not kept: it is read again from the words, and corrected by the same steps.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from model.domain.submission import Edition
from model.store.clock import now
from model.store.transaction import saving

WHAT = "对方案的修改"


@dataclass(frozen=True, kw_only=True)
class PlanDraftHead:
    """What a list of drafts shows. `steps` are those in force; moments are ISO 8601 with offset."""

    id: str
    title: str
    source: str  # name of the file it was read from; "" for words pasted
    steps: int
    made_at: str
    changed_at: str


@dataclass(frozen=True, kw_only=True)
class KeptPlanDraft:
    """A draft whole. `steps` beyond `done` were undone and can be redone."""

    id: str
    title: str
    source: str
    text: str
    after: Edition | None  # the edition whose next one it is to be
    done: int
    steps: tuple[Mapping[str, Any], ...]


def fetch_plan_drafts(db: Database) -> tuple[PlanDraftHead, ...]:
    """All drafts, the one changed last first."""
    rows = db.execute(
        "SELECT id, title, source, done, made_at, changed_at FROM plan_draft"
        " ORDER BY changed_at DESC, id"
    )
    return tuple(
        PlanDraftHead(
            id=id_, title=title, source=source, steps=done, made_at=made, changed_at=changed
        )
        for id_, title, source, done, made, changed in rows
    )


def fetch_plan_draft(db: Database, draft: str) -> KeptPlanDraft | None:
    """The draft with the id *draft*; None if it was deleted."""
    row = db.execute(
        "SELECT title, source, text, after, done FROM plan_draft WHERE id = ?", [draft]
    ).fetchone()
    if row is None:
        return None
    title, source, text, after, done = row
    steps = db.execute(
        "SELECT content FROM plan_draft_step WHERE draft = ? ORDER BY number", [draft]
    )
    return KeptPlanDraft(
        id=draft,
        title=title,
        source=source,
        text=text,
        after=Edition(**json.loads(after)) if after else None,
        done=done,
        steps=tuple(json.loads(content) for (content,) in steps),
    )


def add_plan_draft(db: Database, title: str, source: str, text: str) -> KeptPlanDraft:
    """Keeps the words of a plan that nobody corrected yet.

    Raises:
        NotSaved: the disk refused.
    """
    moment = now()
    kept = KeptPlanDraft(
        id=uuid4().hex, title=title, source=source, text=text, after=None, done=0, steps=()
    )
    with saving(db, "读到的方案"):
        db.table("plan_draft").insert({
            "id": kept.id, "title": title, "source": source, "text": text, "after": "", "done": 0,
            "made_at": moment, "changed_at": moment,
        })  # fmt: skip
    return kept


def add_plan_draft_step(db: Database, draft: str, number: int, step: Mapping[str, Any]) -> None:
    """Keeps *step* as number *number* (from 1) of *draft*; what was undone there goes.

    Raises:
        NotSaved: the disk refused; nothing was changed.
    """
    with saving(db, WHAT):
        db.execute("DELETE FROM plan_draft_step WHERE draft = ? AND number >= ?", [draft, number])
        _insert(db, draft, number, step)
        go_to_step(db, draft, number)


def replace_steps(db: Database, draft: str, steps: Sequence[Mapping[str, Any]], done: int) -> None:
    """Keeps *steps*, the first *done* of them in force, and no others."""
    with saving(db, WHAT):
        db.execute("DELETE FROM plan_draft_step WHERE draft = ?", [draft])
        for number, step in enumerate(steps, start=1):
            _insert(db, draft, number, step)
        go_to_step(db, draft, done)


def _insert(db: Database, draft: str, number: int, step: Mapping[str, Any]) -> None:
    content = json.dumps(step, ensure_ascii=False, sort_keys=True)
    db.table("plan_draft_step").insert(
        {"draft": draft, "number": number, "content": content, "made_at": now()}
    )


def go_to_step(db: Database, draft: str, done: int) -> None:
    """From now on the first *done* steps of *draft* are in force."""
    _change(db, draft, "done", done)


def save_draft_title(db: Database, draft: str, title: str) -> None:
    _change(db, draft, "title", title)


def save_edition_before(db: Database, draft: str, after: Edition | None) -> None:
    """From now on *draft* is to be the next edition of *after*; None: a plan of its own."""
    kept = json.dumps({"id": after.id, "version": after.version}) if after else ""
    _change(db, draft, "after", kept)


def _change(db: Database, draft: str, column: str, value: object) -> None:
    with saving(db, WHAT):
        db.table("plan_draft").update(draft, {column: value, "changed_at": now()})


def delete_plan_draft(db: Database, draft: str) -> None:
    """Forgets *draft* with all its steps."""
    with saving(db, "方案草稿的删除"):
        db.execute("DELETE FROM plan_draft_step WHERE draft = ?", [draft])
        db.execute("DELETE FROM plan_draft WHERE id = ?", [draft])

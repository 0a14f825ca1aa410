"""What people say of targets, bodies, roles and the first page, as corrections."""

from collections.abc import Mapping, Sequence
from typing import Any

from model.compilation.compilation import Corrections
from model.domain.plan import Direction
from model.plan.note_forms import NoteRole
from model.plan_draft.draft import DraftClause, DraftTarget, PlanDraft

ROLE_KEYS = {NoteRole.LEAD: "lead", NoteRole.SUPPORT: "support", NoteRole.SHARED: "shared"}


def assigned(draft: PlanDraft, clause: DraftClause, given: Mapping[str, NoteRole]) -> Corrections:
    """The bodies of *clause*, by their ids, in the roles *given*; the others as they are."""
    names = {one.id: one.name for one in draft.bodies}
    roles = dict(clause.named) | dict(given)
    listed = {
        key: [names[one] for one, own in roles.items() if own is role]
        for role, key in ROLE_KEYS.items()
    }
    return {"clause": [{"id": clause.id, **listed}]}


def target_changed(target: DraftTarget, said: Mapping[str, Any]) -> Corrections:
    """*target* as *said*, by the keys of a correction: name, unit, values, …"""
    return {"target": [{"id": target.id, "words": target.milestones[0].quote, **said}]}


def target_dropped(target: DraftTarget) -> Corrections:
    return target_changed(target, {"drop": True})


def target_added(words: str, name: str, year: int) -> Corrections:
    """A target on *words*; unit and value are still to be said."""
    entry = {
        "words": words, "add": True, "name": name, "unit": "", "year": year,
        "direction": Direction.DONE.value,
    }  # fmt: skip
    return {"target": [entry]}


def body_changed(name: str, said: Mapping[str, Any]) -> Corrections:
    """The body called *name* as *said*: rename, kind, members, note, same_as."""
    return {"body": [{"name": name, **said}]}


def unknown_bodies(draft: PlanDraft, names: Sequence[str]) -> tuple[str, ...]:
    """Those of *names* that the draft doesn't know."""
    known = {name for body in draft.bodies for name in (body.name, *body.aliases)}
    return tuple(name for name in names if name not in known)


def next_edition(edition: str) -> str:
    """The edition after *edition*: 2022.2 after 2022.1."""
    stem, dot, last = edition.rpartition(".")
    return f"{stem}.{int(last) + 1}" if dot and last.isdecimal() else f"{edition}.2"


def head_changed(said: Mapping[str, Any]) -> Corrections:
    """The first page as *said*: title, issuer, issued, edition, years."""
    return {"plan": dict(said)}

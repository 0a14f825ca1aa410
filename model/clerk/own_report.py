"""What a department's own report of this very year brings to the PC on which it is opened, joined
with what is there: field by field, against the report that both come from.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from model.domain.answers import FACTS, NOTHING_SAID, Answer, Answers, Evidence, contradicts
from model.domain.submission import COVER, Origin, Submission
from model.store.evidence import FIELD


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A part of what a report says: `changes` to fields, None where it says nothing; `pieces` of
    evidence as it has them; `dropped`, those that it has no more.
    """

    changes: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    pieces: tuple[Evidence, ...] = ()
    dropped: tuple[Evidence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.pieces or self.dropped)

    def __or__(self, other: "Brought") -> "Brought":
        items = dict.fromkeys((*self.changes, *other.changes))
        return Brought(
            changes={
                item: {**self.changes.get(item, {}), **other.changes.get(item, {})}
                for item in items
            },
            pieces=(*self.pieces, *other.pieces),
            dropped=(*self.dropped, *other.dropped),
        )

    @property
    def fields(self) -> int:
        return sum(map(len, self.changes.values()))

    @property
    def places(self) -> int:
        return self.fields + len(self.evidence)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return (*self.pieces, *self.dropped)

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of all items that it is about, the cover among them."""
        return tuple(dict.fromkeys((*self.changes, *(one.item for one in self.evidence))))


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """What a report of this year brings. `empty`: where nothing is said here; `newer`: where what
    is said here is what was reported before, and the report says otherwise; `asked`: where both say
    different things, so that a person decides. `gone`: ids that this year doesn't ask about.
    """

    empty: Brought
    newer: Brought
    asked: Brought
    gone: tuple[str, ...] = ()


class _Part(Enum):
    EMPTY = auto()
    NEWER = auto()
    ASKED = auto()


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How a report stands to those known here. `before`: the one that the report and what is said
    here both come from; None: it can't be told. `after`: the last one known, where it is newer.
    """

    before: Submission | None = None
    after: Submission | None = None


def relation(own: Submission, known: Sequence[Submission]) -> Relation:
    """How *own* stands to the reports of the same year *known* here, in order of their numbers."""
    if own.origin is not Origin.APP:  # its number and id say nothing
        return Relation()
    by_id = {one.id: one for one in known}
    same = by_id.get(own.id)
    if same is not None and same.digest == own.digest:
        return Relation(before=own, after=known[-1])
    numbers = {one.sequence: one for one in known}
    follower = numbers.get(own.sequence + 1)
    forked = own.sequence in numbers or (follower is not None and follower.parent != own.id)
    if known and known[-1].sequence > own.sequence and not forked:
        return Relation(before=own, after=known[-1])
    return Relation(before=by_id.get(own.parent) if own.parent else None)


def own_report(
    own: Submission,
    known: Sequence[Submission],
    asked: Collection[str],
    answers: Answers,
    evidence: Sequence[Evidence],
    following: Mapping[str, Collection[str]],
    edits: Mapping[tuple[str, str], str],
) -> OwnReport:
    """What *own* brings, held against what is said here.

    Args:
        known: the reports of the year that are known here, in order of their numbers.
        asked: ids of the items that may be answered.
        answers, evidence: what is said here, the cover form's under `COVER`.
        following: item -> fields that follow from a number and are never taken.
        edits: item and field -> when it was edited here last. What is older than the report
            that both come from, and differs, comes from a backup that was restored.
    """
    related = relation(own, known)
    keys = {COVER, *asked}
    edited = _edited_since(related.before, edits)
    found: dict[_Part, dict[str, dict[str, str | None]]] = {part: {} for part in _Part}
    said, sent, after = (_said(one) for one in (own, related.before, related.after))
    for item in dict.fromkeys((*said, *sent)):
        if item not in keys:
            continue
        never = following.get(item, ())
        mine, there, then = (
            _without(one.get(item, NOTHING_SAID), never) for one in (said, answers, sent)
        )
        later = after.get(item, NOTHING_SAID)
        parts: dict[str, _Part] = {}
        for key in dict.fromkeys((*mine, *then)):
            cleared = related.after is not None and not later.get(key)
            here = there.get(key)
            since = (item, key) in edited or (related.after is not None and here == later.get(key))
            part = _part(mine.get(key), here, then.get(key), cleared=cleared, since=since)
            if part:
                parts[key] = part
        for key, part in _under_their_facts(parts, mine, there).items():
            found[part].setdefault(item, {})[key] = mine.get(key)
    pieces, dropped = _evidence(own, related, keys, evidence, edited)
    empty, newer, differing = (
        Brought(
            changes=found[part],
            pieces=tuple(one for which, one in pieces if which is part),
            dropped=tuple(one for which, one in dropped if which is part),
        )
        for part in _Part
    )
    return OwnReport(
        empty=empty,
        newer=newer,
        asked=differing,
        gone=tuple(key for key in own.answers if key not in keys),
    )


def held_by(
    own: Submission,
    items: Iterable[str],
    answers: Answers,
    following: Mapping[str, Collection[str]],
) -> tuple[str, ...]:
    """Those of *items* that *own* says as *answers* have them; see `own_report`."""
    return tuple(
        item
        for item in items
        if (said := _without(own.answers.get(item, NOTHING_SAID), following.get(item, ())))
        and said == _without(answers.get(item, NOTHING_SAID), following.get(item, ()))
    )


def _under_their_facts(
    parts: Mapping[str, _Part], said: Answer, here: Answer
) -> Mapping[str, _Part]:
    """*parts* without words that would come under another state or number than they were written
    for: they are asked about together with it, or stay away where it stays as it is here.
    """
    others = [key for key in FACTS if contradicts(said, here, (key,))]
    if all(parts.get(key) is _Part.NEWER for key in others):
        return parts
    asked = any(parts.get(key) is _Part.ASKED for key in others)
    return {
        key: _Part.ASKED if part is _Part.EMPTY else part
        for key, part in parts.items()
        if asked or part is not _Part.EMPTY
    }


def _part(said: object, here: object, sent: object, *, cleared: bool, since: bool) -> _Part | None:
    """Where one field or piece belongs; None: nothing comes of it.

    Args:
        said, here, sent: in the report, on this PC, in the report that both come from; None for
            nothing.
        cleared: a later report that is known here says nothing there.
        since: what is said here was said after the report.
    """
    if said == here:
        return None
    if here is None:
        return _Part.ASKED if cleared else _Part.EMPTY
    if said == sent:  # nothing, too: it was only said here
        return None if said is None or since else _Part.ASKED
    return _Part.NEWER if here == sent else _Part.ASKED


def _evidence(
    own: Submission,
    related: Relation,
    keys: Collection[str],
    evidence: Sequence[Evidence],
    edited: Collection[tuple[str, str]],
) -> tuple[list[tuple[_Part, Evidence]], list[tuple[_Part, Evidence]]]:
    """The pieces that come, and those that go, with where they belong."""
    mine, there = {one.id: one for one in own.evidence}, {one.id: one for one in evidence}
    then = _pieces(related.before)
    later = _pieces(related.after)
    pieces: list[tuple[_Part, Evidence]] = []
    dropped: list[tuple[_Part, Evidence]] = []
    for key in dict.fromkeys((*mine, *then)):
        said, here = mine.get(key), there.get(key)
        cleared = related.after is not None and key not in later
        since = any(field == f"{FIELD}{key}" for _, field in edited) or here == later.get(key)
        part = _part(said, here, then.get(key), cleared=cleared, since=since)
        if part and said and said.item in keys:
            pieces.append((part, said))
        elif part and here and not said:
            dropped.append((part, here))
    return pieces, dropped


def _edited_since(
    report: Submission | None, edits: Mapping[tuple[str, str], str]
) -> frozenset[tuple[str, str]]:
    """Item and field of all that was edited here after *report* was exported."""
    if report is None:
        return frozenset()
    then = datetime.fromisoformat(report.exported_at).timestamp()
    return frozenset(
        key for key, at in edits.items() if datetime.fromisoformat(at).timestamp() >= then
    )


def _pieces(report: Submission | None) -> dict[str, Evidence]:
    return {one.id: one for one in report.evidence} if report else {}


def _said(report: Submission | None) -> Answers:
    if report is None:
        return {}
    return {**report.answers, COVER: report.cover}


def _without(answer: Answer, never: Collection[str]) -> dict[str, str]:
    return {key: text for key, text in answer.items() if text and key not in never}

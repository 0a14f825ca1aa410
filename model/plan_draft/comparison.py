"""Two people's readings of one text: what both say, what differs side by side, what one alone has,
and one reading in which each difference is settled.

Both are held against the reading by the program, whose ids they share. What is settled becomes
corrections (`corrections.py`), so that every quote is held against the text once more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from model.errors import AppError, Problem
from model.plan.note_forms import NoteRole
from model.plan_draft.corrections import correct_by
from model.plan_draft.draft import (
    DraftBody,
    DraftClause,
    DraftMeasure,
    DraftMilestone,
    DraftTarget,
    PlanDraft,
)

ROLES = {NoteRole.LEAD: "lead", NoteRole.SUPPORT: "support", NoteRole.SHARED: "shared"}
NOTHING = "（没有）"


class DraftPart(StrEnum):
    """What a difference is about."""

    HEAD = "方案首页"
    BODY = "责任单位"
    ROLES = "牵头配合"
    MEASURES = "任务怎么分"
    FLAGS = "任务怎么评"
    TARGET = "指标"


class Reader(StrEnum):
    FIRST = "第一份"
    SECOND = "第二份"


@dataclass(frozen=True, kw_only=True)
class DraftDifference:
    """`first` and `second` in the words of people, "" where one has nothing there; `about`: what
    it is, as people cite it; `line` of the original where it stands, 0 for nowhere.
    """

    key: str
    part: DraftPart
    about: str
    line: int
    first: str
    second: str
    corrections: Mapping[Reader, Mapping[str, list[dict[str, Any]]]]  # what each makes of it


@dataclass(frozen=True, kw_only=True)
class DraftComparison:
    """`agreed` counts what both say alike, by part."""

    read: PlanDraft
    differences: tuple[DraftDifference, ...]
    agreed: Mapping[DraftPart, int]
    common: Mapping[str, list[dict[str, Any]]]  # corrections that both make

    def alone(self, reader: Reader) -> tuple[DraftDifference, ...]:
        """What *reader* has and the other has not."""
        mine, other = ("first", "second") if reader is Reader.FIRST else ("second", "first")
        return tuple(
            one for one in self.differences if getattr(one, mine) and not getattr(one, other)
        )


def compared(read: PlanDraft, first: PlanDraft, second: PlanDraft) -> DraftComparison:
    """*first* and *second*, two corrected forms of *read*, side by side.

    Raises:
        AppError: they are not of one text.
    """
    if not read.text == first.text == second.text:
        raise AppError(
            "两份初稿不是同一个方案文本的，没有比对。", hint="请用同一个方案文件写出的初稿。"
        )
    found = [
        *_head(read, first, second),
        *_bodies(read, first, second),
        *_clauses(read, first, second),
        *_targets(read, first, second),
    ]
    agreed: dict[DraftPart, int] = dict.fromkeys(DraftPart, 0)
    common: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        if _same(one):
            agreed[one.part] += 1
            _add(common, one.corrections[Reader.FIRST])
    return DraftComparison(
        read=read,
        differences=tuple(one for one in found if not _same(one)),
        agreed=agreed,
        common=common,
    )


def settled(comparison: DraftComparison, choices: Mapping[str, Reader]) -> PlanDraft:
    """The reading in which each difference is what the reader chosen for its key makes of it.

    Raises:
        AppError: a difference nobody has settled; each one is named.
    """
    return correct_by(comparison.read, settled_corrections(comparison, choices))


def settled_corrections(
    comparison: DraftComparison, choices: Mapping[str, Reader]
) -> dict[str, Any]:
    """As `settled`, as corrections of the reading by the program."""
    if left := [one for one in comparison.differences if one.key not in choices]:
        raise AppError(
            f"两份初稿还有 {len(left)} 处没有定，没有写出方案数据。",
            [Problem(one.about, (one.part.value, f"第 {one.line} 行")) for one in left],
            hint="请在“采用”一格选“第一份”或“第二份”。",
        )
    every = [{"id": clause.id, "placed": []} for clause in comparison.read.clauses]
    table: dict[str, list[dict[str, Any]]] = {"clause": every}
    _add(table, comparison.common)
    for one in comparison.differences:
        _add(table, one.corrections[choices[one.key]])
    head = {key: value for entry in table.pop("plan", []) for key, value in entry.items()}
    clauses = _joined(table.pop("clause", []))
    return {"plan": head, **table, "clause": clauses}


def _same(one: DraftDifference) -> bool:
    return one.corrections[Reader.FIRST] == one.corrections[Reader.SECOND]


def _add(table: dict[str, list[dict[str, Any]]], more: Mapping[str, list[dict[str, Any]]]) -> None:
    for kind, entries in more.items():
        table.setdefault(kind, []).extend(entries)


def _joined(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry for each clause, its measures in the order of the text."""
    joined: dict[str, dict[str, Any]] = {}
    for entry in entries:
        kept = joined.setdefault(entry["id"], {"id": entry["id"]})
        placed = [*kept.get("placed", []), *entry.get("placed", [])]
        kept |= entry
        if placed:
            kept["placed"] = placed
    for kept in joined.values():
        if "placed" in kept:
            kept["measures"] = [quote for _, quote in sorted(kept.pop("placed"))]
    return list(joined.values())


def _difference(
    part: DraftPart, key: str, about: str, line: int,
    said: tuple[str, str], entries: tuple[Mapping[str, list[Any]], Mapping[str, list[Any]]],
) -> DraftDifference:  # fmt: skip
    return DraftDifference(
        key=f"{part.name.lower()}:{key}",
        part=part,
        about=about,
        line=line,
        first=said[0],
        second=said[1],
        corrections={Reader.FIRST: entries[0], Reader.SECOND: entries[1]},
    )


HEAD = {
    "title": "标题",
    "issuer": "印发机关",
    "issued": "印发日期",
    "edition": "版次",
    "years": "起止年度",
}


def _head(read: PlanDraft, first: PlanDraft, second: PlanDraft) -> Iterator[DraftDifference]:
    for key, label in HEAD.items():
        values = [getattr(draft, key) for draft in (first, second)]
        said = ["—".join(map(str, one)) if key == "years" else str(one) for one in values]
        before = getattr(read, key)
        one, other = ({"plan": [{key: value}]} if value != before else {} for value in values)
        yield _difference(DraftPart.HEAD, key, label, 0, (said[0], said[1]), (one, other))


# -- bodies ------------------------------------------------------------------------------------


def _bodies(read: PlanDraft, first: PlanDraft, second: PlanDraft) -> Iterator[DraftDifference]:
    lines = {
        body: read.source.line(clause.found.start)
        for clause in reversed(read.clauses)
        for body, _ in clause.named
    }
    yield from _added_bodies(read, first, second)
    for body in read.bodies:
        said, entries = [], []
        for draft in (first, second):
            now = _heir(body, draft)
            said.append(_body_words(body, now, draft))
            entries.append(_body_entry(body, now, draft, read))
        yield _difference(
            DraftPart.BODY, body.id, body.name, lines.get(body.id, 0),
            (said[0], said[1]), (entries[0], entries[1]),
        )  # fmt: skip


def _added_bodies(
    read: PlanDraft, first: PlanDraft, second: PlanDraft
) -> Iterator[DraftDifference]:
    """Bodies that no bracket names, by name."""
    known = {body.id for body in read.bodies}
    added = [
        {one.name: one for one in draft.bodies if one.id not in known} for draft in (first, second)
    ]
    for name in dict.fromkeys(name for bodies in added for name in bodies):
        said = ["", ""]
        entries: list[dict[str, list[Any]]] = [{}, {}]
        for number, bodies in enumerate(added):
            if now := bodies.get(name):
                said[number] = "；".join(filter(None, (now.name, now.kind.value, now.note)))
                entry = {"name": name, "add": True, "kind": now.kind.value, "note": now.note}
                entries[number] = {"body": [entry]}
        yield _difference(
            DraftPart.BODY, f"added:{name}", name, 0, (said[0], said[1]), (entries[0], entries[1])
        )


def _heir(body: DraftBody, draft: PlanDraft) -> DraftBody:
    """What became of *body* in *draft*: itself, or the one that it was joined with."""
    own = next((one for one in draft.bodies if one.id == body.id), None)
    return own or next(one for one in draft.bodies if body.name in {one.name, *one.aliases})


def _names(ids: Sequence[str], read: PlanDraft, draft: PlanDraft) -> list[str]:
    """The names of bodies of *draft*, as *read* has them where it does."""
    names = {body.id: body.name for body in (*draft.bodies, *read.bodies)}
    return [names[key] for key in ids]


def _body_words(body: DraftBody, now: DraftBody, draft: PlanDraft) -> str:
    if now.id != body.id:
        return f"并入{now.name}"
    names = {one.id: one.name for one in draft.bodies}
    members = "、".join(names[key] for key in now.members)
    told = (now.name, now.kind.value, f"成员：{members}" if members else "", now.note)
    return "；".join(filter(None, told))


def _body_entry(
    body: DraftBody, now: DraftBody, draft: PlanDraft, read: PlanDraft
) -> dict[str, list[Any]]:
    if now.id != body.id:
        heir = next(one.name for one in read.bodies if one.id == now.id)
        return {"body": [{"name": body.name, "same_as": heir}]}
    before = {_heir(one, draft).id for one in read.bodies if one.id in body.members}
    entry: dict[str, Any] = {}
    if now.name != body.name:
        entry["rename"] = now.name
    if now.kind is not body.kind:
        entry["kind"] = now.kind.value
    if now.note != body.note:
        entry["note"] = now.note
    if set(now.members) != before:
        entry["members"] = _names(now.members, read, draft)
    return {"body": [{"name": body.name, **entry}]} if entry else {}


# -- clauses and their measures ----------------------------------------------------------------


def _clauses(read: PlanDraft, first: PlanDraft, second: PlanDraft) -> Iterator[DraftDifference]:
    pairs = zip(read.clauses, first.clauses, second.clauses, strict=True)
    for clause, one, other in pairs:
        yield _roles(read, clause, (first, one), (second, other))
        yield from _measures(read, clause, one, other)
        yield from _flags(read, clause, one, other)


def _about(clause: DraftClause) -> str:
    return clause.heading.rstrip("。") or clause.path[-1]


def _roles(
    read: PlanDraft, clause: DraftClause,
    one: tuple[PlanDraft, DraftClause], other: tuple[PlanDraft, DraftClause],
) -> DraftDifference:  # fmt: skip
    said, entries = [], []
    names = {body.id: body.name for body in read.bodies}
    bodies = {body.id: body for body in read.bodies}
    for draft, now in (one, other):
        given = dict(now.named)
        roles = {key: given[_heir(bodies[key], draft).id] for key, _ in clause.named}
        listed = {
            label: [names[key] for key, role in roles.items() if role is given_role]
            for given_role, label in ROLES.items()
        }
        said.append(
            "；".join(
                f"{role.value}：{'、'.join(listed[label])}"
                for role, label in ROLES.items()
                if listed[label]
            )
        )
        changed = roles != dict(clause.named)
        entries.append({"clause": [{"id": clause.id, **listed}]} if changed else {})
    return _difference(
        DraftPart.ROLES, clause.id, _about(clause), read.source.line(clause.found.start),
        (said[0], said[1]), (entries[0], entries[1]),
    )  # fmt: skip


def _measures(
    read: PlanDraft, clause: DraftClause, one: DraftClause, other: DraftClause
) -> Iterator[DraftDifference]:
    """Stretches of the body that both cut alike, a measure each; and those that they cut
    otherwise, each as long as their cuts need to meet again.
    """
    for number, (mine, theirs) in enumerate(_stretches(one.measures, other.measures), start=1):
        start = min(measure.start for measure in (*mine, *theirs))
        said = ["\n".join(measure.quote for measure in cut) for cut in (mine, theirs)]
        entries: list[dict[str, list[Any]]] = [
            {"clause": [{"id": clause.id, "placed": [(one.start, one.quote) for one in cut]}]}
            for cut in (mine, theirs)
        ]
        if entries[0] != entries[1]:  # how its measures are done goes with the cut
            for entry, cut in zip(entries, (mine, theirs), strict=True):
                entry["measure"] = [_flag_entry(clause, one) for one in cut]
        yield _difference(
            DraftPart.MEASURES, f"{clause.id}:{number}", _about(clause), read.source.line(start),
            (said[0], said[1]), (entries[0], entries[1]),
        )  # fmt: skip


def _flag_entry(clause: DraftClause, one: DraftMeasure) -> dict[str, Any]:
    return {"id": clause.id, "words": one.quote, "once": one.once, "checkable": one.checkable}


Cut = tuple[DraftMeasure, ...]


def _stretches(one: Cut, other: Cut) -> Iterator[tuple[Cut, Cut]]:
    marked = [*((m.start, m.end, 0, m) for m in one), *((m.start, m.end, 1, m) for m in other)]
    marked.sort(key=lambda mark: mark[:3])
    group, end = 0, -1
    groups = []
    for start, stop, side, measure in marked:
        group += start >= end
        end = max(end, stop)
        groups.append((group, side, measure))
    for _, found in groupby(groups, key=lambda mark: mark[0]):
        marks = list(found)
        yield (
            tuple(measure for _, side, measure in marks if side == 0),
            tuple(measure for _, side, measure in marks if side == 1),
        )


def _flags(
    read: PlanDraft, clause: DraftClause, one: DraftClause, other: DraftClause
) -> Iterator[DraftDifference]:
    """Of measures that both have: whether they are done once, and scored."""
    theirs = {(measure.start, measure.end): measure for measure in other.measures}
    for mine in one.measures:
        match = theirs.get((mine.start, mine.end))
        if match is None:
            continue
        said, entries = [], []
        for measure in (mine, match):
            told = ("一次完成" if measure.once else "", "" if measure.checkable else "只列不评")
            said.append("、".join(filter(None, told)) or "每年评")
            entries.append({"measure": [_flag_entry(clause, measure)]})
        yield _difference(
            DraftPart.FLAGS, f"{clause.id}:{mine.start}", mine.quote, read.source.line(mine.start),
            (said[0], said[1]), (entries[0], entries[1]),
        )  # fmt: skip


# -- targets -----------------------------------------------------------------------------------


def _targets(read: PlanDraft, first: PlanDraft, second: PlanDraft) -> Iterator[DraftDifference]:
    known = {target.id: target for target in read.targets}
    mine, theirs = (
        {_target_key(target, known): target for target in draft.targets}
        for draft in (first, second)
    )
    for key in dict.fromkeys((*known, *mine, *theirs)):
        pair = (mine.get(key), theirs.get(key))
        target = next((one for one in (*pair, known.get(key)) if one is not None), None)
        if target is None:
            continue
        said = [_target_words(one, draft) for one, draft in zip(pair, (first, second), strict=True)]
        entries = [
            _target_entry(one, known.get(key), draft, read)
            for one, draft in zip(pair, (first, second), strict=True)
        ]
        yield _difference(
            DraftPart.TARGET, key, target.name, read.source.line(target.milestones[0].start),
            (said[0], said[1]), (entries[0], entries[1]),
        )  # fmt: skip


def _target_key(target: DraftTarget, known: Mapping[str, DraftTarget]) -> str:
    """Its id; of one that was added by hand, the place of its words and its name."""
    there = target.id in known and _overlap(target, known[target.id])
    return target.id if there else f"{target.milestones[0].start}:{target.name}"


def _overlap(one: DraftTarget, other: DraftTarget) -> bool:
    starts = {milestone.start for milestone in other.milestones}
    return any(milestone.start in starts for milestone in one.milestones)


def _target_words(target: DraftTarget | None, draft: PlanDraft) -> str:
    if target is None:
        return ""
    names = {body.id: body.name for body in draft.bodies}
    values = "；".join(f"{year}年{value or '（下达）'}" for year, value in _values(target))
    owners = "、".join(names[key] for key in target.departments)
    told = (
        target.name,
        target.direction.value,
        target.unit,
        target.kind.value,
        "约束性" if target.binding else "",
        values,
        f"报数：{owners}" if owners else "",
    )
    return "；".join(filter(None, told))


def _values(target: DraftTarget) -> list[tuple[int, str]]:
    return list(dict.fromkeys((m.year, _value(m)) for m in target.milestones))


def _value(milestone: DraftMilestone) -> str:
    return "" if milestone.value is None else f"{milestone.value:f}"


def _target_entry(
    target: DraftTarget | None, before: DraftTarget | None, draft: PlanDraft, read: PlanDraft
) -> dict[str, list[Any]]:
    if target is None:
        return {} if before is None else {"target": [{"id": before.id, "drop": True}]}
    said: dict[str, Any] = {
        "name": target.name,
        "unit": target.unit,
        "direction": target.direction.value,
        "kind": target.kind.value,
        "binding": target.binding,
        "departments": _names(target.departments, read, draft),
    }
    if before is None:
        first = target.milestones[0]
        added = {"add": True, "words": first.quote, "year": first.year, "strict": first.strict}
        value = {} if first.value is None else {"value": _value(first)}
        return {"target": [{**added, **value, **said}]}
    heirs = [_heir(one, draft).id for one in read.bodies if one.id in before.departments]
    unchanged = (
        all(getattr(target, part) == getattr(before, part) for part in PARTS)
        and _values(target) == _values(before)
        and set(target.departments) == set(heirs)
    )
    values = [list(pair) for pair in _values(target)]
    return {} if unchanged else {"target": [{"id": before.id, **said, "values": values}]}


PARTS = ("name", "unit", "direction", "kind", "binding")

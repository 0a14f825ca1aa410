"""Carrying ids over from the edition before: for ever, by the words compared.

A body is the same by its name, a clause by its words, a measure and a target by their quotes.
Where the words stand as they did, what people had made of them is kept whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from model.domain.plan import Clause, Department, Indicator, Measure, Plan
from model.plan.clauses import leaves_words_out
from model.plan_draft.clauses import GOALS
from model.plan_draft.draft import (
    Code,
    Confidence,
    DraftBody,
    DraftClause,
    DraftMeasure,
    DraftMilestone,
    DraftRemark,
    DraftTarget,
    PlanDraft,
)

ALIKE = 0.6  # of the letters of two clauses or measures that are the same in new words


def carry_over(draft: PlanDraft, before: Plan) -> PlanDraft:
    """*draft* as the edition after *before*, and a remark on each id that found no words."""
    bodies, known = _bodies(draft, before)
    places = _same_clauses(draft.clauses, before)
    free = _new_ids(draft.clauses, places, before)
    clauses = tuple(
        _clause(draft, clause, places.get(clause.id), free, known, before)
        for clause in draft.clauses
    )
    renamed = {old.id: new.id for old, new in zip(draft.clauses, clauses, strict=True)}
    targets = _targets(draft, before, renamed, clauses, known)
    kept = {measure.id for clause in clauses for measure in clause.measures}
    kept |= {target.id for target in targets} | {clause.id for clause in clauses}
    items = [*before.clauses.items(), *before.measures.items(), *before.indicators.items()]
    lost = tuple(
        DraftRemark(code=Code.ID_LOST, start=0, words=_words(item), values={"id": key})
        for key, item in items
        if key not in kept
    )
    return replace(
        draft,
        id=before.id,
        bodies=bodies,
        clauses=clauses,
        targets=targets,
        remarks=(*draft.remarks, *lost),
        before=before,
    )


def _words(item: object) -> str:
    return str(getattr(item, "quote", "") or getattr(item, "title", ""))


def _bodies(draft: PlanDraft, before: Plan) -> tuple[tuple[DraftBody, ...], dict[str, str]]:
    """The bodies with the ids that go on, and those ids by the draft's own."""
    old = {
        name: body for body in before.departments.values() for name in (body.name, *body.aliases)
    }
    taken = set(before.departments)
    found: dict[str, DraftBody] = {}
    known: dict[str, str] = {}
    for body in draft.bodies:
        same = next((old[name] for name in (body.name, *body.aliases) if name in old), None)
        key = same.id if same else _free(body.id, taken)
        known[body.id] = key
        taken.add(key)
        if same is None:
            found[key] = replace(body, id=key)
        elif key in found:
            found[key] = _also_called(found[key], body)
        else:
            found[key] = _also_called(_as_draft(same), body)
    for body in tuple(found.values()):
        members = tuple(dict.fromkeys(known.get(member, member) for member in body.members))
        found[body.id] = replace(body, members=members)
        for member in members:
            if member not in found:
                found[member] = _as_draft(before.departments[member])
    return tuple(found.values()), known


def _also_called(body: DraftBody, other: DraftBody) -> DraftBody:
    names = dict.fromkeys((*body.aliases, other.name, *other.aliases))
    return replace(body, aliases=tuple(name for name in names if name != body.name))


def _as_draft(body: Department) -> DraftBody:
    return DraftBody(
        id=body.id,
        name=body.name,
        kind=body.kind,
        aliases=body.aliases,
        members=body.members,
        note=body.note,
        in_plan=body.in_plan,
    )


def _free(wanted: str, taken: set[str]) -> str:
    """*wanted*, or the next number that no edition has used."""
    stem, _, number = wanted.rpartition("-")
    count = int(number)
    while f"{stem}-{count:02d}" in taken:
        count += 1
    return f"{stem}-{count:02d}"


def _same_clauses(clauses: Iterable[DraftClause], before: Plan) -> dict[str, Clause]:
    """The clause before of each clause: the same words, else the most alike, each once."""
    left = dict(before.clauses)
    found: dict[str, Clause] = {}
    for clause in clauses:
        same = next((old for old in left.values() if old.body == clause.body), None)
        if same is not None:
            found[clause.id] = left.pop(same.id)
    for clause in clauses:
        if clause.id in found or not left:
            continue
        share = {key: _likeness(clause.body, old.body) for key, old in left.items()}
        best = max(share, key=lambda key: share[key])
        if share[best] >= ALIKE:
            found[clause.id] = left.pop(best)
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    rough = matcher.real_quick_ratio()
    return matcher.ratio() if rough >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _new_ids(
    clauses: tuple[DraftClause, ...], places: dict[str, Clause], before: Plan
) -> dict[str, str]:
    """An id that no edition has used for each clause that is new."""
    taken = set(before.clauses)
    found = {}
    for clause in clauses:
        if clause.id not in places:
            key = clause.id
            while key in taken:
                key += "n"
            taken.add(key)
            found[clause.id] = key
    return found


def _clause(
    draft: PlanDraft,
    clause: DraftClause,
    same: Clause | None,
    free: dict[str, str],
    known: dict[str, str],
    before: Plan,
) -> DraftClause:
    named = tuple({known[body]: role for body, role in clause.named}.items())
    if same is None:
        key = free[clause.id]
        measures = tuple(replace(m, id=f"{key}-{m.id.rpartition('-')[2]}") for m in clause.measures)
        return replace(clause, id=key, named=named, measures=measures)
    old = [measure for measure in before.measures.values() if measure.clause == same.id]
    kept = list(_standing(draft.text, clause, old))
    gone = [one for one in old if one.id not in {measure.id for measure in kept}]
    number = max((int(one.id.rpartition("-")[2]) for one in old), default=0)
    for measure in clause.measures if same.body != clause.body else ():
        if any(measure.start < one.end and one.start < measure.end for one in kept):
            continue
        share = {one.id: _likeness(measure.quote, one.quote) for one in gone}
        best = max(share, key=lambda key: share[key], default="")
        if best and share[best] >= ALIKE:
            gone = [one for one in gone if one.id != best]
            kept.append(replace(measure, id=best))
        else:
            number += 1
            kept.append(replace(measure, id=f"{same.id}-{number:02d}"))
    kept.sort(key=lambda measure: measure.start)
    return replace(clause, id=same.id, named=named, measures=tuple(kept))


def _standing(text: str, clause: DraftClause, old: list[Measure]) -> Iterator[DraftMeasure]:
    """The measures before whose quotes still stand in *clause*, in their order."""
    offset, position = text.find(clause.body, clause.start), 0
    for one in old:
        place = clause.body.find(one.quote, position)
        whole = leaves_words_out(one.text, f"{clause.heading}{clause.body}")
        if place >= 0 and whole and one.term in clause.body:
            position = place + len(one.quote)
            start = offset + place
            yield DraftMeasure(
                id=one.id,
                quote=one.quote,
                start=start,
                end=start + len(one.quote),
                confidence=Confidence.SURE,
                kept=one,
            )


def _targets(
    draft: PlanDraft,
    before: Plan,
    renamed: dict[str, str],
    clauses: tuple[DraftClause, ...],
    known: dict[str, str],
) -> tuple[DraftTarget, ...]:
    """The targets before whose words still stand, whole; then those that are new."""
    words = {clause.id: clause.body for clause in clauses} | {GOALS: draft.goals_words}
    old_words = {clause.id: clause.body for clause in before.clauses.values()}
    old_words[GOALS] = before.goals
    kept, covered = [], set[str]()
    for old in before.indicators.values():
        stated = [s for s in old.sources if s.quote in words.get(s.place, "")]
        quotes = [m.quote or old.quote for m in old.milestones]
        whole = all(any(quote in words[s.place] for s in stated) for quote in quotes)
        if stated and whole:
            kept.append(_whole(replace(old, sources=tuple(stated)), draft))
            covered |= {source.quote for source in stated}
    gone = {key: one for key, one in before.indicators.items() if key not in {t.id for t in kept}}
    taken = set(before.indicators)
    for target in draft.targets:
        moved = tuple(replace(m, place=renamed.get(m.place, m.place)) for m in target.milestones)
        if all(words.get(m.place, "") == old_words.get(m.place) for m in moved) or any(
            m.quote in quote or quote in m.quote for m in moved for quote in covered
        ):
            continue
        same = next(
            (o for o in gone.values() if o.name in target.name or target.name in o.name), None
        )
        key = same.id if same else _free(target.id, taken)
        if same:
            gone.pop(same.id)
        taken.add(key)
        owners = tuple(known.get(body, body) for body in target.departments)
        kept.append(replace(target, id=key, milestones=moved, departments=owners))
    return tuple(kept)


def _whole(old: Indicator, draft: PlanDraft) -> DraftTarget:
    """An indicator whose words stand as they did."""
    start = draft.text.find(old.quote)
    stated = DraftMilestone(
        year=old.milestones[0].year,
        value=old.milestones[0].value,
        quote=old.quote,
        place=old.sources[0].place,
        start=start,
        end=start + len(old.quote),
    )
    return DraftTarget(
        id=old.id,
        name=old.name,
        unit=old.unit,
        direction=old.direction,
        kind=old.kind,
        binding=old.binding,
        milestones=(stated,),
        confidence=Confidence.SURE,
        departments=old.departments,
        kept=old,
    )

"""Reading a plan's text: the stages on one page."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from model.domain.china_time import CHINA
from model.plan.note_forms import NoteRole
from model.plan.notes import usual_signs
from model.plan_draft import target_words
from model.plan_draft.bodies import name_bodies
from model.plan_draft.clauses import GOALS, build_clauses, extents
from model.plan_draft.clean_text import cleaned
from model.plan_draft.draft import (
    Code,
    Confidence,
    DraftClause,
    DraftMeasure,
    DraftRemark,
    DraftTarget,
    FoundNote,
    Heading,
    PlanDraft,
)
from model.plan_draft.duty_rows import with_duty_rows
from model.plan_draft.headings import ANNEX, find_headings, front, goals_heading
from model.plan_draft.measures import split_measures
from model.plan_draft.notes import find_notes
from model.plan_draft.statements import Place
from model.plan_draft.targets import Targets, join

ONCE = re.compile("^(?:研究)?(?:制定|编制|出台|印发|成立|组建|建成)")
YEARLY = re.compile("年度|每年|定期|持续")
ALWAYS = re.compile("长期|持续|常态|每年|全年")  # a due date that never comes
RECENT = 2015  # a year before that is one to compare with
FARTHEST = 15  # years; a year beyond says where it all leads, and ends no plan


def read_plan_text(original: str, *, id_: str = "plan", edition: str = "") -> PlanDraft:
    """Everything that can be told from *original*, and a remark on whatever can't."""
    source = cleaned(original)
    text = source.text
    headings, odd = find_headings(text)
    goals = goals_heading(headings)
    notes, unread = find_notes(text, headings)
    clauses, left = build_clauses(text, headings, notes, goals[0] if goals else None)
    clauses, left = with_duty_rows(text, headings, clauses, left)
    page = front(text, headings)
    bodies, ids, named = name_bodies([clause.found for clause in clauses], page.title)
    first = page.year or _first_year(text, page.title)
    places = [*_goals_place(headings, goals), *(_place(clause) for clause in clauses)]
    stated = Targets(text, first, _stage(text, places, first))
    for place in (*places, *_outside(headings, clauses, goals, text)):
        stated.read(place)
    targets, twice = join(stated.stated)
    measured = tuple(_with_measures(one, text, ids, first) for one in clauses)
    owned, guessed = _owned(targets, measured)
    removed = [
        DraftRemark(
            code=Code(one.cut.value),
            start=source.position(one.start),
            words=one.words,
            values={"line": str(source.original_line(one.start))},
        )
        for one in source.removals
    ]
    missing = [
        DraftRemark(code=code, start=0)
        for code, there in (
            (Code.NO_TITLE, page.title),
            (Code.NO_DATE, page.issued),
            (Code.NO_GOALS, goals),
        )
        if not there
    ]
    remarks = (*missing, *removed, *odd, *unread, *left, *named, *stated.remarks, *twice, *guessed)
    return PlanDraft(
        id=id_,
        title=page.title,
        issuer=page.issuer,
        issued=page.issued,
        edition=edition or f"{first}.1",
        years=(first, _last_year(owned, first)),
        source=source,
        goals=goals,
        headings=tuple(headings),
        clauses=measured,
        targets=owned,
        bodies=bodies,
        remarks=tuple(sorted(remarks, key=lambda remark: remark.start)),
    )


def _goals_place(headings: list[Heading], goals: tuple[Heading, str] | None) -> list[Place]:
    if goals is None:
        return []
    after = headings[headings.index(goals[0]) + 1]
    return [Place(id=GOALS, start=goals[0].end, end=after.start)]


def _place(clause: DraftClause) -> Place:
    return Place(id=clause.id, start=clause.start, end=clause.end)


def _outside(
    headings: list[Heading],
    clauses: list[DraftClause],
    goals: tuple[Heading, str] | None,
    text: str,
) -> list[Place]:
    """The words under headings that no clause covers: targets there have nobody to answer."""
    places = []
    starts = [clause.start if clause.apart else clause.found.start for clause in clauses]
    for extent in extents(text, headings):
        own = clauses[bisect_left(starts, extent.start) : bisect_left(starts, extent.end)]
        inside = [one.end if one.apart else max(one.found.end, one.end) for one in own]
        start = max(inside, default=extent.start)
        apart = extent.id.startswith(ANNEX) or (goals and extent.heading is goals[0])
        if extent.end > start and not apart:
            places.append(Place(id="", start=start, end=extent.end))
    return places


def _stage(text: str, places: list[Place], first: int) -> int:
    """The year in which the plan's first stage ends: the first one its goals, or it all, name."""
    for place in (*places[:1], Place(id="", start=0, end=len(text))):
        words = usual_signs(text[place.start : place.end])
        years = [_year(found) for found in target_words.TIME.finditer(words)]
        if later := [year for year in years if first < year <= first + FARTHEST]:
            return min(later)
    return first


def _year(found: re.Match[str]) -> int:
    return int(found["year"]) if found["year"] else target_words.PERIODS[found["period"]]


def _first_year(text: str, title: str) -> int:
    """The title's year, else the first that a target names or the first of its five-year plan."""
    if found := re.search(r"20\d\d", usual_signs(title)):
        return int(found[0])
    words = target_words.BASE.sub("", usual_signs(text))
    years = [_year(found) for found in target_words.TIME.finditer(words)]
    first = min((year for year in years if year >= RECENT), default=datetime.now(CHINA).year)
    return first - 4 if first % 5 == 0 else first


def _last_year(targets: tuple[DraftTarget, ...], first: int) -> int:
    years = [one.year for target in targets for one in target.milestones]
    return max([first, *(year for year in years if year <= first + FARTHEST)])


def _with_measures(
    clause: DraftClause, text: str, ids: Mapping[str, str], first: int
) -> DraftClause:
    offset = text.find(clause.body, clause.start) if clause.body else clause.end
    measures = tuple(
        measure_at(
            clause,
            f"{clause.id}-{number:02d}",
            text,
            (offset + one.start, offset + one.end),
            first,
            read_with=one.text,
        )
        for number, one in enumerate(split_measures(clause.body), start=1)
    )
    return replace(clause, measures=measures, named=_named(clause.found, ids))


def measure_at(
    clause: DraftClause,
    key: str,
    text: str,
    span: tuple[int, int],
    first: int,
    *,
    read_with: str = "",
) -> DraftMeasure:
    """The measure of *clause* that stands at *span* of *text*, with the term its words give;
    *read_with*: its words with those of the list around it.
    """
    quote = text[slice(*span)]
    words = read_with or quote
    time = target_words.TIME.search(usual_signs(words))
    until = _year(time) if time else None
    term = words[time.start() : time.end()] if time else ""
    due = clause.found.note.due
    if not term and due in clause.found.words and not ALWAYS.search(due):
        said = re.search(r"20\d\d", usual_signs(due))
        term, until = due, (int(said[0]) if said else first) if due else None
    since = until - 4 if time and time["period"] and until else None
    if time and time["from"]:
        since, until = until, None
    return DraftMeasure(
        id=key,
        quote=quote,
        start=span[0],
        end=span[1],
        starts=since,
        until=until,
        term=term,
        once=bool(ONCE.search(words)) and not YEARLY.search(words),
        text=read_with,
    )


def _named(found: FoundNote, ids: Mapping[str, str]) -> tuple[tuple[str, NoteRole], ...]:
    roles = [(body.name, body.role) for body in found.note.bodies]
    known = {name for name, _ in roles}
    named = [*roles, *((n, NoteRole.SHARED) for n in found.implied if n not in known)]
    return tuple({ids[name]: role for name, role in named if name in ids}.items())


def _owned(
    targets: tuple[DraftTarget, ...], clauses: tuple[DraftClause, ...]
) -> tuple[tuple[DraftTarget, ...], list[DraftRemark]]:
    """Targets that only the goals state get the body named most often, which is asked about."""
    known = {clause.id for clause in clauses}
    counted: dict[str, int] = {}
    for clause in clauses:
        for body, _ in clause.named:
            counted[body] = counted.get(body, 0) + 1
    busiest = max(counted, key=lambda body: counted[body], default="")
    owned, remarks = [], []
    for target in targets:
        if known.isdisjoint(one.place for one in target.milestones) and busiest:
            told = {"name": target.name, "id": target.id, "body": busiest}
            start = target.milestones[0].start
            remarks.append(
                DraftRemark(
                    code=Code.OWNER_GUESSED,
                    start=start,
                    words=target.milestones[0].quote,
                    values=told,
                )
            )
            owned.append(replace(target, departments=(busiest,), confidence=Confidence.UNSURE))
        else:
            owned.append(target)
        if any(one.assumed for one in target.milestones):
            first = next(one for one in target.milestones if one.assumed)
            told = {"name": target.name, "id": target.id, "year": str(first.year)}
            remarks.append(
                DraftRemark(
                    code=Code.YEAR_ASSUMED, start=first.start, words=first.quote, values=told
                )
            )
    return tuple(owned), remarks

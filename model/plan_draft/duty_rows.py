"""The rows of a 分工表 put where they belong: on the clause, or on the heading without a note, that
they speak of. A row that speaks of neither is a clause of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from model.plan.notes import Named, usual_words
from model.plan_draft.clauses import Extent, extents
from model.plan_draft.draft import (
    Code,
    Confidence,
    DraftClause,
    DraftRemark,
    FoundNote,
    Heading,
)
from model.plan_draft.headings import ANNEX, heading_title

MARK = re.compile(r"^(?:第.+?[章节条]|[一二三四五六七八九十]+、|（.{1,3}）|\d{1,3}[.、]?|[①-⑳])+")
SAID = 6  # letters; words so long that stand in a clause are of that clause
BLANK = "。 \n\t\u3000"


def with_duty_rows(
    text: str, headings: Sequence[Heading], clauses: list[DraftClause], remarks: list[DraftRemark]
) -> tuple[list[DraftClause], list[DraftRemark]]:
    """*clauses* and *remarks* with the rows of a 分工表 among them put where they belong."""
    places = extents(text, list(headings))
    annexes = [one for one in places if one.heading.number.startswith(ANNEX)]
    if not annexes:
        return clauses, remarks
    begins = annexes[0].heading.start
    rows = [one for one in clauses if one.found.start >= begins]
    kept = {one.id: one for one in clauses if one.found.start < begins}
    own, told = list[DraftClause](), list[DraftRemark]()
    for row in rows:
        task = row.body or row.heading
        if (clause := _clause_of(task, list(kept.values()))) is not None:
            kept[clause.id] = replace(clause, found=_with_roles(clause.found, row.found))
        elif (clause := _heading_of(text, task, row, places, list(kept.values()))) is not None:
            kept[clause.id] = clause
        else:
            own.append(row)
            continue
        about = {"heading": clause.heading or clause.path[-1]}
        words = row.found.words
        told.append(
            DraftRemark(code=Code.DUTY_ROW, start=row.found.start, words=words, values=about)
        )
    found = sorted([*kept.values(), *own], key=lambda one: one.start)
    covered = [(one.start, one.end) for one in found if one.apart]
    left = [
        one
        for one in remarks
        if one.code is not Code.NO_NOTE or not any(a <= one.start < b for a, b in covered)
    ]
    return found, [*left, *told]


def _key(words: str) -> str:
    return re.sub(r"[，。；：、“”（）\s]", "", MARK.sub("", usual_words(words)))


def _clause_of(task: str, clauses: list[DraftClause]) -> DraftClause | None:
    wanted = _key(task)
    named = (one for one in clauses if one.heading and _key(one.heading) == wanted)
    said = (one for one in clauses if len(wanted) >= SAID and wanted in _key(one.body))
    return next(named, None) or next(said, None)


def _with_roles(found: FoundNote, row: FoundNote) -> FoundNote:
    """*found* with what *row* says of whom; who is named there alone is added."""
    bodies = list(found.note.bodies)
    added: list[Named] = []
    for said in row.note.bodies:
        same = next((n for n, one in enumerate(bodies) if _same(one.name, said.name)), None)
        if same is None:
            added.append(said)
        else:
            bodies[same] = replace(bodies[same], role=said.role)
    note = replace(found.note, bodies=(*bodies, *added))
    return replace(
        found,
        note=note,
        implied=(*found.implied, *(one.name for one in added)),
        confidence=Confidence.LIKELY,
    )


def _same(one: str, other: str) -> bool:
    """Whether two names are one, a prefix left out: 市发展改革委, 发展改革委."""
    return one == other or one[1:] == other or one == other[1:]


def _heading_of(
    text: str, task: str, row: DraftClause, places: list[Extent], clauses: list[DraftClause]
) -> DraftClause | None:
    """The clause that *row* makes of the heading with its words, which has no note."""
    wanted = _key(task)
    place = next(
        (
            number
            for number, one in enumerate(places)
            if _key(heading_title(one.heading)) == wanted and not one.id.startswith(ANNEX)
        ),
        None,
    )
    if place is None:
        return None
    here = places[place]
    after = [one.heading for one in places[place + 1 :] if one.heading.rank <= here.heading.rank]
    until, end = (after[0].words, after[0].start) if after else ("", len(text))
    body = text[here.start : end].strip().removeprefix("。").strip()
    starts = sorted(one.start for one in clauses)
    taken = bisect_left(starts, here.start) < bisect_left(starts, end)
    if not body.strip(BLANK) or taken or any(one.id == here.id for one in clauses):
        return None
    return DraftClause(
        id=here.id,
        path=here.own_path[:-1] or here.own_path,
        heading=here.heading.words,
        found=row.found,
        start=here.start,
        end=end,
        body=body,
        until=until,
        apart=True,
        confidence=Confidence.LIKELY,
    )

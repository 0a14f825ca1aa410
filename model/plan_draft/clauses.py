"""From headings and notes to clauses: what each note answers for, and what no note covers."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.plan_draft.draft import (
    Code,
    Confidence,
    DraftClause,
    DraftRemark,
    FoundNote,
    Heading,
)
from model.plan_draft.headings import APART, BOX, ITEM, heading_number, heading_title

OPENING = re.compile(r"\s*([^。；，：\n]{4,20}。)(?=\s*\S)")
BLANK = "。 \n\t\u3000"
GOALS = "2"  # the id of the place of the goals
PREFACE = re.compile("总体要求|指导思想|原则|要求$|形势|背景|现状")


@dataclass(frozen=True, kw_only=True)
class Extent:
    """A heading, the headings above it, and the words up to the next one."""

    heading: Heading
    above: tuple[Heading, ...]
    start: int
    end: int

    @property
    def id(self) -> str:
        numbers = [heading_number(one) for one in (*self.above, self.heading)]
        box = [place for place, number in enumerate(numbers) if number.startswith(APART)]
        return ".".join(numbers[box[0] :] if box else numbers)

    @property
    def own_path(self) -> tuple[str, ...]:
        return (*(one.step for one in self.above), self.heading.step)


def extents(text: str, headings: list[Heading]) -> list[Extent]:
    """Each heading with what it stands over."""
    found, above = [], list[Heading]()
    ends = [*(heading.start for heading in headings[1:]), len(text)][: len(headings)]
    for heading, end in zip(headings, ends, strict=True):
        above = [one for one in above if one.rank < heading.rank]
        found.append(Extent(heading=heading, above=tuple(above), start=heading.end, end=end))
        above.append(heading)
    return found


def build_clauses(
    text: str, headings: list[Heading], notes: list[FoundNote], goals: Heading | None
) -> tuple[list[DraftClause], list[DraftRemark]]:
    """The clauses in the order of *text*, and a remark on whatever no note covers."""
    clauses, remarks = [], list[DraftRemark]()
    taken: set[str] = set()
    places = extents(text, headings)
    first = places[0].start if places else len(text)
    if before := text[:first].strip():
        told = {"heading": "第一个标题之前", "kind": "preface", "letters": str(len(before))}
        remarks.append(DraftRemark(code=Code.NO_NOTE, start=0, words=before[:60], values=told))
    for note in notes:
        if note.end <= first:
            remarks.append(
                DraftRemark(code=Code.NOTE_WITHOUT_HEADING, start=note.start, words=note.words)
            )
    starts = [note.start for note in notes]
    for extent in _together(text, places, notes):
        own = notes[bisect_left(starts, extent.start) : bisect_left(starts, extent.end)]
        if len(own) == 1 and not text[extent.start : own[0].start].strip(BLANK):
            clauses.append(_before_body(text, extent, own[0], places, taken))
            taken.add(clauses[-1].id)
            if clauses[-1].until is None:
                continue
            remarks.append(
                DraftRemark(code=Code.NOTE_BEFORE_BODY, start=own[0].start, words=own[0].words)
            )
            continue
        for clause in _clauses(text, extent, own, taken):
            taken.add(clause.id)
            clauses.append(clause)
        if extent.heading is not goals:
            remarks += _left(text, extent, own)
    return clauses, remarks


def _together(text: str, places: list[Extent], notes: list[FoundNote]) -> list[Extent]:
    """The extents; items that share one note, which has a line to itself behind the last of them,
    are one extent with the heading above them.
    """
    whole: list[Extent] = []
    starts = [note.start for note in notes]
    for extent in places:
        own = notes[bisect_left(starts, extent.start) : bisect_left(starts, extent.end)]
        alone = len(own) == 1 and extent.heading.rank >= ITEM and _begins_line(text, own[0].start)
        above = _above_items(whole, extent) if alone else None
        if above is None:
            whole.append(extent)
            continue
        first = whole[above + 1].start if above + 1 < len(whole) else extent.start
        if above + 1 == len(whole) or bisect_left(starts, first) < bisect_left(
            starts, extent.start
        ):
            whole.append(extent)  # the only item, or others have notes of their own
        else:
            whole[above:] = [replace(whole[above], end=extent.end)]
    return whole


def _begins_line(text: str, position: int) -> bool:
    while position and text[position - 1] in " \t\u3000":
        position -= 1
    return position > 0 and text[position - 1] == "\n"


def _above_items(whole: list[Extent], extent: Extent) -> int | None:
    """Where the heading above *extent* stands, if only its items come between."""
    place = len(whole) - 1
    while place >= 0 and extent.above and whole[place].above == extent.above:
        place -= 1
    there = place >= 0 and extent.above and whole[place].heading is extent.above[-1]
    return place if there else None


def _before_body(
    text: str, extent: Extent, note: FoundNote, places: list[Extent], taken: set[str]
) -> DraftClause:
    """A clause whose note follows its heading at once: the body stands behind the note."""
    if not text[note.end : extent.end].strip(BLANK):
        return _bare_sentence(text, extent, note, taken)
    following = bisect_left(places, extent.end, key=lambda one: one.start)
    after = places[following].heading if following < len(places) else None
    return DraftClause(
        id=_free(extent.id, taken),
        path=extent.own_path[:-1] or extent.own_path,
        heading=extent.heading.words if extent.above else "",
        found=note,
        start=note.end,
        end=extent.end,
        body=text[note.end : extent.end].strip().removeprefix("。").strip(),
        until=after.words if after else "",
        confidence=Confidence.LIKELY,
    )


def _bare_sentence(text: str, extent: Extent, note: FoundNote, taken: set[str]) -> DraftClause:
    """A clause that is one sentence behind its number: what looked like its title is its body."""
    heading = extent.heading
    title = heading_title(heading)
    start = heading.start + heading.words.find(title)
    mark = text[heading.start : start].strip()
    return DraftClause(
        id=_free(extent.id, taken),
        path=extent.own_path[:-1] or (mark,),
        heading=mark if extent.above else "",
        found=note,
        start=start,
        end=note.start,
        body=text[start : note.start].strip(),
        confidence=note.confidence,
    )


def _clauses(
    text: str, extent: Extent, notes: list[FoundNote], taken: set[str]
) -> Iterator[DraftClause]:
    shared = len(notes) > 1 or not extent.above or heading_number(extent.heading).startswith(BOX)
    start = extent.start
    for order, note in enumerate(notes, start=1):
        heading = "" if shared else extent.heading.words
        if shared and order == 1 and len(notes) == 1:
            heading, start = _opening(text, start, note.start)
        yield DraftClause(
            id=_free(f"{extent.id}.{order}" if shared else extent.id, taken),
            path=extent.own_path if shared else extent.own_path[:-1],
            heading=heading,
            found=note,
            start=start,
            end=note.start,
            body=text[start : note.start].strip().removeprefix("。").strip(),
            confidence=note.confidence,
        )
        start = note.end


def _opening(text: str, start: int, end: int) -> tuple[str, int]:
    """A short first sentence as the heading of what has none, and where the body begins."""
    found = OPENING.match(text, start, end)
    return (found[1], found.end(1)) if found else ("", start)


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken and wanted != GOALS:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def _left(text: str, extent: Extent, notes: list[FoundNote]) -> Iterator[DraftRemark]:
    """What stands under a heading and in no clause."""
    start = notes[-1].end if notes else extent.start
    words = text[start : extent.end].strip("。 \t\n　")
    if not words:
        return
    code = Code.AFTER_NOTE if notes else Code.NO_NOTE
    place = (
        start + len(text[start : extent.end]) - len(text[start : extent.end].lstrip("。 \t\n　"))
    )
    titles = [one.words for one in (*extent.above, extent.heading)]
    kind = "preface" if any(PREFACE.search(title.rstrip("。")) for title in titles) else ""
    told = {"heading": extent.heading.step, "kind": kind, "letters": str(len(words))}
    yield DraftRemark(code=code, start=place, words=words[:60], values=told)

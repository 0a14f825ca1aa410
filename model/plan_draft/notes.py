"""The responsibility notes in a plan's text, wherever they stand and however they are printed."""

import re
from collections.abc import Iterator

from model.plan.note_forms import SIGNS
from model.plan.notes import OPENING, TITLE, PlanNote, looks_like_body, read_note, usual_signs
from model.plan_draft.draft import Code, Confidence, DraftRemark, FoundNote, Heading

LONGEST = 600  # letters; a longer bracket holds no note
LABELLED = re.compile(
    rf"(?:^|(?<=[。；]))[ \t　]*(?P<words>(?:{TITLE.pattern})：[^\n。]*"
    rf"(?:\n[ \t　]*(?:{TITLE.pattern})：[^\n。]*)*)。?",
    re.MULTILINE,
)
BEFORE = "。；！？”：》\n"


def find_notes(text: str, headings: list[Heading]) -> tuple[list[FoundNote], list[DraftRemark]]:
    """The notes in the order of *text*; a remark on each that is odd, and on each left unread."""
    usual = usual_signs(text)
    found, remarks = [], list[DraftRemark]()
    implied: tuple[str, ...] = ()
    first_leads = False
    behind_headings = {heading.end for heading in headings}
    for start, end, doubt in _candidates(usual, {heading.start for heading in headings}):
        words = text[start:end]
        note = read_note(words)
        if note is None or not _credible(note, usual[start:end]):
            remarks.append(DraftRemark(code=Code.NOTE_UNREAD, start=start, words=words))
            continue
        if doubt is Code.NOTE_IN_SENTENCE and start in behind_headings:
            doubt = None  # noqa: PLW2901  # it follows its heading
        if doubt is not None:
            remarks.append(DraftRemark(code=doubt, start=start, words=words))
        remarks += _odd(note, start)
        if note.also:
            told = {"bodies": "、".join(note.also)}
            remarks.append(
                DraftRemark(code=Code.NOTE_FOR_ALL, start=start, words=words, values=told)
            )
        first_leads = first_leads or note.first_leads
        sure = doubt is None and not note.odd
        found.append(
            FoundNote(
                words=words,
                start=start,
                end=end,
                note=note.led_by_first() if first_leads else note,
                implied=tuple(body for body in implied if body not in note.names),
                confidence=Confidence.SURE if sure else Confidence.LIKELY,
            )
        )
        implied = (*implied, *(body for body in note.also if body not in implied))
    return found, remarks


def _odd(note: PlanNote, start: int) -> Iterator[DraftRemark]:
    for name in note.odd:
        yield DraftRemark(code=Code.ODD_BODY, start=start, words=note.words, values={"body": name})
    for body in note.bodies:
        if body.gloss:
            told = {"body": body.name, "gloss": body.gloss}
            yield DraftRemark(code=Code.GLOSS, start=start, words=note.words, values=told)


def _credible(note: PlanNote, words: str) -> bool:
    """Whether words that speak of duties name at least one body that looks like one."""
    return len(note.odd) < len(note.bodies) or words.startswith(OPENING[0]) is False


Candidate = tuple[int, int, Code | None]


def _candidates(usual: str, headings: set[int]) -> list[Candidate]:
    """Start, end and doubt of whatever looks like a note, in the order of the text."""
    found = list(_bracketed(usual, headings))
    for line in LABELLED.finditer(usual):
        start, end = line.span("words")
        if not any(s <= start < e for s, e, _ in found):
            found.append((start, len(usual[:end].rstrip()), None))
    return sorted(found, key=lambda one: one[:2])


def _bracketed(usual: str, headings: set[int]) -> Iterator[Candidate]:
    position = 0
    closings = _closings(usual)
    while (start := usual.find("（", position)) >= 0:
        end = closings.get(start)
        position = start + 1
        if start in headings:
            continue
        if end is None:
            line_end = usual.find("\n", start, start + LONGEST)
            stop = min(len(usual), start + LONGEST) if line_end < 0 else line_end
            if stop - start < LONGEST and _speaks_of_duties(usual[start:stop]):
                yield start, stop, Code.NOTE_UNCLOSED
                position = stop
            continue
        inner = usual[start + 1 : end - 1]
        at_end = _at_end_of_sentence(usual, start)
        if _speaks_of_duties(inner):
            ends = end + 1 if not at_end and usual[end : end + 1] == "。" else end
            yield start, ends, None if at_end or ends > end else Code.NOTE_IN_SENTENCE
            position = ends
        elif at_end and _only_bodies(inner):
            yield start, end, None
            position = end


def _closings(usual: str) -> dict[int, int]:
    """Opening bracket -> the position behind the one that closes it on its line, not too far."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for sign in re.finditer("[（）\n]", usual):
        match sign[0]:
            case "（":
                opened.append(sign.start())
            case "）" if opened:
                start = opened.pop()
                if sign.end() - start <= LONGEST:
                    found[start] = sign.end()
            case "\n":
                opened.clear()
    return found


def _speaks_of_duties(words: str) -> bool:
    joined = re.sub(r"\s", "", words)
    return any(sign in joined for sign in SIGNS) or bool(TITLE.match(joined))


def _at_end_of_sentence(usual: str, start: int) -> bool:
    place = start
    while place and usual[place - 1] in " \t　":
        place -= 1
    return not place or usual[place - 1] in BEFORE


def _only_bodies(inner: str) -> bool:
    pieces = re.split("[、，]", re.sub(r"\s", "", inner))
    return all(len(piece) >= 3 and looks_like_body(piece) for piece in pieces)

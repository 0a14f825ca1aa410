"""Reading a responsibility note (责任括号): who leads, supports or shares, by the forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from model.domain.letter_widths import narrow
from model.domain.plan import Responsibility
from model.plan.note_forms import BEGINNINGS, ENDINGS, JOINTS, PARTS, NotePart, NoteRole

OPENING, CLOSING = "（〈《“‘〔【", "）〉》”’〕】"
ALIKE = str.maketrans(
    {
        "【": "（",
        "】": "）",
        "<": "〈",
        ">": "〉",
        "﹙": "（",
        "﹚": "）",
        "；": "；",
        "﹔": "；",
        "⼀": "一",
    }
)
HALF = str.maketrans("(),:;[]", "（），：；（）")
GLOSS = re.compile(r"〈[^〈〉]*〉|（(?:含|包括|不含|以下简称|下同|除)[^（）]*）")
OPEN_END = re.compile(r"等(?:有关|相关)?(?:部门|单位|地区|方面)?$")
BY = re.compile("^(?:以上[^由、]{0,6})?由")
NOBODY = re.compile("按.*|(?:负责|牵头|配合|参与|落实|(?:职责)?分工)+")
BODIES, OTHERS = "(?P<bodies>[^：。；]+?)", "(?P<others>[^：。；]+?)"
SPACED = re.compile(
    rf"(?<=[{''.join(one for one in ENDINGS if len(one) == 1)}])\s+(?=[市区县省各])"
)
COMPILED = tuple(
    (form, re.compile(form.pattern.format(bodies=BODIES, others=OTHERS, due="(?P<due>.+)")))
    for form in PARTS
)
TITLE = re.compile("|".join(form.pattern.partition("：")[0] for form in PARTS if form.label))

LABEL_BEHIND = re.compile(rf"(?<=[^\s（；，])\s+(?=(?:{TITLE.pattern})：)")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A body as a note prints it. `gloss`: what stands behind it in brackets of its own."""

    name: str
    role: NoteRole
    gloss: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanNote:
    """What a note says. `bodies` stand in its order, each once; `also` are those that all later
    notes mean too. `open`: it ends in 等. `odd`: words that do not look like a body.
    """

    words: str
    bodies: tuple[Named, ...]
    due: str = ""
    also: tuple[str, ...] = ()
    first_leads: bool = False
    open: bool = False
    odd: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(body.name for body in self.bodies)

    @property
    def responsibility(self) -> Responsibility:
        if any(body.role is NoteRole.LEAD for body in self.bodies):
            return Responsibility.LEAD
        return Responsibility.SOLE if len(self.bodies) == 1 else Responsibility.SHARED

    def of(self, role: NoteRole) -> tuple[str, ...]:
        return tuple(body.name for body in self.bodies if body.role is role)

    def led_by_first(self) -> "PlanNote":
        """The same note where the first body named is said to lead (列首位的为牵头单位)."""
        if any(body.role is NoteRole.LEAD for body in self.bodies):
            return self
        roles = (NoteRole.LEAD, *(NoteRole.SUPPORT for _ in self.bodies[1:]))
        bodies = tuple(replace(b, role=r) for b, r in zip(self.bodies, roles, strict=True))
        return replace(self, bodies=bodies)


def read_note(words: str) -> PlanNote | None:
    """What the note *words* says, with its brackets or without; None where it names nobody."""
    bare = not usual_signs(words).lstrip().startswith("（")
    lines = words.strip().replace("\n", "；") if bare else words
    parted = LABEL_BEHIND.sub("；", usual_signs(lines))
    inner = usual_words(SPACED.sub("、", parted)).rstrip("。")
    if inner.startswith("（"):
        inner = inner[1:-1] if inner.endswith("）") else inner[1:]
    due, bodies, also, first = "", list[Named](), tuple[str, ...](), False
    for group in _cut(inner, "；。"):
        for form, part, others in _parted(group):
            match form.role:
                case NoteRole.DUE:
                    due = part
                case NoteRole.FIRST_LEADS:
                    first = True
                case NoteRole.NOTHING:
                    pass
                case NoteRole.ALSO:
                    also = tuple(body.name for body in _bodies(part, NoteRole.SHARED))
                    bodies += _bodies(part, NoteRole.SHARED)
                case role:
                    bodies += _bodies(part, role)
                    bodies += _bodies(others, form.others or role)
    odd = [body.name for body in bodies if not looks_like_body(body.name)]
    if not bodies:
        return None
    once = tuple({body.name: body for body in reversed(bodies)}.values())[::-1]
    note = PlanNote(
        words=words,
        bodies=tuple(sorted(once, key=lambda body: [b.name for b in bodies].index(body.name))),
        due=due,
        also=also,
        first_leads=first,
        open=bool(re.search("等(?:有关|相关)?(?:部门|单位)?(?:按|配合|参与|，|；|和|$)", inner)),
        odd=tuple(odd),
    )
    return note.led_by_first() if first else note


def usual_words(words: str) -> str:
    """*words* with one sign for each of the signs that look alike, and without spaces."""
    usual = "".join(_usual(letter) for letter in words)
    return re.sub(r"\s+", "", usual)


def usual_signs(words: str) -> str:
    """*words* letter for letter, with one sign for each of those that look alike."""
    return "".join(_usual(letter) for letter in words)


def looks_like_body(name: str) -> bool:
    """Whether *name* ends as bodies' names do."""
    return (
        2 <= len(name) <= 40
        and "：" not in name
        and re.sub("（[^（）]*）$", "", name).endswith(ENDINGS)
    )


@lru_cache(maxsize=8192)
def _usual(letter: str) -> str:
    known = letter.translate(ALIKE).translate(HALF)
    if known != letter or letter in "（），：；。、":
        return known
    folded = narrow(letter)
    return folded.translate(HALF) if len(folded) == 1 else letter


def _cut(words: str, signs: str) -> Iterator[str]:
    """*words* cut at *signs* that stand outside of inner brackets; no empty pieces."""
    depth, piece = 0, ""
    for letter in words:
        depth += (letter in OPENING) - (letter in CLOSING)
        if letter in signs and depth <= 0:
            if piece:
                yield piece
            piece = ""
        else:
            piece += letter
    if piece:
        yield piece


def _parted(group: str) -> Iterator[tuple[NotePart, str, str]]:
    """The parts of *group* with their forms; a bare list of names goes with what labels it."""
    labelled: NotePart | None = None
    waiting: list[str] = []
    for part in _cut(group, "，"):
        form, words, others = _form_of(BY.sub("", part))
        if form is None:
            if labelled is not None:
                yield labelled, words, ""
            else:
                waiting.append(words)
            continue
        yield from ((form, bare, "") for bare in waiting)
        waiting.clear()
        yield form, words, others
        if form.label and form.role not in {NoteRole.DUE, NoteRole.NOTHING}:
            labelled = form
    yield from ((BARE, bare, "") for bare in waiting)


BARE = NotePart(role=NoteRole.SHARED, pattern="{bodies}")


def _form_of(part: str) -> tuple[NotePart | None, str, str]:
    for form, pattern in COMPILED:
        if found := pattern.fullmatch(part):
            slots = found.groupdict()
            return form, slots.get("bodies") or slots.get("due") or "", slots.get("others") or ""
    return None, part, ""


def _bodies(words: str, role: NoteRole) -> list[Named]:
    found = []
    for piece in _cut(words, "、，"):
        name, gloss = GLOSS.sub("", piece), "".join(GLOSS.findall(piece))
        found += [
            Named(name=one, role=role, gloss=gloss)
            for one in _joined(name)
            if one and not NOBODY.fullmatch(one)
        ]
    return found


def _joined(words: str) -> Iterator[str]:
    """The names in *words*, of which 和, 及 or 等 may join several."""
    head, mark, tail = words.partition("等")
    if mark and tail and not OPEN_END.fullmatch(mark + tail) and looks_like_body(head):
        yield from _joined(head)
        rest = re.sub("^(?:有关|相关)?(?:部门|单位)(?=和|及|以及)", "", tail)
        yield from _joined(rest.removeprefix("以及").removeprefix("和").removeprefix("及"))
        return
    words = OPEN_END.sub("", words) if looks_like_body(OPEN_END.sub("", words)) else words
    for joint in JOINTS:
        left, found, right = words.partition(joint)
        if found and right.startswith(BEGINNINGS) and looks_like_body(left):
            yield left
            yield from _joined(right)
            return
    yield words

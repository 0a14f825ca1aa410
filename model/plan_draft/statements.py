"""What a target's reader goes by: a sentence, its words without spaces, and one statement."""

import re
from dataclasses import dataclass, field

from model.domain.plan import Direction, IndicatorKind
from model.plan.notes import usual_signs
from model.plan_draft import target_words as w
from model.plan_draft.draft import Confidence, DraftMilestone

GUARDED = re.compile(r"“(?!十[四五六]五”)[^“”]*”|（[^（）]*）|《[^《》]*》|〈[^〈〉]*〉")
FILLER = "\u25a1"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where targets are looked for. `id`: a clause id, "2" for the goals, "" elsewhere."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One statement of a target, before those that speak of the same thing are joined."""

    name: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    milestone: DraftMilestone
    binding: bool
    confidence: Confidence


@dataclass(kw_only=True)
class Sentence:
    """What the parts read so far say for those that follow. Positions are of the compact text."""

    year: int | None = None
    since: bool = False  # 2022年起
    start: int | None = None  # where the words of the time begin
    subject: str = ""
    numbers: list[int] = field(default_factory=list)  # where numbers begin that are targets


class Compact:
    """Words without spaces, and where each letter stands in the text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        usual = usual_signs(text[start:end])
        kept = [
            place for place, letter in enumerate(usual) if letter not in " \t　" or letter == "\n"
        ]
        self.words = "".join(usual[place] for place in kept)
        self.places = [start + place for place in kept] or [start]
        hidden = GUARDED.sub(lambda found: FILLER * len(found[0]), self.words)
        hidden = w.OLD.sub(lambda found: FILLER * len(found[0]), hidden)
        self.based = w.BASE.sub(lambda found: FILLER * len(found[0]), hidden)

    def quote(self, text: str, start: int, end: int) -> tuple[str, int, int]:
        first, last = self.places[start], self.places[end - 1] + 1
        return text[first:last], first, last


def without_times(words: str) -> str:
    return w.TIME.sub(lambda found: FILLER * len(found[0]), words)


def clean_name(words: str) -> str:
    words = w.HOPE.sub("", words.strip(FILLER + "，；、"))
    return re.sub("(?:确保|要|应)$", "", w.LEADING.sub("", words).strip(FILLER))


def listed_words(words: str) -> list[str]:
    """'A、B和C' as its members."""
    return [one for one in re.split("、|和|及", words) if len(one) >= 2]


def noun_follows(verb: re.Match[str] | None, after: str) -> bool:
    """Whether the thing counted stands behind its number: 培育100个…单位."""
    return verb is not None and len(after) >= 2 and after[0] not in "、，；和及（）"

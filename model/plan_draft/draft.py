"""What was read from a plan's text, and what was not: a draft that people correct."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from model.domain.plan import (
    DepartmentKind,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    Plan,
)
from model.plan.note_forms import NoteRole
from model.plan.notes import PlanNote
from model.plan_draft.clean_text import CleanText


class Confidence(StrEnum):
    SURE = "有把握"
    LIKELY = "大致如此"
    UNSURE = "没有把握"


class Code(StrEnum):
    """What there is to say about a place of the text; `remarks.py` has the words."""

    PAGE_MARK = "page_mark"
    LINE_BREAK = "line_break"
    CONTENTS = "contents"
    DOUBLED = "doubled"
    NO_NOTE = "no_note"
    AFTER_NOTE = "after_note"
    NOTE_UNREAD = "note_unread"
    NOTE_UNCLOSED = "note_unclosed"
    NOTE_IN_SENTENCE = "note_in_sentence"
    NOTE_WITHOUT_HEADING = "note_without_heading"
    NOTE_BEFORE_BODY = "note_before_body"
    NOTE_FOR_ALL = "note_for_all"
    DUTY_ROW = "duty_row"
    ODD_BODY = "odd_body"
    PREFIX_ADDED = "prefix_added"
    SIMILAR = "similar_bodies"
    COLLECTIVE = "collective"
    GLOSS = "gloss"
    HEADING_ORDER = "heading_order"
    TARGET_OUTSIDE = "target_outside"
    NUMBER_LEFT = "number_left"
    TARGET_TWICE = "target_twice"
    OWNER_GUESSED = "owner_guessed"
    YEAR_ASSUMED = "year_assumed"
    NO_TITLE = "no_title"
    NO_DATE = "no_date"
    NO_GOALS = "no_goals"
    ID_LOST = "id_lost"


CUTS = frozenset({Code.PAGE_MARK, Code.LINE_BREAK, Code.CONTENTS, Code.DOUBLED})
DOUBTS = frozenset(Code) - CUTS - {Code.NO_NOTE, Code.AFTER_NOTE}


@dataclass(frozen=True, kw_only=True)
class DraftRemark:
    """Something to tell about words at `start` of the clean text; `values` fill its sentence."""

    code: Code
    start: int
    words: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`words` as printed, its full stop included; `rank` 1 is the outermost."""

    rank: int
    number: str
    words: str
    start: int
    end: int

    @property
    def step(self) -> str:
        """The heading as a step of a path."""
        return self.words.strip().rstrip("。")


@dataclass(frozen=True, kw_only=True)
class FoundNote:
    """A note where it stands. `words` as printed; `implied` are bodies an earlier note added."""

    words: str
    start: int
    end: int
    note: PlanNote
    implied: tuple[str, ...] = ()
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True, kw_only=True)
class DraftMeasure:
    """`start` and `end` in the clean text; `term` are words that `starts` and `until` rest on."""

    id: str
    quote: str
    start: int
    end: int
    starts: int | None = None
    until: int | None = None
    term: str = ""
    once: bool = False
    checkable: bool = True
    text: str = ""  # where the quote can't be read alone
    kept: Measure | None = None  # of the edition before, where its words still stand
    confidence: Confidence = Confidence.LIKELY


@dataclass(frozen=True, kw_only=True)
class DraftClause:
    id: str
    path: tuple[str, ...]
    heading: str  # as printed; "" where the clause has none of its own
    found: FoundNote
    start: int  # of the body, in the clean text
    end: int
    body: str
    until: str | None = None  # words that end the body, where the note stands before it
    apart: bool = False  # the note stands in a 分工表 elsewhere
    named: tuple[tuple[str, NoteRole], ...] = ()  # ids of bodies, in the note's order
    measures: tuple[DraftMeasure, ...] = ()
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True, kw_only=True)
class DraftMilestone:
    year: int
    value: Decimal | None
    quote: str
    place: str  # a clause id, or "2" for the goals
    start: int
    end: int
    strict: bool = False
    hold: bool = False
    every_year: bool = False
    assumed: bool = False


@dataclass(frozen=True, kw_only=True)
class DraftTarget:
    id: str
    name: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    binding: bool
    milestones: tuple[DraftMilestone, ...]
    confidence: Confidence
    departments: tuple[str, ...] = ()  # ids, where no clause names them
    kept: Indicator | None = None  # of the edition before, where its words still stand


@dataclass(frozen=True, kw_only=True)
class DraftBody:
    id: str
    name: str
    kind: DepartmentKind
    aliases: tuple[str, ...] = ()  # as notes print it
    members: tuple[str, ...] = ()
    note: str = ""
    in_plan: bool = True
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True, kw_only=True)
class PlanDraft:
    """Everything read, in the order of the text, and every remark on what was not."""

    id: str
    title: str
    issuer: str
    issued: str
    edition: str
    years: tuple[int, int]
    source: CleanText
    goals: tuple[Heading, str] | None  # its heading, and the words it ends before
    headings: tuple[Heading, ...]
    clauses: tuple[DraftClause, ...]
    targets: tuple[DraftTarget, ...]
    bodies: tuple[DraftBody, ...]
    remarks: tuple[DraftRemark, ...]
    before: Plan | None = None  # the edition whose ids go on

    @property
    def goals_words(self) -> str:
        """What stands between the heading of the goals and the next one."""
        if self.goals is None:
            return ""
        start = self.goals[0].end
        return self.text[start : self.text.find(self.goals[1], start)].strip()

    def line_of(self, remark: DraftRemark) -> int:
        """The line of the original that *remark* speaks of."""
        given = remark.values.get("line")
        return int(given) if given else self.source.line(remark.start)

    @property
    def text(self) -> str:
        return self.source.text

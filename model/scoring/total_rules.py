"""The score of a year as a whole, and what a rule may do to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import ClassVar, Protocol

from model.domain.flaw import Flaw
from model.domain.score import Score
from model.scoring.arithmetic import CellRefs, Facts
from model.scoring.subject import Subject


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    days_late: int = 0  # whole calendar days after the deadline
    false_figures: str = ""  # what was established as false or concealed; "" for nothing


ORDINARY = Circumstances()


class Phase(IntEnum):
    """When a rule acts: on points, on what the ceiling left, on the total, on the grade."""

    POINTS = 1
    AFTER_CEILING = 2
    TOTAL = 3
    GRADE = 4


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One item with what was said about it and what it earned."""

    subject: Subject
    facts: Facts
    score: Score


@dataclass(frozen=True, kw_only=True)
class YearOutcome:
    """What a total rule looks at. `total` [points] is as the rules before it left it."""

    covered: tuple[Judged, ...]  # the items the rule covers
    total: Decimal
    lowest: str  # the last grade
    circumstances: Circumstances


@dataclass(frozen=True, kw_only=True)
class TotalFinding:
    """What a total rule does: points added (or, below 0, taken), a grade at best, or both."""

    sentence: str
    points: Decimal = Decimal(0)
    forces: str = ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where a sheet shows what total rules look at: A1 references.

    A total rule's own cell shows points, or the grade it forces, or ZEROED, or "".
    `days_late` and `false_figures` left "" are printed into formulas as they are known.
    """

    items: Mapping[str, CellRefs]
    total: str = ""
    days_late: str = ""
    false_figures: str = ""


ZEROED = "总分计零"


class TotalKind(Protocol):
    """How a rule acts on the year as a whole."""

    name: ClassVar[str]
    label: ClassVar[str]

    @property
    def phase(self) -> Phase: ...

    @property
    def covers_items(self) -> bool:
        """Whether it looks at items, so that it needs to say which."""

    @property
    def grade(self) -> str:
        """The grade it may force; "" when it never does."""

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        """What it does in this case; None when it does nothing."""

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        """The formula of the rule's own cell, without the leading '='."""

    def flaws(self) -> Iterator[Flaw]: ...

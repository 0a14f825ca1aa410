"""The score of a year as a whole, and the effects that rules can have on it."""

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
    """When a rule acts: on points, on points after the ceiling, on the total, on the grade."""

    POINTS = 1
    AFTER_CEILING = 2
    TOTAL = 3
    GRADE = 4


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One item with its facts and its score."""

    subject: Subject
    facts: Facts
    score: Score


@dataclass(frozen=True, kw_only=True)
class YearOutcome:
    """What a total rule looks at. `total` [points] includes the effect of the rules before it."""

    covered: tuple[Judged, ...]  # the items the rule covers
    total: Decimal
    lowest: str  # the last grade
    circumstances: Circumstances


@dataclass(frozen=True, kw_only=True)
class TotalFinding:
    """The effect of a total rule: points added (below 0: deducted), a best possible grade, or
    both.
    """

    sentence: str
    points: Decimal = Decimal(0)
    forces: str = ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The cells that total rules look at, as A1 references.

    The cell of a total rule shows points, or the grade that it forces, or ZEROED, or "". If
    `days_late` or `false_figures` is "", its known value is printed into formulas.
    """

    items: Mapping[str, CellRefs]
    total: str = ""
    days_late: str = ""
    false_figures: str = ""


ZEROED = "总分计零"
NUMBERED = {Phase.POINTS, Phase.AFTER_CEILING}  # where a rule's cell shows points


class TotalKind(Protocol):
    """How a rule acts on the year as a whole."""

    name: ClassVar[str]
    label: ClassVar[str]

    @property
    def phase(self) -> Phase: ...

    @property
    def covers_items(self) -> bool:
        """Whether the rule looks at items, so that it must say which."""

    @property
    def grade(self) -> str:
        """The grade that the rule can force; "" if it never forces one."""

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        """The effect of the rule in this case; None if it has no effect."""

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        """The formula of the rule's own cell, without the leading '='."""

    def flaws(self) -> Iterator[Flaw]: ...

"""R4: all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.flaw import Flaw
from model.domain.plan import Direction
from model.scoring.arithmetic import MAXIMUM, ZERO, Condition, Either, Facts, Term
from model.scoring.phrases import full, missed, to_target
from model.scoring.subject import SIGNS, Subject


@dataclass(frozen=True, kw_only=True)
class PassFail:
    """R4: full points for a met target, else none."""

    name: ClassVar[str] = "pass"
    label: ClassVar[str] = "达标得满分，未达标不得分"
    judges: ClassVar[frozenset[Direction | None]] = frozenset(SIGNS)
    needs_target: ClassVar[bool] = True

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    def points(self, subject: Subject) -> Term:
        return Either(subject.met, MAXIMUM, ZERO)

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        if subject.met.holds(facts):
            return full(subject, facts)
        return f"{missed(subject, facts)}，得 {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return to_target(subject, facts)

    def flaws(self) -> Iterator[Flaw]:
        yield from ()

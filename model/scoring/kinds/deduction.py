"""R6: full points less so much for every unit that is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.flaw import Flaw
from model.domain.numbers import number_text, rounded
from model.domain.plan import Direction
from model.domain.wording import percent_words, points_words, with_unit
from model.scoring.arithmetic import (
    MAXIMUM,
    ONE,
    SMALLEST,
    TARGET,
    VALUE,
    ZERO,
    Condition,
    Constant,
    Either,
    Exact,
    Facts,
    Least,
    Most,
    Rounded,
    Term,
)
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import full, to_target
from model.scoring.subject import SIGNS, Subject, known


@dataclass(frozen=True, kw_only=True)
class PerUnit:
    """R6: w × (1 - each × gap), never below 0. Parts of a unit count in proportion.

    Needs no ratio, so it suits targets of zero (清零) and negative ones. What was not met never
    earns full points: at most a cent less.
    """

    name: ClassVar[str] = "per_unit"
    label: ClassVar[str] = "每差一个单位扣分"
    judges: ClassVar[frozenset[Direction | None]] = frozenset(SIGNS)
    needs_target: ClassVar[bool] = True

    each: Decimal  # share of full points per unit of the gap

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    def gap(self, subject: Subject) -> Term:
        """Distance of an unmet value from its target, in the unit of the indicator."""
        match subject.goal.direction:
            case Direction.AT_LEAST:
                return Exact(TARGET - VALUE)
            case Direction.AT_MOST:
                return Exact(VALUE - TARGET)
            case _:
                return Exact(Most((VALUE - TARGET, TARGET - VALUE)))

    def rest(self, subject: Subject) -> Term:
        return MAXIMUM * (ONE - Constant(self.each) * self.gap(subject))

    def points(self, subject: Subject) -> Term:
        short = Rounded(Most((ZERO, Least((self.rest(subject), MAXIMUM - SMALLEST)))))
        return Either(subject.met, MAXIMUM, short)

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        if subject.met.holds(facts):
            return full(subject, facts)
        gap, exact = self.gap(subject).value(facts), self.rest(subject).value(facts)
        between = (
            f"实际 {subject.amount(known(facts.value))}，目标 {subject.amount(known(facts.target))}"
        )
        lacking = f"{between}，相差 {subject.amount(gap)}"
        deduction = f"每差 {with_unit('1', subject.unit)}扣满分的 {percent_words(self.each)}"
        if exact <= 0:
            return f"{lacking}，{deduction}，扣完为止，得 {facts.marks(points)}"
        calculation = (
            f"（1 − {number_text(gap)} × {percent_words(self.each)}）× {facts.marks(facts.maximum)}"
        )
        if rounded(exact) > points:
            capped = f"{points_words(rounded(exact))}，未达目标最多得 {facts.marks(points)}"
            return f"{lacking}，{deduction}：{calculation} = {capped}"
        return f"{lacking}，{deduction}：{calculation} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return to_target(subject, facts)

    def flaws(self) -> Iterator[Flaw]:
        if not 0 < self.each <= 1:
            yield flaw(Wrong.BAD_UNIT_SHARE, "each", above=Decimal(0), most=Decimal(1))

"""R7: so much for each, up to a cap."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from model.domain.flaw import Flaw, Key
from model.domain.numbers import number_text
from model.domain.plan import Direction
from model.scoring.arithmetic import (
    MAXIMUM,
    VALUE,
    ZERO,
    Condition,
    Constant,
    Either,
    Facts,
    Least,
    Most,
    Reaches,
    Rounded,
    Term,
)
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import actual
from model.scoring.subject import Subject, known


@dataclass(frozen=True, kw_only=True)
class Counted:
    """R7: 每项得 each 分，最高得 cap 分; w × min(each × number, cap) ÷ cap.

    It counts from zero and needs no target.
    """

    name: ClassVar[str] = "counted"
    label: ClassVar[str] = "按项计分，封顶"
    judges: ClassVar[frozenset[Direction | None]] = frozenset({Direction.AT_LEAST})
    needs_target: ClassVar[bool] = False

    each: Decimal
    cap: Decimal

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    @property
    def count(self) -> Term:
        return Constant(self.each) * VALUE

    def points(self, subject: Subject) -> Term:
        cap = Constant(self.cap)
        counted = Rounded(MAXIMUM * Most((ZERO, Least((self.count, cap)))) / cap)
        return Either(Reaches(self.count, cap), MAXIMUM, counted)

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        each = f"每项 {number_text(self.each)} 分，最高 {number_text(self.cap)} 分"
        if points == facts.maximum:
            return f"{actual(subject, facts)}，{each}，得满分 {facts.marks(points)}"
        counted = max(Decimal(0), self.count.value(facts))
        calculation = (
            f"{number_text(counted)} ÷ {number_text(self.cap)} × {facts.marks(facts.maximum)}"
        )
        return f"{actual(subject, facts)}，{each}：{calculation} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        lacking = self.cap / self.each - known(facts.value)
        whole = lacking.to_integral_value(ROUND_CEILING)
        return f"再增加 {subject.amount(whole)}可得满分"

    def flaws(self) -> Iterator[Flaw]:
        if self.each <= 0:
            yield flaw(Wrong.NOT_POSITIVE, "each")
        if self.cap < self.each:
            yield flaw(Wrong.LESS_THAN, "cap", other=Key("each"))

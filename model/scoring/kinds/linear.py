"""R1, R2: points in proportion to how far the target was reached."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.flaw import Flaw
from model.domain.numbers import rounded
from model.domain.plan import Direction
from model.scoring.arithmetic import (
    MAXIMUM,
    SMALLEST,
    TARGET,
    VALUE,
    ZERO,
    Compare,
    Condition,
    Either,
    Facts,
    Least,
    Most,
    Rounded,
    Term,
)
from model.scoring.phrases import actual, full, missed, to_target
from model.scoring.subject import Subject, known


@dataclass(frozen=True, kw_only=True)
class _Proportional(ABC):
    """w × rate. What was not met never earns full points: at most a cent less."""

    needs_target: ClassVar[bool] = True

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    def points(self, subject: Subject) -> Term:
        short = Rounded(Most((ZERO, Least((self.product, MAXIMUM - SMALLEST)))))
        in_proportion = Either(Compare(TARGET, ">", ZERO), short, ZERO)
        return Either(subject.met, MAXIMUM, in_proportion)

    @property
    @abstractmethod
    def product(self) -> Term:
        """W × rate."""

    @abstractmethod
    def calculation(self, subject: Subject, facts: Facts) -> str:
        """The rate in words."""

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        if subject.met.holds(facts):
            return full(subject, facts)
        if known(facts.target) <= 0:
            reason = "目标不大于零，不按比例计分"
            return f"{missed(subject, facts)}，{reason}，得 {facts.marks(points)}"
        exact = self.product.value(facts)
        if exact < 0:
            return f"{actual(subject, facts)}，与目标方向相反，得 {facts.marks(points)}"
        calculation = f"{self.calculation(subject, facts)} × {facts.marks(facts.maximum)}"
        if (plain := rounded(exact, facts.decimals)) > points:
            return f"{calculation} = {facts.marks(plain)}，未达目标最多得 {facts.marks(points)}"
        return f"{calculation} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return to_target(subject, facts)

    def flaws(self) -> Iterator[Flaw]:
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Linear(_Proportional):
    """R1: w × min(1, actual ÷ target), for targets to be reached or exceeded."""

    name: ClassVar[str] = "linear"
    label: ClassVar[str] = "按完成率，实际÷目标"
    judges: ClassVar[frozenset[Direction | None]] = frozenset({Direction.AT_LEAST})

    @property
    def product(self) -> Term:
        return MAXIMUM * VALUE / TARGET

    def calculation(self, subject: Subject, facts: Facts) -> str:
        return f"{actual(subject, facts)} ÷ 目标 {subject.amount(known(facts.target))}"


@dataclass(frozen=True, kw_only=True)
class Reverse(_Proportional):
    """R2: w × min(1, target ÷ actual), for upper limits. An actual of 0 meets any of them."""

    name: ClassVar[str] = "reverse"
    label: ClassVar[str] = "反向指标按完成率，目标÷实际"
    judges: ClassVar[frozenset[Direction | None]] = frozenset({Direction.AT_MOST})

    @property
    def product(self) -> Term:
        return MAXIMUM * TARGET / VALUE

    def calculation(self, subject: Subject, facts: Facts) -> str:
        return f"目标 {subject.amount(known(facts.target))} ÷ {actual(subject, facts)}"

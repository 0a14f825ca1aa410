"""R3, R11: tables that turn a rate or a deviation into a share of full points."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

from model.domain.flaw import Flaw
from model.domain.plan import Direction
from model.domain.wording import percent_words
from model.scoring.arithmetic import (
    MAXIMUM,
    ONE,
    TARGET,
    VALUE,
    ZERO,
    Compare,
    Condition,
    Constant,
    Either,
    Facts,
    Most,
    Reaches,
    Rounded,
    Term,
)
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import actual, full, to_target
from model.scoring.subject import SIGNS, Subject, known

Steps = tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class StepTable:
    """R3: points by completion rate: w × the share of the highest step that the rate reaches.

    The rate is actual ÷ target, for upper limits target ÷ actual. Where the target is not
    above zero there is no rate: a met target counts as 100%, an unmet one as 0%. A step at
    100% asks for the target to be met, which for 超过 is more than to equal it.
    """

    name: ClassVar[str] = "steps"
    label: ClassVar[str] = "按完成率分档"
    judges: ClassVar[frozenset[Direction | None]] = frozenset(
        {Direction.AT_LEAST, Direction.AT_MOST}
    )
    needs_target: ClassVar[bool] = True

    steps: Steps  # (rate from, share), the highest first

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    def rate(self, subject: Subject) -> Term:
        without = Either(subject.met, ONE, ZERO)
        if subject.goal.direction is Direction.AT_MOST:
            limit = Either(Compare(VALUE, ">", ZERO), TARGET / VALUE, Constant(self.steps[0][0]))
            return Either(Compare(TARGET, ">", ZERO), limit, without)
        return Either(Compare(TARGET, ">", ZERO), VALUE / TARGET, without)

    def points(self, subject: Subject) -> Term:
        rate, term = self.rate(subject), ZERO
        chosen: Term = term
        for edge, share in reversed(self.steps):
            if share:
                reached = subject.met if edge == 1 else Reaches(rate, Constant(edge))
                chosen = Either(reached, _share_of_maximum(share), chosen)
        return chosen

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        if points == facts.maximum:
            return full(subject, facts)
        rate = self.rate(subject).value(facts)
        reached_rate = f"完成率 {percent_words(rate, ROUND_FLOOR)}"  # 99.999% is not 100%
        if points == 0:
            below = f"{reached_rate}，未到最低一档"
            return f"{actual(subject, facts)}，{below}，得 {facts.marks(points)}"
        edge, share = next(
            step
            for step in self.steps
            if (subject.met.holds(facts) if step[0] == 1 else rate >= step[0])
        )
        reached = f"{reached_rate}，达到 {percent_words(edge)} 档"
        earned = f"{percent_words(share)} × {facts.marks(facts.maximum)} = {facts.marks(points)}"
        return f"{actual(subject, facts)}，{reached}：{earned}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return to_target(subject, facts)

    def flaws(self) -> Iterator[Flaw]:
        yield from _flaws_of(self.steps, falling=True)


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """R11: points by how far the value lies from its target, to either side.

    |actual - target| ÷ |target|; interval ends belong to the better interval. For a target of
    0 only 0 itself is without deviation, and everything else is beyond.
    """

    name: ClassVar[str] = "deviation"
    label: ClassVar[str] = "按偏差区间"
    judges: ClassVar[frozenset[Direction | None]] = frozenset(SIGNS)
    needs_target: ClassVar[bool] = True

    steps: Steps  # (deviation up to, share), the narrowest first

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    @property
    def gap(self) -> Term:
        return Most((VALUE - TARGET, TARGET - VALUE))

    @property
    def size(self) -> Term:
        return Most((TARGET, ZERO - TARGET))

    def points(self, subject: Subject) -> Term:
        term: Term = ZERO
        for edge, share in reversed(self.steps):
            within = Reaches(Constant(edge), self.gap / self.size)
            term = Either(within, _share_of_maximum(share), term)
        exactly = Either(Compare(VALUE, "=", TARGET), MAXIMUM, ZERO)
        return Either(Compare(self.size, ">", ZERO), term, exactly)

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        between = f"{actual(subject, facts)}，目标 {subject.amount(known(facts.target))}"
        gap, size = self.gap.value(facts), self.size.value(facts)
        if gap == 0:
            return f"{between}，没有偏差，得满分 {facts.marks(points)}"
        deviation = "目标为零，不允许偏差"
        if size:
            deviation = f"偏差 {percent_words(gap / size, ROUND_CEILING)}"
        if points == 0:
            return f"{between}，{deviation}，超出各档，得 {facts.marks(points)}"
        edge, share = next(step for step in self.steps if step[0] * size >= gap)
        earned = f"{percent_words(share)} × {facts.marks(facts.maximum)} = {facts.marks(points)}"
        return f"{between}，{deviation}，在 ±{percent_words(edge)} 以内：{earned}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        edge = self.steps[0][0]
        if not edge or not facts.target:
            return f"与目标 {subject.amount(known(facts.target))}一致可得满分"
        target = subject.amount(known(facts.target))
        return f"与目标 {target}相差不超过 {percent_words(edge)}可得满分"

    def flaws(self) -> Iterator[Flaw]:
        yield from _flaws_of(self.steps, falling=False)


def _share_of_maximum(share: Decimal) -> Term:
    return MAXIMUM if share == 1 else Rounded(MAXIMUM * Constant(share))


def _flaws_of(steps: Steps, *, falling: bool) -> Iterator[Flaw]:
    """A table is sound when its edges run one way without repeats and its shares fall from 1."""
    if not steps:
        yield flaw(Wrong.NO_STEP, "steps")
        return
    edges, shares = [edge for edge, _ in steps], [share for _, share in steps]
    if edges != sorted(set(edges), reverse=falling):
        code = Wrong.NOT_FALLING if falling else Wrong.NOT_RISING
        yield flaw(code, "steps", edges=tuple(edges))
    if min(edges) < 0:
        yield flaw(Wrong.EDGE_BELOW_ZERO, "steps", least=Decimal(0))
    if not all(0 <= share <= 1 for share in shares):
        yield flaw(Wrong.BAD_SHARES, "steps", least=Decimal(0), most=Decimal(1))
    if shares != sorted(shares, reverse=True):
        yield flaw(Wrong.RISING_SHARES, "steps")
    if shares[0] != 1:
        yield flaw(Wrong.NOT_FULL, "steps", most=Decimal(1))

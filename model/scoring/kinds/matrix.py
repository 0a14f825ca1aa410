"""R10: the year against the path as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.flaw import Flaw, Key
from model.domain.numbers import number_text
from model.domain.plan import Direction
from model.scoring.arithmetic import (
    MAXIMUM,
    ZERO,
    Condition,
    Constant,
    Either,
    Facts,
    Rounded,
    Term,
)
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import actual, to_target, wanted
from model.scoring.subject import SIGNS, Subject, known


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """R10: points by whether the year's target and the cumulative one were met, out of *full*.

    The year's target is the one in force (年度任务包 first); the cumulative one is what the
    plan's own milestones ask for by that year. Where the plan names none, both are the same.
    """

    name: ClassVar[str] = "matrix"
    label: ClassVar[str] = "年度×累计进度"
    judges: ClassVar[frozenset[Direction | None]] = frozenset(SIGNS)
    needs_target: ClassVar[bool] = True

    full: Decimal
    both: Decimal
    cumulative_only: Decimal  # the year missed, the path as a whole kept
    year_only: Decimal
    neither: Decimal

    def answered(self, subject: Subject) -> Condition:
        return subject.given

    def points(self, subject: Subject) -> Term:
        year, path = subject.met, subject.kept
        return Either(
            year,
            Either(path, self._points(self.both), self._points(self.year_only)),
            Either(path, self._points(self.cumulative_only), self._points(self.neither)),
        )

    def _points(self, points: Decimal) -> Term:
        if points in {Decimal(0), self.full}:
            return MAXIMUM if points else ZERO
        return Rounded(MAXIMUM * Constant(points) / Constant(self.full))

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        year, path = subject.met.holds(facts), subject.kept.holds(facts)
        earned = {
            (True, True): self.both,
            (True, False): self.year_only,
            (False, True): self.cumulative_only,
            (False, False): self.neither,
        }[year, path]
        due = subject.cumulative or subject.goal
        cumulative = f"累计目标 {due.sign} {subject.amount(known(due.value))}"
        held = f"年度{wanted(subject, facts)}{'完成' if year else '未完成'}"
        held += f"，{cumulative}{'完成' if path else '未完成'}"
        share = f"{number_text(earned)} ÷ {number_text(self.full)} × {facts.marks(facts.maximum)}"
        return f"{actual(subject, facts)}，{held}：{share} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        if subject.met.holds(facts):
            return f"累计达到 {subject.amount(known(facts.cumulative))}可得满分"
        return to_target(subject, facts)

    def flaws(self) -> Iterator[Flaw]:
        values = (self.both, self.cumulative_only, self.year_only, self.neither)
        if self.full <= 0 or not all(0 <= value <= self.full for value in values):
            yield flaw(Wrong.CELLS_OUT_OF_RANGE, "full")
        if self.both != self.full:
            yield flaw(Wrong.BOTH_NOT_FULL, "both", full=Key("full"))
        if self.neither > min(self.cumulative_only, self.year_only):
            yield flaw(Wrong.NEITHER_TOO_MUCH, "neither")

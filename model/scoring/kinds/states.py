"""R8, R9: points for a state of progress rather than for a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from model.domain.answers import STATE_LABELS, State
from model.domain.numbers import number_text
from model.domain.plan import Direction
from model.scoring.arithmetic import (
    MAXIMUM,
    PROGRESS,
    ZERO,
    All,
    Any,
    Choice,
    Condition,
    Facts,
    Given,
    Number,
    Rounded,
    StateIs,
    Term,
)
from model.scoring.subject import Subject
from model.scoring.wording import marks, percent

JUDGED = (State.DONE, State.ONGOING, State.BEHIND, State.NOT_STARTED)
HUNDRED = Number(Decimal(100))
QUALITATIVE: frozenset[Direction | None] = frozenset({Direction.DONE, None})


@dataclass(frozen=True)
class Band:
    """Shares of full points, [0, 1]. Progress says where in the band an item lies."""

    low: Decimal
    high: Decimal

    @property
    def single(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, kw_only=True)
class Bands:
    """R8: a band per state; reported progress picks the place inside it.

    w × (low + (high - low) × progress ÷ 100). A state whose band is wider than a point counts
    as answered only with its progress: a progress that is missing is not 0%.
    """

    name: ClassVar[str] = "bands"
    label: ClassVar[str] = "按状态分档，档内按进度"
    judges: ClassVar[frozenset[Direction | None]] = QUALITATIVE
    needs_target: ClassVar[bool] = True

    bands: Mapping[State, Band]

    def answered(self, subject: Subject) -> Condition:
        return Any(
            tuple(
                StateIs(state)
                if self.bands[state].single
                else All((StateIs(state), Given("progress")))
                for state in JUDGED
            )
        )

    def points(self, subject: Subject) -> Term:
        term: Term = ZERO
        for state in reversed(JUDGED[:-1]):
            term = Choice(StateIs(state), self._points_in(self.bands[state]), term)
        last = self.bands[JUDGED[-1]]
        if last != Band(Decimal(0), Decimal(0)):
            term = Choice(StateIs(JUDGED[-1]), self._points_in(last), term)
        return term

    def _points_in(self, band: Band) -> Term:
        if band.single:
            return _part_of_maximum(band.low)
        width = Number(band.high - band.low)
        return Rounded(MAXIMUM * (Number(band.low) + width * PROGRESS / HUNDRED))

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        if facts.state is None:
            return ""
        band, label = self.bands[facts.state], STATE_LABELS[facts.state]
        if band.single:
            return _of_full(label, band.low, facts, points)
        low, width = percent(band.low), percent(band.high - band.low)
        progress = f"{number_text(facts.progress or Decimal(0))}%"
        share = f"{width} × {progress}" if band.low == 0 else f"{low} + {width} × {progress}"
        return f"{label}，进度 {progress}：（{share}）× {marks(facts.maximum)} = {marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return "完成后可得满分"

    def problems(self) -> Iterator[str]:
        for state in JUDGED:
            if state not in self.bands:
                yield f"缺少“{STATE_LABELS[state]}”（{state}）的分档，请补上。"
        present = [(state, self.bands[state]) for state in JUDGED if state in self.bands]
        for state, band in present:
            if not 0 <= band.low <= band.high <= 1:
                yield f"“{STATE_LABELS[state]}”的分档应为 0 至 1 之间从低到高的两个数，请改正。"
        for (better, upper), (worse, lower) in pairwise(present):
            if lower.high > upper.low:
                yield (
                    f"“{STATE_LABELS[worse]}”的高端 {number_text(lower.high)} 超过"
                    f"“{STATE_LABELS[better]}”的低端 {number_text(upper.low)}，两档重叠，请改正。"
                )


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """R9: a grade per state and points per grade, out of *full*."""

    name: ClassVar[str] = "mapped"
    label: ClassVar[str] = "按状态折算档次得分"
    judges: ClassVar[frozenset[Direction | None]] = QUALITATIVE
    needs_target: ClassVar[bool] = True

    full: Decimal
    points_of: Mapping[State, Decimal]

    def answered(self, subject: Subject) -> Condition:
        return Any(tuple(StateIs(state) for state in JUDGED))

    def points(self, subject: Subject) -> Term:
        term: Term = ZERO
        for state in reversed(JUDGED):
            if points := self.points_of[state]:
                term = Choice(StateIs(state), self._points_for(points), term)
        return term

    def _points_for(self, points: Decimal) -> Term:
        if points == self.full:
            return MAXIMUM
        return Rounded(MAXIMUM * Number(points) / Number(self.full))

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        if facts.state is None:
            return ""
        mapped, label = self.points_of[facts.state], STATE_LABELS[facts.state]
        if mapped in {self.full, Decimal(0)}:
            return _of_full(label, mapped / self.full, facts, points)
        share = f"{number_text(mapped)} ÷ {number_text(self.full)}"
        return f"{label}，计 {share} × {marks(facts.maximum)} = {marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return "完成后可得满分"

    def problems(self) -> Iterator[str]:
        if self.full <= 0:
            yield "full 应大于 0，请改正。"
        for state in JUDGED:
            if state not in self.points_of:
                yield f"缺少“{STATE_LABELS[state]}”（{state}）的得分，请补上。"
        present = [(state, self.points_of[state]) for state in JUDGED if state in self.points_of]
        for state, points in present:
            if not 0 <= points <= self.full:
                yield f"“{STATE_LABELS[state]}”的得分应在 0 与 full 之间，请改正。"
        for (better, more), (worse, less) in pairwise(present):
            if less > more:
                labels = STATE_LABELS[worse], STATE_LABELS[better]
                yield f"“{labels[0]}”的得分不能高于“{labels[1]}”，请改正。"


def _part_of_maximum(share: Decimal) -> Term:
    if share in {Decimal(0), Decimal(1)}:
        return MAXIMUM if share else ZERO
    return Rounded(MAXIMUM * Number(share))


def _of_full(label: str, share: Decimal, facts: Facts, points: Decimal) -> str:
    if share == 1:
        return f"{label}，得满分 {marks(points)}"
    if share == 0:
        return f"{label}，得 {marks(points)}"
    return f"{label}，{percent(share)} × {marks(facts.maximum)} = {marks(points)}"

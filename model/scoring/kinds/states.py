"""R8, R9: points for a state of progress rather than for a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from model.domain.answers import STATE_LABELS, State
from model.domain.flaw import Flaw, Key
from model.domain.numbers import number_text
from model.domain.plan import Direction
from model.domain.wording import percent_words
from model.scoring.arithmetic import (
    MAXIMUM,
    PROGRESS,
    PROGRESS_GIVEN,
    ZERO,
    All,
    Any,
    Condition,
    Constant,
    Either,
    Facts,
    Rounded,
    StateIs,
    Term,
)
from model.scoring.flaws import Wrong, flaw
from model.scoring.subject import Subject, known

JUDGED = (State.DONE, State.ONGOING, State.BEHIND, State.NOT_STARTED)
HUNDRED = Constant(Decimal(100))
QUALITATIVE: frozenset[Direction | None] = frozenset({Direction.DONE, None})


@dataclass(frozen=True)
class Band:
    """Shares of full points, [0, 1]. Progress says where in the band an item lies."""

    low: Decimal
    high: Decimal

    @property
    def single(self) -> bool:
        return self.low == self.high


FULL = Band(Decimal(1), Decimal(1))


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
                else All((StateIs(state), PROGRESS_GIVEN))
                for state in JUDGED
            )
        )

    def points(self, subject: Subject) -> Term:
        term: Term = ZERO
        for state in reversed(JUDGED[:-1]):
            term = Either(StateIs(state), self._points_in(self.bands[state]), term)
        last = self.bands[JUDGED[-1]]
        if last != Band(Decimal(0), Decimal(0)):
            term = Either(StateIs(JUDGED[-1]), self._points_in(last), term)
        return term

    def _points_in(self, band: Band) -> Term:
        if band.single:
            return _part_of_maximum(band.low)
        width = Constant(band.high - band.low)
        return Rounded(MAXIMUM * (Constant(band.low) + width * PROGRESS / HUNDRED))

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        state = known(facts.state)
        band, label = self.bands[state], STATE_LABELS[state]
        if band.single:
            return _of_full(label, band.low, facts, points)
        low, width = percent_words(band.low), percent_words(band.high - band.low)
        progress = f"{number_text(known(facts.progress))}%"
        share = f"{width} × {progress}" if band.low == 0 else f"{low} + {width} × {progress}"
        full = facts.marks(facts.maximum)
        return f"{label}，进度 {progress}：（{share}）× {full} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return "完成后可得满分"

    def flaws(self) -> Iterator[Flaw]:
        for state in JUDGED:
            if state not in self.bands:
                yield flaw(Wrong.NO_BAND, "bands", state=STATE_LABELS[state], name=state.value)
        present = [(state, self.bands[state]) for state in JUDGED if state in self.bands]
        for state, band in present:
            if not 0 <= band.low <= band.high <= 1:
                ends = {"least": Decimal(0), "most": Decimal(1)}
                yield flaw(Wrong.BAD_BAND, "bands", state=STATE_LABELS[state], **ends)
        if self.bands.get(State.DONE, FULL) != FULL:
            done = STATE_LABELS[State.DONE]
            yield flaw(Wrong.DONE_NOT_FULL, "bands", state=done, most=Decimal(1))
        for (better, upper), (worse, lower) in pairwise(present):
            if lower.high > upper.low:
                yield flaw(
                    Wrong.BANDS_OVERLAP,
                    "bands",
                    worse=STATE_LABELS[worse],
                    high=lower.high,
                    better=STATE_LABELS[better],
                    low=upper.low,
                )


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """R9: a grade per state and points per grade, out of *full*.

    `before_due` instead of `points` while the milestone is still ahead: what is on its way to a
    target of 2030 is no failure in 2025. Empty: no difference.
    """

    name: ClassVar[str] = "mapped"
    label: ClassVar[str] = "按状态折算档次得分"
    judges: ClassVar[frozenset[Direction | None]] = QUALITATIVE
    needs_target: ClassVar[bool] = True

    full: Decimal
    states: Mapping[State, Decimal]
    before_due: Mapping[State, Decimal] = field(default_factory=dict)

    def answered(self, subject: Subject) -> Condition:
        return Any(tuple(StateIs(state) for state in JUDGED))

    def mapping(self, subject: Subject) -> Mapping[State, Decimal]:
        return self.states if subject.due or not self.before_due else self.before_due

    def points(self, subject: Subject) -> Term:
        term: Term = ZERO
        for state in reversed(JUDGED):
            if mapped := self.mapping(subject)[state]:
                term = Either(StateIs(state), self._points_for(mapped), term)
        return term

    def _points_for(self, mapped: Decimal) -> Term:
        if mapped == self.full:
            return MAXIMUM
        return Rounded(MAXIMUM * Constant(mapped) / Constant(self.full))

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        state = known(facts.state)
        mapping, label = self.mapping(subject), STATE_LABELS[state]
        if mapping is self.before_due:
            label = f"{subject.goal.due}年到期，{label}"
        mapped = mapping[state]
        if mapped in {self.full, Decimal(0)}:
            return _of_full(label, mapped / self.full, facts, points)
        share = f"{number_text(mapped)} ÷ {number_text(self.full)}"
        return f"{label}，计 {share} × {facts.marks(facts.maximum)} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        mapping = self.mapping(subject)
        enough = next(s for s in reversed(JUDGED) if mapping[s] == mapping[State.DONE])
        return f"进展达到“{STATE_LABELS[enough]}”可得满分"

    def flaws(self) -> Iterator[Flaw]:
        if self.full <= 0:
            yield flaw(Wrong.NOT_POSITIVE, "full")
        yield from self._flaws_of("states", self.states)
        if self.before_due:
            yield from self._flaws_of("before_due", self.before_due)

    def _flaws_of(self, key: str, mapping: Mapping[State, Decimal]) -> Iterator[Flaw]:
        for state in JUDGED:
            if state not in mapping:
                label = STATE_LABELS[state]
                yield flaw(Wrong.NO_POINTS_FOR, key, state=label, name=state.value)
        present = [(state, mapping[state]) for state in JUDGED if state in mapping]
        if mapping.get(State.DONE, self.full) != self.full:
            done = STATE_LABELS[State.DONE]
            yield flaw(Wrong.DONE_NOT_BEST, key, state=done, full=Key("full"))
        for state, points in present:
            if not 0 <= points <= self.full:
                label = STATE_LABELS[state]
                yield flaw(Wrong.POINTS_OUT_OF_RANGE, key, state=label, full=Key("full"))
        for (better, more), (worse, less) in pairwise(present):
            if less > more:
                labels = {"worse": STATE_LABELS[worse], "better": STATE_LABELS[better]}
                yield flaw(Wrong.MORE_FOR_WORSE, key, **labels)


def _part_of_maximum(share: Decimal) -> Term:
    if share in {Decimal(0), Decimal(1)}:
        return MAXIMUM if share else ZERO
    return Rounded(MAXIMUM * Constant(share))


def _of_full(label: str, share: Decimal, facts: Facts, points: Decimal) -> str:
    if share == 1:
        return f"{label}，得满分 {facts.marks(points)}"
    if share == 0:
        return f"{label}，得 {facts.marks(points)}"
    return f"{label}，{percent_words(share)} × {facts.marks(facts.maximum)} = {facts.marks(points)}"

"""R15: points for how far the work has got against its schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.answers import STATE_LABELS, State
from model.domain.flaw import Flaw
from model.domain.numbers import number_text
from model.domain.plan import Direction
from model.scoring.arithmetic import (
    MAXIMUM,
    PROGRESS,
    PROGRESS_GIVEN,
    SCHEDULE,
    SMALLEST,
    ZERO,
    All,
    Any,
    Condition,
    Either,
    Facts,
    Least,
    Reaches,
    Rounded,
    StateIs,
    Term,
)
from model.scoring.subject import Subject, known

QUALITATIVE: frozenset[Direction | None] = frozenset({Direction.DONE, None})
UNDER_WAY = (State.ONGOING, State.BEHIND)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """R15: w × min(1, progress ÷ schedule). 完成 is full, 未启动 nothing.

    What is called 推进中 or 滞后 earns the same for the same progress: the word adds nothing.
    """

    name: ClassVar[str] = "progress"
    label: ClassVar[str] = "按进度，与序时进度相比"
    judges: ClassVar[frozenset[Direction | None]] = QUALITATIVE
    needs_target: ClassVar[bool] = True

    all_or_nothing: bool = False  # on schedule is full, anything less is nothing

    def answered(self, subject: Subject) -> Condition:
        under_way = Any(tuple(StateIs(state) for state in UNDER_WAY))
        return Any(
            (
                StateIs(State.DONE),
                StateIs(State.NOT_STARTED),
                All((under_way, PROGRESS_GIVEN)),
            )
        )

    def points(self, subject: Subject) -> Term:
        on_schedule = Reaches(PROGRESS, SCHEDULE)
        short = Rounded(Least((MAXIMUM * PROGRESS / SCHEDULE, MAXIMUM - SMALLEST)))
        under_way = Either(on_schedule, MAXIMUM, ZERO if self.all_or_nothing else short)
        nothing_or = Either(StateIs(State.NOT_STARTED), ZERO, under_way)
        return Either(StateIs(State.DONE), MAXIMUM, nothing_or)

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str:
        state = known(facts.state)
        label = STATE_LABELS[state]
        if state is State.DONE:
            return f"{label}，得满分 {facts.marks(points)}"
        if state is State.NOT_STARTED:
            return f"{label}，得 {facts.marks(points)}"
        progress = number_text(known(facts.progress))
        due = f"序时进度 {number_text(facts.schedule)}%"
        if known(facts.progress) >= facts.schedule:
            return f"{label}，进度 {progress}%，达到{due}，得满分 {facts.marks(points)}"
        if self.all_or_nothing:
            return f"{label}，进度 {progress}%，没有达到{due}，得 {facts.marks(points)}"
        share = f"进度 {progress}% ÷ {due}"
        return f"{label}，{share} × {facts.marks(facts.maximum)} = {facts.marks(points)}"

    def advice(self, subject: Subject, facts: Facts) -> str:
        return f"进度达到 {number_text(facts.schedule)}%可得满分"

    def flaws(self) -> Iterator[Flaw]:
        yield from ()

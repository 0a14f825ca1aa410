"""The state of a measure that repeats an indicator's target: it follows from the number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.answers import (
    NOTHING_SAID,
    STATE_LABELS,
    Answer,
    Answers,
    State,
    progress_of,
    state_of,
    value_of,
)
from model.domain.numbers import number_text
from model.domain.plan import Direction, Indicator, Measure, Milestone, Plan, answers_for
from model.domain.targets import Target
from model.domain.wording import amount_words
from model.scoring.scope import HUNDRED, schedule

FIELDS = ("state", "progress")  # of an answer, that follow
ALMOST = Decimal(99)  # %, of what falls short
WORST_FIRST = (State.NOT_STARTED, State.BEHIND, State.ONGOING, State.DONE)


@dataclass(frozen=True, kw_only=True)
class StateByNumber:
    """What a number says of a measure. `progress` [%] is None where a number can't tell it."""

    indicator: str
    state: State
    progress: Decimal | None
    sentence: str  # '随指标“……”：实际 256 家，目标 ≥ 270 家'

    def over(self, answer: Answer) -> Answer:
        """*answer* with the state that follows; a progress that the number can't tell stays."""
        rest = {key: text for key, text in answer.items() if key != "state"}
        if self.state is State.DONE or self.progress is not None:
            rest.pop("progress", None)
        told = {} if self.progress is None else {"progress": number_text(self.progress)}
        return {**rest, "state": self.state.value, **told}

    def overrules(self, answer: Answer) -> bool:
        """Whether *answer* says otherwise, and be it that the measure doesn't apply."""
        return state_of(answer) is State.NOT_APPLICABLE or self.contradicts(answer)

    def contradicts(self, answer: Answer) -> bool:
        """Whether *answer* says done where the number says it isn't, or the other way round."""
        said = state_of(answer)
        if said is None or said is State.NOT_APPLICABLE:
            return False
        return (said is State.DONE) is not (self.state is State.DONE)


def states_by_number(
    plan: Plan, department: str, year: int, answers: Answers, targets: Mapping[str, Target]
) -> Mapping[str, StateByNumber]:
    """Measure -> what the department's own numbers say of it, as far as it answers for both.

    Args:
        plan: the one in force.
        targets: of the department's indicators.
    """
    found = {}
    for measure in plan.measures_of(department):
        if told := tuple(_told(plan, department, measure, year, answers, targets)):
            found[measure.id] = min(told, key=lambda one: WORST_FIRST.index(one.state))
    return found


def _told(
    plan: Plan,
    department: str,
    measure: Measure,
    year: int,
    answers: Answers,
    targets: Mapping[str, Target],
) -> Iterator[StateByNumber]:
    for key in measure.repeats:
        indicator = plan.indicators.get(key)
        if indicator and answers_for(indicator, department):
            due = schedule(measure, year, plan.years[0], None)
            answer = answers.get(key, NOTHING_SAID)
            if found := state_by_number(indicator, targets.get(key), answer, due):
                yield found


def state_by_number(
    indicator: Indicator, target: Target | None, answer: Answer, due: Decimal
) -> StateByNumber | None:
    """What *answer* to *indicator* says; None where it tells nothing: no number, no target.

    Args:
        due: share that should be done by the end of the year [%].
    """
    if indicator.qualitative:
        return _as_answered(indicator, answer)
    value = value_of(answer)
    if value is None or state_of(answer) is State.NOT_APPLICABLE or not indicator.can_be(value):
        return None
    if target is None or target.value is None:
        return None
    goal, strict, wanted = _goal(indicator, target, target.value)
    sentence = (
        f"随指标“{indicator.name}”：实际 {amount_words(value, indicator.unit)}，目标 {wanted}"
    )
    if _meets(indicator.direction, value, goal, strict=strict):
        state, progress = State.DONE, None
    else:
        progress = _share(indicator.direction, value, goal)
        if progress == 0:
            state, progress = State.NOT_STARTED, None
        else:
            on_time = progress is not None and progress >= due
            state = State.ONGOING if on_time else State.BEHIND
    return StateByNumber(indicator=indicator.id, state=state, progress=progress, sentence=sentence)


def _as_answered(indicator: Indicator, answer: Answer) -> StateByNumber | None:
    state = state_of(answer)
    if state is None or state is State.NOT_APPLICABLE:
        return None
    label = STATE_LABELS[state]
    return StateByNumber(
        indicator=indicator.id,
        state=state,
        progress=progress_of(answer),
        sentence=f"随指标“{indicator.name}”：{label}",
    )


def _goal(indicator: Indicator, target: Target, value: Decimal) -> tuple[Decimal, bool, str]:
    """What is to be reached in the end, whether it is to be exceeded, and in words: the next
    milestone, else the year's own target.
    """
    ahead = _next(indicator.milestones, target.year)
    if ahead is None or ahead.value is None:
        return value, target.strict, target.wanted
    sign = indicator.direction.value
    sign = {"≥": ">", "≤": "<"}.get(sign, sign) if ahead.strict else sign
    words = f"{sign} {amount_words(ahead.value, indicator.unit)}（{ahead.year}年）"
    return ahead.value, ahead.strict, words


def _next(milestones: Iterable[Milestone], year: int) -> Milestone | None:
    coming = (one for one in milestones if one.value is not None)
    found = next((one for one in coming if one.year >= year), None)
    return found if found and found.year > year else None


def _meets(direction: Direction, value: Decimal, goal: Decimal, *, strict: bool) -> bool:
    match direction:
        case Direction.AT_LEAST:
            return value > goal if strict else value >= goal
        case Direction.AT_MOST:
            return value < goal if strict else value <= goal
        case _:
            return value == goal


def _share(direction: Direction, value: Decimal, goal: Decimal) -> Decimal | None:
    """How far *value*, which falls short, has got [%], whole and below 100; None: can't be told."""
    if direction is Direction.EQUAL or goal <= 0 or value < 0:
        return None
    if direction is Direction.AT_LEAST:
        return min(value * HUNDRED // goal, ALMOST)
    return min(goal * HUNDRED // value, ALMOST)

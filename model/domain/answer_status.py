"""Whether an item is answered: the one rule behind every count of what is 未填."""

from enum import StrEnum

from model.domain.answers import HALF_WAY, Answer, state_of, value_of
from model.domain.plan import Indicator, Item, Measure
from model.domain.targets import Target


class AnswerStatus(StrEnum):
    SAID = "已填"
    NO_TARGET = "目标未下达"  # and nothing said, which may wait and is not 未填
    CARRIED = "沿用未改"  # from another year, and neither changed nor confirmed
    OPEN = "未填"


UNANSWERED = frozenset({AnswerStatus.OPEN, AnswerStatus.CARRIED})  # and waited for


def standing_of(item: Item, answer: Answer, target: Target | None) -> AnswerStatus:
    """The standing of *answer* to *item*: without a state, without a progress where it is half
    way, and without a number where one is measured, it says nothing, whatever words stand beside.

    Args:
        target: of the year; None for what is not measured.
    """
    if is_said(item, answer):
        return AnswerStatus.SAID
    untold = target is not None and target.missing
    return AnswerStatus.NO_TARGET if untold else AnswerStatus.OPEN


def is_said(item: Item, answer: Answer) -> bool:
    """Whether *answer* says how *item* stands. How far a measure is that repeats a number, the
    number tells. A number that the indicator can't have says nothing.
    """
    if (state := state_of(answer)) is not None:
        told = isinstance(item, Measure) and bool(item.repeats)
        return state not in HALF_WAY or told or "progress" in answer
    if not isinstance(item, Indicator) or item.qualitative:
        return False
    return (value := value_of(answer)) is not None and item.can_be(value)

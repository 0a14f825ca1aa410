"""The items by the points that are still to be gained."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import rounded
from model.domain.score import Assessment, PartScore, Score


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One item of the ladder.

    `gain` is what full points for the item would add to the total [points, to the cent], by the
    points alone and up to the ceiling: an item weighs more in a part from which other items are
    left out.
    """

    score: Score
    part: PartScore
    gain: Decimal


def ladder(assessment: Assessment) -> tuple[Rung, ...]:
    """All items, largest gain first; equal gains in the order of the assessment."""
    return tuple(sorted(_rungs(assessment), key=lambda rung: -rung.gain))


def gain_of(assessment: Assessment, item: str) -> Decimal:
    """What full points for *item* would add to the total; 0 where it is not scored."""
    rungs = (rung.gain for rung in _rungs(assessment) if rung.score.item == item)
    return next(rungs, Decimal(0))


def _rungs(assessment: Assessment) -> Iterator[Rung]:
    full = sum((part.maximum for part in assessment.parts if part.countable), Decimal(0))
    for part in assessment.parts:
        worth = (
            assessment.maximum / full * part.maximum / part.countable
            if part.countable
            else Decimal(0)
        )
        for score in part.scores:
            gain = within_room(rounded(score.gain * worth), assessment.room)
            yield Rung(score=score, part=part, gain=gain)


def within_room(gain: Decimal, room: Decimal | None) -> Decimal:
    """What is left of *gain* below the ceiling of the total, *room* away [points]."""
    return gain if room is None else min(gain, room)

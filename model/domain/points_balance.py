"""Where the points of a year are: earned, still to gain, lost. Together they are the maximum."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import rounded
from model.domain.score import Assessment, PartScore, Score, Standing

NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Points, whole cents. `open` belongs to items that are 未填, `lost` to answered ones."""

    earned: Decimal
    open: Decimal
    lost: Decimal

    def share(self, points: Decimal) -> Decimal:
        """The share of *points* in all points, 0 to 1; 0 if there are none."""
        whole = self.earned + self.open + self.lost
        return points / whole if whole else NONE


def balance_of(assessment: Assessment) -> Balance:
    """The balance of *assessment*; open points of a part weigh what the part weighs in
    the total.
    """
    earned = min(max(assessment.total or NONE, NONE), assessment.maximum)
    counting = [part for part in assessment.parts if part.countable]
    weight = sum((part.maximum for part in counting), NONE)
    if not weight:
        return Balance(earned=earned, open=NONE, lost=NONE)
    unsaid = sum((part.maximum * _open(part) / part.countable for part in counting), NONE)
    open_ = min(rounded(unsaid * assessment.maximum / weight), assessment.maximum - earned)
    return Balance(earned=earned, open=open_, lost=assessment.maximum - earned - open_)


def _open(part: PartScore) -> Decimal:
    return sum((s.maximum for s in part.scores if s.standing is Standing.OPEN), NONE)


@dataclass(frozen=True, kw_only=True)
class Subtotal:
    """The points of some items together, before their parts are re-normalised."""

    earned: Decimal
    countable: Decimal  # maxima of those inside the denominator


def subtotal(scores: Iterable[Score]) -> Subtotal:
    counting = [score for score in scores if score.counts]
    return Subtotal(
        earned=sum((score.points or NONE for score in counting), NONE),
        countable=sum((score.maximum for score in counting), NONE),
    )

"""得分: points, their maximum, and the sentence that explains them.

Where rounding happens, once and nowhere else: the points of one item, and the points of one
part after re-normalisation, are rounded half up to 0.01. Sums of those are exact, so that a
printed sheet adds up on a pocket calculator.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


def cited(rule: str, source: str, note: str = "") -> str:
    """'〔规则I2，依据…〕': the source of a score's sentence; a source may hold （） of its own."""
    return f"〔{note}规则{rule}，依据{source}〕"


class Standing(StrEnum):
    """Whether an item counts towards the score."""

    OPEN = "未填"  # nothing said: no points yet, but inside the denominator
    SCORED = "已评分"
    NOT_APPLICABLE = "不适用"  # outside the denominator, subject to the office's approval
    NO_TARGET = "目标未下达"  # outside the denominator


@dataclass(frozen=True, kw_only=True)
class Score:
    """The score of one item.

    `maximum` is the item's share of its part [points], whole cents, and does not depend on
    answers. `points` is None unless `standing` is SCORED.
    """

    item: str
    standing: Standing
    points: Decimal | None
    maximum: Decimal
    sentence: str  # 实际 256 家 ÷ 目标 270 家 × 2.00 分 = 1.90 分〔规则I2，依据…〕
    rule: str  # id of the rule in the rulebook
    source: str  # where the rule comes from
    calculation: str = ""  # the sentence without its source; "" where it has none
    advice: str = ""  # 再提高 14 家可得满分，多得 0.10 分

    @property
    def counts(self) -> bool:
        """Whether the item is inside the denominator."""
        return self.standing in {Standing.OPEN, Standing.SCORED}

    @property
    def gain(self) -> Decimal:
        """The points that can still be gained from this item."""
        return self.maximum - (self.points or Decimal(0)) if self.counts else Decimal(0)


@dataclass(frozen=True, kw_only=True)
class PartScore:
    """One part of the total (指标 40, 任务 60).

    `points` = maximum × Σ points ÷ Σ maximum of the items that count. None when none counts
    (`countable` is then 0, and the total is made up from the other parts), and while nothing in
    the part has been answered, which is not 0 points.
    """

    id: str
    title: str
    maximum: Decimal
    points: Decimal | None
    sentence: str
    scores: tuple[Score, ...]

    @property
    def earned(self) -> Decimal:
        return sum((s.points for s in self.scores if s.points is not None), Decimal(0))

    @property
    def countable(self) -> Decimal:
        """The denominator: the maxima of the items that count."""
        return sum((s.maximum for s in self.scores if s.counts), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A bonus (points > 0), a deduction (< 0), or a rule that acts on the grade (否决)."""

    rule: str
    title: str
    points: Decimal
    sentence: str
    source: str
    forces: str = ""  # the grade it forces, if it does


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The score of one department's year under one rulebook.

    `total` is None where nothing can be scored at all; `grade` is then "".
    """

    rulebook: str
    version: str
    total: Decimal | None
    maximum: Decimal
    grade: str
    sentence: str  # how the total and the grade come about
    parts: tuple[PartScore, ...]
    adjustments: tuple[Adjustment, ...] = ()
    claimed: int = 0  # scored items claimed as not applicable, which the office has to approve
    room: Decimal | None = None  # [points] by which the total can rise; None: nothing caps it yet

    @property
    def scores(self) -> Iterator[Score]:
        for part in self.parts:
            yield from part.scores

    @property
    def open_items(self) -> int:
        """The number of scored items that count as 未填, unapproved 不适用 among them."""
        return sum(score.standing is Standing.OPEN for score in self.scores)

    @property
    def provisional(self) -> bool:
        """Whether the grade is one on half a year, or on claims that nobody has approved, as far as
        its own department knows.
        """
        return bool(self.grade and (self.open_items or self.claimed))

    @property
    def grade_words(self) -> str:
        """The grade as its department is told it, and tells others."""
        return f"暂为“{self.grade}”" if self.provisional else self.grade

    @property
    def sentence_words(self) -> str:
        """`sentence` as the department is told it: with what is not filled in whole yet."""
        later = "，等次暂定" if self.grade else ""
        left = self.open_items
        return f"计分的还有 {left} 项没填完{later}。{self.sentence}" if left else self.sentence

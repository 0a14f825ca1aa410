"""评估规则: a rulebook is data. Published rulebooks are never edited; a new version is added."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from model.domain.large_change import ORDINARY_LIMITS, ChangeLimits
from model.domain.numbers import FINE, number_text
from model.domain.plan import Direction, IndicatorKind, Item, Measure
from model.domain.score import Adjustment, cited
from model.scoring.subject import ItemKind, Subject
from model.scoring.total_rules import TotalKind, YearOutcome

POINTS = re.compile(r"（[^（）]*\d ?分[^（）]*）")  # in a title


class Items(StrEnum):
    MEASURE = "measure"
    INDICATOR = "indicator"


@dataclass(frozen=True, kw_only=True)
class Covers:
    """The items that a rule is for. An item must meet every given condition; without conditions
    all items.
    """

    items: Items | None = None
    directions: tuple[Direction, ...] = ()
    kinds: tuple[IndicatorKind, ...] = ()
    binding: bool | None = None
    ids: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()  # "except" in files

    def matches(self, item: Item) -> bool:
        if (self.ids and item.id not in self.ids) or item.id in self.excluding:
            return False
        if isinstance(item, Measure):
            only_indicators = self.directions or self.kinds or self.binding is not None
            return self.items != Items.INDICATOR and not only_indicators
        return (
            self.items != Items.MEASURE
            and (not self.directions or item.direction in self.directions)
            and (not self.kinds or item.kind in self.kinds)
            and self.binding in {None, item.binding}
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the total: 指标 40, 任务 60."""

    id: str
    title: str
    maximum: Decimal  # points
    source: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How the items that it covers earn points. The weights within the part determine their
    maxima.
    """

    id: str
    title: str
    part: str
    kind: ItemKind
    covers: Covers
    source: str
    reason: str
    weight: Decimal = Decimal(1)  # of each covered item
    weights: Mapping[str, Decimal] = field(default_factory=dict)  # of single items instead

    def weight_of(self, item: Item) -> Decimal:
        return self.weights.get(item.id, self.weight)


@dataclass(frozen=True, kw_only=True)
class TotalRule:
    """A rule for the year as a whole: bonus, deduction, veto, floor or count."""

    id: str
    title: str
    kind: TotalKind
    source: str
    reason: str
    covers: Covers = Covers()

    def covered(self, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
        """The items that the rule looks at; none if it does not look at items."""
        if not self.kind.covers_items:
            return ()
        return tuple(subject for subject in subjects if self.covers.matches(subject.item))

    def adjustment(self, outcome: YearOutcome) -> Adjustment | None:
        finding = self.kind.finding(outcome)
        if finding is None:
            return None
        return Adjustment(
            rule=self.id,
            title=self.title,
            points=finding.points,
            sentence=f"{finding.sentence}{cited(self.id, self.source)}",
            source=self.source,
            forces=finding.forces,
        )


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A grade, and the lowest total that earns it.

    `at_least` is None in every grade if totals decide nothing: then the best grade holds unless a
    rule lowers it.
    """

    name: str
    at_least: Decimal | None = None  # points, after rounding


@dataclass(frozen=True, kw_only=True)
class Grading:
    """The grades, the best first."""

    source: str
    reason: str
    grades: tuple[Grade, ...]


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """When the app proposes 表彰 or 通报、约谈. People decide and write the words."""

    source: str
    reason: str
    commend_grades: tuple[str, ...] = ()
    commend_best: int | None = None  # among the first so many, ties included; None: no limit
    commend_share: Decimal | None = None  # instead: of each group at most this share, [0, 1]
    commend_open_items: int = 0  # at most so many 未填
    admonish_grades: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Weighting:
    """How the points of a year are divided among the items of a department.

    A rulebook with a weighting scores only items that can be checked, are not already scored as a
    number, and are due or have a schedule; a rulebook without it scores everything that the
    department is asked.
    """

    source: str
    reason: str
    by_clause: bool  # clauses weigh alike, and within each its measures
    item_cap: Decimal  # points that one item is worth at most, where the items suffice
    small_below: int  # with fewer scored items there is neither total nor grade nor rank
    # Bodies are ranked among those with about as many scored items: fewer than the first, from it
    # on, from the second on. 0: nobody is ranked apart.
    middle_from: int = 0
    large_from: int = 0

    def size_of(self, scored: int) -> str:
        """Among which bodies of its kind one with *scored* items is ranked; "": among all."""
        bounds = [bound for bound in (self.middle_from, self.large_from) if bound]
        if not bounds:
            return ""
        if scored < bounds[0]:
            return f"计分事项不足 {bounds[0]} 项"
        if scored >= bounds[-1]:
            return f"计分事项 {bounds[-1]} 项以上"
        return f"计分事项 {bounds[0]}–{bounds[-1] - 1} 项"


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    id: str
    version: str
    title: str
    published: str  # ISO date
    author: str
    reason: str  # why this version
    maximum: Decimal  # of the total; parts that drop out are made up for to it
    ceiling: Decimal  # no bonus lifts the total above it
    parts: tuple[Part, ...]
    rules: tuple[Rule, ...]
    total_rules: tuple[TotalRule, ...]
    grading: Grading
    proposals: Proposals
    based_on: str = ""  # the version it was made from
    weighting: Weighting | None = None
    large_change: ChangeLimits = ORDINARY_LIMITS

    @property
    def short_title(self) -> str:
        """'百分制' of 百分制（指标 40 分、任务 60 分）."""
        return self.title.partition("（")[0]

    @property
    def decimals(self) -> int:
        """Decimals of the points of an item; with a weighting, points are rounded only when a
        part is added up.
        """
        return 2 if self.weighting is None else FINE

    @property
    def grades(self) -> tuple[Grade, ...]:
        return self.grading.grades

    def rules_for(self, item: Item) -> Iterator[Rule]:
        """The rules that cover *item*; exactly one in a valid rulebook."""
        return (rule for rule in self.rules if rule.covers.matches(item))

    @property
    def by_total(self) -> bool:
        """Whether the total determines the grade, before rules lower it."""
        return self.grades[0].at_least is not None

    def grade_for(self, total: Decimal) -> Grade:
        """The grade of a rounded *total*; the best grade if totals decide nothing."""
        reached = (g for g in self.grades if g.at_least is None or total >= g.at_least)
        return next(reached, self.grades[-1])

    def rank(self, grade: str) -> int:
        """Position of *grade*; 0 for the best."""
        return [g.name for g in self.grades].index(grade)

    def in_phases(self) -> tuple[TotalRule, ...]:
        """The total rules in the order in which they act."""
        return tuple(sorted(self.total_rules, key=lambda rule: rule.kind.phase))

    @property
    def _points_words(self) -> str:
        """'指标 40 分、任务 60 分'; '指标最多 40 分，其余为任务' where what is asked decides."""
        if self.weighting is None or len(self.parts) < 2:
            return "、".join(f"{one.title} {number_text(one.maximum)} 分" for one in self.parts)
        *capped, rest = self.parts
        most = "、".join(f"{one.title}最多 {number_text(one.maximum)} 分" for one in capped)
        return f"{most}，其余为{rest.title}"

    def new_version(self, version: str, *, published: str, author: str, reason: str) -> "Rulebook":
        """The same rules under a new version number; this rulebook does not change.

        Points named in the title are replaced by the present points of the parts.
        """
        return replace(
            self,
            title=POINTS.sub(f"（{self._points_words}）", self.title),
            version=version,
            published=published,
            author=author,
            reason=reason,
            based_on=self.version,
        )

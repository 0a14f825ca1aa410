"""结果: the district's year by section, clause, indicator and department. Pure; drawn elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from model.consolidation.sections import PlanSection, section_of, sections
from model.consolidation.target_attainment import (
    DueTargets,
    IndicatorYear,
    Reach,
    due_targets,
    indicator_years,
)
from model.domain.answer_status import AnswerStatus, standing_of
from model.domain.answers import NOTHING_SAID, Answers, state_of
from model.domain.empty_words import says_nothing
from model.domain.plan import Department, Item, Plan, answers_for
from model.domain.review import Rulings
from model.domain.score import Assessment, Score
from model.domain.targets import Baseline
from model.scoring.assess import Assessor
from model.scoring.total_rules import ORDINARY, Circumstances

NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class DepartmentResult:
    """One department that reported. `answers` are what counts, `reported` is what it said itself:
    only that is quoted as its own. `reviewed` is the score of what counts by `assessor` under
    `circumstances`.
    """

    department: Department
    answers: Answers
    reported: Answers
    recomputed: Assessment
    reviewed: Assessment
    assessor: Assessor
    circumstances: Circumstances = ORDINARY
    self_total: Decimal | None = None
    self_grade: str = ""
    passed: bool = False
    waiting: int = 0  # items nobody has decided on yet
    claimed: frozenset[str] = frozenset()  # said not to apply, and not approved: without points

    @cached_property
    def scores(self) -> Mapping[str, Score]:
        return {score.item: score for score in self.reviewed.scores}

    def said(self, item: str, field: str) -> str:
        """The department's own words in *field* about *item*; "" for none."""
        return self.reported.get(item, NOTHING_SAID).get(field, "").strip()

    def quoted(self, item: str, field: str) -> str:
        """`said` where it says something, to be quoted; a table has it as it was typed."""
        words = self.said(item, field)
        return "" if says_nothing(words) else words

    def told(self, item: Item) -> "Told":
        """What counts of *item*; said not to apply and not approved, it is told as said."""
        if item.id in self.claimed:
            return Told.NOT_APPLICABLE
        answer = self.answers.get(item.id, NOTHING_SAID)
        standing = standing_of(item, answer, self.assessor.targets.get(item.id))
        if standing is AnswerStatus.SAID:
            state = state_of(answer)
            return Told[state.name] if state else Told.VALUE
        return Told.NO_TARGET if standing is AnswerStatus.NO_TARGET else Told.UNSAID

    @cached_property
    def unsaid(self) -> int:
        """The number of its items about which nothing is said, as the tally counts them."""
        own = self.assessor.plan.items_of(self.department.id)
        return sum(self.told(item) is Told.UNSAID for item in own)


class Told(StrEnum):
    """The state of an obligation; each obligation has one. The words of window, sheets
    and report.
    """

    DONE = "完成"
    ONGOING = "推进中"
    BEHIND = "滞后"
    NOT_STARTED = "未启动"
    VALUE = "填报数值"
    NOT_APPLICABLE = "不适用"
    NO_TARGET = "目标未下达"  # and nothing said, which is not 未填
    UNSAID = "未填"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The states of a set of obligations (item × department). `told` counts each
    obligation once.
    """

    told: Counter[Told] = field(default_factory=Counter)
    earned: Decimal = NONE
    countable: Decimal = NONE

    @property
    def share(self) -> Decimal | None:
        """The share of the possible points that was earned, 0 to 1; None if nothing counts."""
        return self.earned / self.countable if self.countable else None

    @property
    def obligations(self) -> int:
        return self.told.total()

    @property
    def unsaid(self) -> int:
        return self.told[Told.UNSAID]

    @property
    def counts(self) -> tuple[tuple[Told, int], ...]:
        """Every `Told` with its number; the numbers add up to `obligations`."""
        return tuple((told, self.told[told]) for told in Told)


@dataclass(frozen=True, kw_only=True)
class Consolidation:
    """The departments that reported, in the order of the plan, and the district's results."""

    plan: Plan
    year: int
    departments: tuple[DepartmentResult, ...]
    indicators: tuple[IndicatorYear, ...]

    @cached_property
    def sections(self) -> tuple[PlanSection, ...]:
        return sections(self.plan)

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, str], Tally]:
        """(department, section key) -> the tally of the department's obligations in
        that section.
        """
        found: dict[tuple[str, str], list[tuple[DepartmentResult, Item]]] = {}
        for one in self.departments:
            for item in self.plan.items_of(one.department.id):
                key = (one.department.id, section_of(self.plan, item))
                found.setdefault(key, []).append((one, item))
        return {key: tally(pairs) for key, pairs in found.items()}

    def section(self, key: str) -> Tally:
        return tally_sum(t for (_, section), t in self.by_cell.items() if section == key)

    @cached_property
    def by_clause(self) -> Mapping[str, Tally]:
        """Clause -> the tally of its measures, over all departments that reported."""
        found: dict[str, list[tuple[DepartmentResult, Item]]] = {}
        for one in self.departments:
            for measure in self.plan.measures_of(one.department.id):
                found.setdefault(measure.clause, []).append((one, measure))
        return {key: tally(found.get(key, [])) for key in self.plan.clauses}

    @cached_property
    def whole(self) -> Tally:
        return tally_sum(self.by_cell.values())

    def reached(self, reach: Reach) -> int:
        return sum(one.reach is reach for one in self.indicators)

    @cached_property
    def reaches(self) -> tuple[tuple[Reach, int], ...]:
        """Every result that occurs, with its number; the numbers add up to all indicators."""
        return tuple((reach, count) for reach in Reach if (count := self.reached(reach)))

    @cached_property
    def due(self) -> DueTargets:
        return due_targets(self.indicators)


def tally(pairs: Iterable[tuple[DepartmentResult, Item]]) -> Tally:
    told: Counter[Told] = Counter()
    earned = countable = NONE
    for one, item in pairs:
        told[one.told(item)] += 1
        score = one.scores.get(item.id)
        if score and score.counts:
            countable += score.maximum
            earned += score.points or NONE
    return Tally(told=told, earned=earned, countable=countable)


def tally_sum(tallies: Iterable[Tally]) -> Tally:
    told: Counter[Told] = Counter()
    earned, countable = NONE, NONE
    for one in tallies:
        told.update(one.told)
        earned, countable = earned + one.earned, countable + one.countable
    return Tally(told=told, earned=earned, countable=countable)


def picture(
    plan: Plan,
    year: int,
    departments: Iterable[DepartmentResult],
    rulings: Rulings,
    handed_down: Mapping[str, Decimal] | None = None,
    shares: Mapping[str, Mapping[str, Decimal]] | None = None,
    baselines: Mapping[str, Baseline] | None = None,
    undecided: Collection[str] = (),
) -> Consolidation:
    """The consolidation of the year.

    Args:
        handed_down: the district's own targets of the year, by indicator.
        shares: indicator -> department -> its own share of the target.
        baselines: known values of earlier years, by indicator.
        undecided: ids of indicators of which nobody can tell which number holds.
    """
    came = tuple(departments)
    said = {one.department.id: one.answers for one in came}
    return Consolidation(
        plan=plan,
        year=year,
        departments=came,
        indicators=tuple(
            indicator_years(
                plan,
                year,
                said,
                rulings,
                handed_down or {},
                shares or {},
                baselines or {},
                undecided,
            )
        ),
    )


def items_behind(picture: Consolidation) -> list[tuple[Item, DepartmentResult]]:
    """The items that count as behind or not begun, in the order of the plan: as many as the tally
    of the whole counts.
    """
    late = {Told.BEHIND, Told.NOT_STARTED}
    items: list[Item] = [*picture.plan.measures.values(), *picture.plan.indicators.values()]
    return [
        (item, one)
        for item in items
        for one in picture.departments
        if answers_for(item, one.department.id) and one.told(item) in late
    ]

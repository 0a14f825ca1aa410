"""结果: the district's year by section, clause, indicator and department. Pure; drawn elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from model.domain.answers import NOTHING_SAID, Answers, State, state_of
from model.domain.plan import Department, Item, Measure, Plan
from model.domain.review import Rulings
from model.domain.score import Assessment, Score
from model.domain.targets import Baseline
from model.merge.reach import IndicatorYear, Reach, indicator_years
from model.merge.sections import Section, section_of, sections
from model.scoring.assess import Assessor
from model.scoring.circumstances import ORDINARY, Circumstances

NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class DepartmentYear:
    """One body that reported. `answers` are what counts, `reviewed` is their score by `assessor`
    under `circumstances`.
    """

    department: Department
    answers: Answers
    recomputed: Assessment
    reviewed: Assessment
    assessor: Assessor
    circumstances: Circumstances = ORDINARY
    self_total: Decimal | None = None
    self_grade: str = ""
    passed: bool = False
    waiting: int = 0  # items nobody has decided on yet

    @cached_property
    def scores(self) -> Mapping[str, Score]:
        return {score.item: score for score in self.reviewed.scores}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How a set of obligations (item × department) stands."""

    obligations: int = 0
    states: Counter[str] = field(default_factory=Counter)  # by State value; "": 未填; "value"
    earned: Decimal = NONE
    countable: Decimal = NONE

    @property
    def share(self) -> Decimal | None:
        """Points earned of those that could be, 0 to 1. None: nothing counts."""
        return self.earned / self.countable if self.countable else None

    def count(self, state: State) -> int:
        return self.states[state.value]

    @property
    def unsaid(self) -> int:
        return self.states[""]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Departments in the order of the plan, those that reported."""

    plan: Plan
    year: int
    departments: tuple[DepartmentYear, ...]
    indicators: tuple[IndicatorYear, ...]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections(self.plan)

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, str], Tally]:
        """(department, section key) -> how its obligations there stand."""
        found: dict[tuple[str, str], list[tuple[DepartmentYear, Item]]] = {}
        for one in self.departments:
            for item in self.plan.items_of(one.department.id):
                key = (one.department.id, section_of(self.plan, item))
                found.setdefault(key, []).append((one, item))
        return {key: tally(pairs) for key, pairs in found.items()}

    def section(self, key: str) -> Tally:
        return merged(t for (_, section), t in self.by_cell.items() if section == key)

    @cached_property
    def by_clause(self) -> Mapping[str, Tally]:
        """Clause -> how its measures stand, over all departments that reported."""
        found: dict[str, list[tuple[DepartmentYear, Item]]] = {}
        for one in self.departments:
            for measure in self.plan.measures_of(one.department.id):
                found.setdefault(measure.clause, []).append((one, measure))
        return {key: tally(found.get(key, [])) for key in self.plan.clauses}

    @cached_property
    def whole(self) -> Tally:
        return merged(self.by_cell.values())

    def reached(self, reach: Reach) -> int:
        return sum(one.reach is reach for one in self.indicators)


def tally(pairs: Iterable[tuple[DepartmentYear, Item]]) -> Tally:
    states: Counter[str] = Counter()
    earned = countable = NONE
    count = 0
    for one, item in pairs:
        count += 1
        answer = one.answers.get(item.id, NOTHING_SAID)
        state = state_of(answer)
        states["value" if state is None and "value" in answer else state or ""] += 1
        score = one.scores.get(item.id)
        if score and score.counts:
            countable += score.maximum
            earned += score.points or NONE
    return Tally(obligations=count, states=states, earned=earned, countable=countable)


def merged(tallies: Iterable[Tally]) -> Tally:
    states: Counter[str] = Counter()
    count, earned, countable = 0, NONE, NONE
    for one in tallies:
        states.update(one.states)
        count, earned, countable = (
            count + one.obligations,
            earned + one.earned,
            countable + one.countable,
        )
    return Tally(obligations=count, states=states, earned=earned, countable=countable)


def picture(
    plan: Plan,
    year: int,
    departments: Iterable[DepartmentYear],
    rulings: Rulings,
    handed_down: Mapping[str, Decimal] | None = None,
    shares: Mapping[str, Collection[str]] | None = None,
    baselines: Mapping[str, Baseline] | None = None,
) -> Picture:
    """The year as a whole.

    Args:
        handed_down: the district's own targets of the year, by indicator.
        shares: indicator -> the departments that have their own share of its target.
        baselines: known values of earlier years, by indicator.
    """
    came = tuple(departments)
    said = {one.department.id: one.answers for one in came}
    return Picture(
        plan=plan,
        year=year,
        departments=came,
        indicators=tuple(
            indicator_years(
                plan, year, said, rulings, handed_down or {}, shares or {}, baselines or {}
            )
        ),
    )


def measures_behind(picture: Picture) -> list[tuple[Measure, DepartmentYear]]:
    """What departments say is behind or not even begun, in the order of the plan."""
    late = {State.BEHIND, State.NOT_STARTED}
    return [
        (measure, one)
        for measure in picture.plan.measures.values()
        for one in picture.departments
        if one.department.id in measure.departments
        and state_of(one.answers.get(measure.id, NOTHING_SAID)) in late
    ]

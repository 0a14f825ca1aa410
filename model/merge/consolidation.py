"""汇总: the submissions of a year as one picture. Pure, and the same in any order of arrival."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.answers import NOTHING_SAID, State, state_of, value_of
from model.domain.plan import Department, DepartmentKind, Indicator, Plan
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.domain.targets import Target, target_in_force
from model.merge.versions import Versions, versions_of
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook


@dataclass(frozen=True, kw_only=True)
class BodyYear:
    """One body that has to report: what came, and what it scores."""

    department: Department
    items: int  # how many measures and indicators it answers for
    versions: Versions | None = None  # None: nothing came yet
    assessment: Assessment | None = None  # recomputed here, under the office's rulebook

    @property
    def submission(self) -> Submission | None:
        return self.versions.counting if self.versions else None

    @property
    def differs(self) -> bool:
        """The score recomputed here isn't the self score in the submission."""
        if self.submission is None or self.assessment is None:
            return False
        own = self.submission.self_total
        same_total = (None if own is None else Decimal(own)) == self.assessment.total
        return not same_total or self.submission.self_grade != self.assessment.grade


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What one department says about an indicator. `value` None and not `away`: 未填."""

    department: str
    value: Decimal | None
    state: State | None
    own_area: bool = False  # a street speaks for itself, not for the district

    @property
    def away(self) -> bool:
        return self.state is State.NOT_APPLICABLE


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """One indicator, and what each department that reported says about it."""

    indicator: Indicator
    target: Target
    reported: tuple[Reported, ...]

    @property
    def differs(self) -> bool:
        """Departments give different numbers (or states) for the same thing."""
        said = {
            (one.value, one.state)
            for one in self.reported
            if not one.own_area and (one.value is not None or one.state)
        }
        return len(said) > 1


@dataclass(frozen=True, kw_only=True)
class Consolidation:
    """Bodies in the order of the plan; indicators likewise, those somebody reported on."""

    plan: Plan
    rulebook: Rulebook
    year: int
    bodies: tuple[BodyYear, ...]
    indicators: tuple[SideBySide, ...]

    @property
    def reported(self) -> tuple[BodyYear, ...]:
        return tuple(body for body in self.bodies if body.versions)

    @property
    def missing(self) -> tuple[Department, ...]:
        """Who has not reported."""
        return tuple(body.department for body in self.bodies if not body.versions)

    @property
    def conflicts(self) -> tuple[SideBySide, ...]:
        return tuple(one for one in self.indicators if one.differs)


def consolidated(
    plan: Plan,
    rulebook: Rulebook,
    year: int,
    submissions: Iterable[Submission],
    handed_down: Mapping[str, Decimal] | None = None,
) -> Consolidation:
    """The year's picture; submissions of other years and unknown bodies are not part of it.

    Args:
        handed_down: targets of the year by indicator id, as the office entered them.
    """
    by_body: dict[str, list[Submission]] = {}
    for submission in submissions:
        if submission.year == year:
            by_body.setdefault(submission.department, []).append(submission)
    bodies = tuple(
        _body(plan, rulebook, year, department, by_body.get(department.id, ()), handed_down)
        for department in plan.bodies
    )
    return Consolidation(
        plan=plan,
        rulebook=rulebook,
        year=year,
        bodies=bodies,
        indicators=tuple(_side_by_side(plan, year, bodies, handed_down or {})),
    )


def _body(
    plan: Plan,
    rulebook: Rulebook,
    year: int,
    department: Department,
    submissions: Iterable[Submission],
    handed_down: Mapping[str, Decimal] | None,
) -> BodyYear:
    items = sum(1 for _ in plan.items_of(department.id))
    came = tuple(submissions)
    if not came:
        return BodyYear(department=department, items=items)
    versions = versions_of(came)
    assessor = Assessor(plan, rulebook, department.id, year, handed_down=handed_down)
    return BodyYear(
        department=department,
        items=items,
        versions=versions,
        assessment=assessor.assess(versions.counting.answers),
    )


def _side_by_side(
    plan: Plan, year: int, bodies: Iterable[BodyYear], handed_down: Mapping[str, Decimal]
) -> Iterator[SideBySide]:
    counting = {body.department.id: body.submission for body in bodies if body.submission}
    for indicator in plan.indicators.values():
        reported = tuple(
            _reported(plan.departments[department], counting[department], indicator)
            for department in indicator.departments
            if department in counting
        )
        if reported:
            yield SideBySide(
                indicator=indicator,
                target=target_in_force(indicator, year, handed_down.get(indicator.id)),
                reported=reported,
            )


def _reported(department: Department, submission: Submission, indicator: Indicator) -> Reported:
    answer = submission.answers.get(indicator.id, NOTHING_SAID)
    return Reported(
        department=department.id,
        value=value_of(answer),
        state=state_of(answer),
        own_area=department.kind is DepartmentKind.STREET,
    )

"""The effect of a draft on the scores of all departments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model.domain.plan import DepartmentKind, Plan
from model.domain.score import Assessment
from model.office.year import OfficeYear
from model.samples.answers import sample_answers
from model.scoring.proposal import ComparableGroup, Proposal, comparable_group, proposals
from model.scoring.rulebook import Rulebook
from model.scoring.what_if import Case, Sandbox, ScoreChange, ranked_totals


@dataclass(frozen=True, kw_only=True)
class GradeTally:
    """Number of departments with a grade, before and after."""

    grade: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class Effect:
    """The scores of all departments under two rulebooks, each ranked among its comparable bodies
    as in the results of the year.
    """

    old: Rulebook
    new: Rulebook
    before: Mapping[str, Assessment]
    after: Mapping[str, Assessment]
    kinds: Mapping[str, DepartmentKind]

    @cached_property
    def changes(self) -> tuple[ScoreChange, ...]:
        before = ranked_totals(self.before, self._groups_before)
        after = ranked_totals(self.after, self._groups_after)
        return tuple(ScoreChange(department=d, before=before[d], after=after[d]) for d in before)

    @cached_property
    def _groups_before(self) -> Mapping[str, ComparableGroup]:
        return self._groups(self.old, self.before)

    @cached_property
    def _groups_after(self) -> Mapping[str, ComparableGroup]:
        return self._groups(self.new, self.after)

    def _groups(
        self, book: Rulebook, side: Mapping[str, Assessment]
    ) -> Mapping[str, ComparableGroup]:
        return {body: comparable_group(book, self.kinds[body], one) for body, one in side.items()}

    def grade_step(self, change: ScoreChange) -> int | None:
        """Number of grades gained, below 0 lost; None if the grades of the two rulebooks can't
        be compared.
        """
        old, new = ([g.name for g in book.grades] for book in (self.old, self.new))
        if change.before.grade not in old or change.after.grade not in new:
            return None
        if len(old) == len(new):
            return old.index(change.before.grade) - new.index(change.after.grade)
        if change.before.grade in new and change.after.grade in old:
            return new.index(change.before.grade) - new.index(change.after.grade)
        return None

    def rank_step(self, change: ScoreChange) -> int | None:
        """Number of places gained, below 0 lost; None if there is no rank before or after."""
        if change.before.rank is None or change.after.rank is None:
            return None
        return change.before.rank.number - change.after.rank.number

    @cached_property
    def tallies(self) -> tuple[GradeTally, ...]:
        """The tallies by grade: those of the new rulebook first, then grades that it no longer
        has.
        """
        names = dict.fromkeys(g.name for book in (self.new, self.old) for g in book.grades)
        return tuple(
            GradeTally(
                grade=name,
                before=sum(a.grade == name for a in self.before.values()),
                after=sum(a.grade == name for a in self.after.values()),
            )
            for name in names
        )

    @cached_property
    def regraded(self) -> int:
        """Number of departments whose grade changes."""
        return sum(change.grade_changed for change in self.changes)

    @cached_property
    def reranked(self) -> int:
        return sum(change.rank_changed for change in self.changes)

    @cached_property
    def rescored(self) -> int:
        return sum(bool(change.difference) for change in self.changes)

    @cached_property
    def proposals_before(self) -> Mapping[str, Proposal]:
        return proposals(self.old, self.before, self._groups_before)

    @cached_property
    def proposals_after(self) -> Mapping[str, Proposal]:
        return proposals(self.new, self.after, self._groups_after)


class Trial:
    """The answers of all departments, ready to be scored under one draft after another."""

    def __init__(
        self, plan: Plan, in_force: Rulebook, year: int, cases: Mapping[str, Case]
    ) -> None:
        self._sandbox = Sandbox(plan, in_force, year, cases)
        self._old = in_force
        self._kinds = {key: plan.departments[key].kind for key in cases}

    @property
    def before(self) -> Mapping[str, Assessment]:
        """The score of each department under the rulebook in force."""
        return self._sandbox.before

    def effect_of(self, new: Rulebook) -> Effect:
        """The effect of *new* against the rulebook in force.

        Raises:
            RulebookRejected: *new* does not cover every item exactly once.
        """
        after = self.before if new == self._old else self._sandbox.assessments(new)
        return Effect(old=self._old, new=new, before=self.before, after=after, kinds=self._kinds)


def cases_of(office: OfficeYear) -> dict[str, Case]:
    """The cases of all departments that reported, with the decisions of the office applied."""
    return {body.id: body.case for body in office.reported if body.case}


def sample_cases(plan: Plan, year: int) -> dict[str, Case]:
    """示例数据 for all departments; wherever it is shown, it must be marked as such."""
    return {body.id: Case(answers=sample_answers(plan, body.id, year)) for body in plan.bodies}


def holds_samples(office: OfficeYear) -> bool:
    return any(body.submission.sample for body in office.reported if body.submission)

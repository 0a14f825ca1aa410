"""The effect of another rulebook on all scores, before it is in force."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from model.domain.answers import Answers
from model.domain.plan import Plan
from model.domain.score import Assessment
from model.domain.targets import Baseline
from model.scoring.assess import Assessor
from model.scoring.proposal import Rank, ranks
from model.scoring.rulebook import Rulebook
from model.scoring.total_rules import ORDINARY, Circumstances


@dataclass(frozen=True, kw_only=True)
class Case:
    """One department's year, with the arguments of Assessor.

    `unapproved` are items claimed as not applicable without the approval of the office: under
    rules that ask for it they count as not answered.
    """

    answers: Answers
    approved: Collection[str] = ()
    unapproved: Collection[str] = ()
    handed_down: Mapping[str, Decimal] = field(default_factory=dict)
    baselines: Mapping[str, Baseline] = field(default_factory=dict)
    items: Collection[str] | None = None
    circumstances: Circumstances = ORDINARY

    def assessor(self, plan: Plan, rulebook: Rulebook, department: str, year: int) -> Assessor:
        return Assessor(
            plan,
            rulebook,
            department,
            year,
            handed_down=self.handed_down,
            baselines=self.baselines,
            items=self.items,
            approved=self.approved,
        )

    def counting(self, assessor: Assessor) -> Answers:
        """The answers that *assessor* counts."""
        if not (assessor.needs_approval and self.unapproved):
            return self.answers
        return {key: one for key, one in self.answers.items() if key not in self.unapproved}

    def assessed(self, assessor: Assessor) -> Assessment:
        """Args:
        assessor: made by `assessor`, or one that equals it.
        """
        return assessor.assess(self.counting(assessor), self.circumstances)


@dataclass(frozen=True, kw_only=True)
class RankedTotal:
    """Total, grade and rank of a department under one rulebook; None if nothing can be scored."""

    total: Decimal | None
    grade: str
    rank: Rank | None
    answered: bool = True  # something of it is scored, be it too little for a total


@dataclass(frozen=True, kw_only=True)
class ScoreChange:
    department: str
    before: RankedTotal
    after: RankedTotal

    @property
    def difference(self) -> Decimal | None:
        """Points gained, below 0 lost."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total

    @property
    def grade_changed(self) -> bool:
        return self.before.grade != self.after.grade

    @property
    def rank_changed(self) -> bool:
        return self.before.rank != self.after.rank


class Sandbox:
    """All departments' years under the rulebook in force, to be compared with drafts."""

    def __init__(
        self, plan: Plan, rulebook: Rulebook, year: int, cases: Mapping[str, Case]
    ) -> None:
        self._plan = plan
        self._year = year
        self._cases = cases
        self.before = self.assessments(rulebook)

    def assessments(self, rulebook: Rulebook) -> dict[str, Assessment]:
        """The score of each department under *rulebook*.

        Raises:
            RulebookRejected: it does not cover every item exactly once.
        """
        return {
            department: case.assessed(case.assessor(self._plan, rulebook, department, self._year))
            for department, case in self._cases.items()
        }


def ranked_totals(
    assessments: Mapping[str, Assessment], groups: Mapping[str, Hashable] | None = None
) -> dict[str, RankedTotal]:
    """Total, grade and rank of each department, in its group (None: all are one)."""
    numbers = ranks(assessments, groups)
    return {
        department: RankedTotal(
            total=a.total,
            grade=a.grade,
            rank=numbers.get(department),
            answered=any(score.points is not None for score in a.scores),
        )
        for department, a in assessments.items()
    }

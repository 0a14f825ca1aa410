"""What one year of the office goes by: package, plan in force, rules, and who judges whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from model.domain.forms import FormSet
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.package.in_force import YearTerms
from model.package.senders import Senders, senders
from model.package.succession import succession
from model.package.validation import body_name
from model.plans import PlanLibrary
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from model.store.packages import fetch_package, fetch_packages


@dataclass(frozen=True, eq=False)
class OfficeTerms:
    """The terms of one year. Files and decisions don't change them; another package or rulebook
    makes
    others.
    """

    plans: PlanLibrary
    rulebook: Rulebook
    forms: FormSet
    year: int
    _assessors: dict[str, Assessor] = field(default_factory=dict)  # by department

    @cached_property
    def package(self) -> YearPackage | None:
        return fetch_package(self.plans.db, self.year)

    @cached_property
    def in_force(self) -> YearTerms:
        return self.plans.terms(self.year)

    @property
    def plan(self) -> Plan:
        """The plan in force under the year's package."""
        return self.in_force.plan

    @cached_property
    def senders(self) -> Senders:
        return senders(self.plans)

    @cached_property
    def shares(self) -> Mapping[str, Mapping[str, Decimal]]:
        """Indicator -> the shares into which the package divides its target."""
        return self.package.shares_in_force(self.plan) if self.package else {}

    @property
    def deadline(self) -> date | None:
        """None: the package hasn't come, or names none."""
        return date.fromisoformat(self.in_force.deadline) if self.in_force.deadline else None

    def name(self, department: str) -> str:
        """What *department* is called, or was before it was merged, split or dissolved."""
        known = self.plan.departments.get(department)
        if known or self.package is None:
            return known.name if known else department
        return body_name(self.plans.shipped, self.package, department)

    def owners(self, body: str) -> tuple[str, ...]:
        """Ids of the bodies of today that go on with what was *body*'s: mostly itself."""
        today = [one.id for one in self.plan.bodies]
        if body in today:
            return (body,)
        return tuple(one for one in today if body in self._predecessors[one])

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[str, ...]]:
        packages = fetch_packages(self.plans.db, self.year)
        return {one.id: succession(packages, one.id).bodies for one in self.plan.bodies}

    def own_targets(self, department: str) -> Mapping[str, Decimal]:
        """Indicator -> what the package asks of *department*."""
        return self.package.in_force_for(self.plan, department) if self.package else {}

    def assessor(self, department: str) -> Assessor:
        if department not in self._assessors:
            self._assessors[department] = Assessor(
                self.plan,
                self.rulebook,
                department,
                self.year,
                handed_down=self.own_targets(department),
                baselines=self.in_force.baselines,
            )
        return self._assessors[department]

    def assessment_as_sent(self, sent: Submission) -> Assessment | None:
        """The score by the package and rules that *sent* was filled in under; None: those in force,
        or not known here.
        """
        package = self.senders.package_of(sent)
        now = self.package.digest if self.package else ""
        if package is None or (package.digest == now and sent.rulebook == package.rulebook):
            return None
        return self.senders.versions[sent.year].assessment(package, sent)

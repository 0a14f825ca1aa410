"""A plan word for word, with its data, as a closed year keeps it: corrections of the data that a
newer app brings don't change the closed year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Self

from model.domain.canonical import LATER, SealedRecord
from model.domain.plan import (
    Clause,
    Department,
    DutyProposal,
    Indicator,
    Measure,
    OpenQuestion,
    Plan,
)


@dataclass(frozen=True, kw_only=True)
class PlanRecord(SealedRecord):
    """The fields of a Plan, with its collections as lists: tables by id would lose the order."""

    KIND = "plan"
    LONG = frozenset({"text", "goals", "clauses"})

    id: str
    title: str
    issuer: str
    issued: str
    edition: str
    years: tuple[int, ...]
    text: str
    goals: str
    departments: tuple[Department, ...]
    clauses: tuple[Clause, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    questions: tuple[OpenQuestion, ...]
    proposals: Mapping[str, DutyProposal] = field(default_factory=dict, metadata=LATER)
    goals_heading: str = field(default=Plan.goals_heading, metadata=LATER)

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """*plan* as a record."""
        said = {part.name: getattr(plan, part.name) for part in fields(cls)}
        for name in ("departments", "clauses", "measures", "indicators"):
            said[name] = tuple(said[name].values())
        return cls(**said)

    def plan(self) -> Plan:
        """The plan that this is the record of."""
        first, last = self.years
        return Plan(
            id=self.id,
            title=self.title,
            issuer=self.issuer,
            issued=self.issued,
            edition=self.edition,
            years=(first, last),
            text=self.text,
            goals=self.goals,
            departments={body.id: body for body in self.departments},
            clauses={clause.id: clause for clause in self.clauses},
            measures={measure.id: measure for measure in self.measures},
            indicators={indicator.id: indicator for indicator in self.indicators},
            questions=self.questions,
            proposals=self.proposals,
            goals_heading=self.goals_heading,
        )

"""A plan word for word, with its data, as a closed year keeps it: later corrections of the data
that come with a newer app leave the year's picture alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.domain.canonical import LATER, canonical_bytes, rebuilt, table_in, table_of
from model.domain.plan import (
    Clause,
    Department,
    DutyProposal,
    Indicator,
    Measure,
    OpenQuestion,
    Plan,
)

SCHEMA = 1
KIND = "plan"


@dataclass(frozen=True, kw_only=True)
class _Record:
    """As Plan, but in the order of the text, which tables by id would lose."""

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


def canonical(plan: Plan) -> bytes:
    """UTF-8 JSON with sorted keys: equal plans give equal bytes."""
    ordered = {
        "departments": tuple(plan.departments.values()),
        "clauses": tuple(plan.clauses.values()),
        "measures": tuple(plan.measures.values()),
        "indicators": tuple(plan.indicators.values()),
    }
    return canonical_bytes({"schema": SCHEMA, "kind": KIND, **table_of(plan), **ordered})


def from_canonical(content: bytes) -> Plan:
    """
    Raises:
        ValueError: *content* is nothing that `canonical` wrote.
    """
    table = table_in(content)
    if table.pop("kind", None) != KIND or table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    record = rebuilt(_Record, table)
    first, last = record.years
    return Plan(
        id=record.id,
        title=record.title,
        issuer=record.issuer,
        issued=record.issued,
        edition=record.edition,
        years=(first, last),
        text=record.text,
        goals=record.goals,
        departments={body.id: body for body in record.departments},
        clauses={clause.id: clause for clause in record.clauses},
        measures={measure.id: measure for measure in record.measures},
        indicators={indicator.id: indicator for indicator in record.indicators},
        questions=record.questions,
        proposals=record.proposals,
    )

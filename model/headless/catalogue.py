"""The whole plan as plain JSON data, for whoever wants it (`main.py plan`)."""

from typing import Any

from model.domain.plan import Indicator, Plan

SCHEMA = 1


def catalogue(plan: Plan) -> dict[str, Any]:
    """All data of the plan, with a schema version; numbers as text, so exact."""
    return {
        "schema": SCHEMA,
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "issuer": plan.issuer,
            "issued": plan.issued,
            "edition": plan.edition,
            "years": list(plan.years),
        },
        "clauses": [
            {
                "id": clause.id,
                "section": list(clause.path),
                "number": clause.number,
                "title": clause.title,
                "body": clause.body,
                "bracket": clause.bracket,
                "responsibility": clause.responsibility.value,
                "named": list(clause.named),
                "departments": list(clause.departments),
            }
            for clause in plan.clauses.values()
        ],
        "measures": [
            {
                "id": measure.id,
                "clause": measure.clause,
                "text": measure.text,
                "quote": measure.quote,
                "departments": list(measure.departments),
                **_duty(plan, measure.id, "lead"),
                "scored": measure.checkable and not measure.repeats,
                "years": {
                    "from": measure.starts,
                    "until": measure.until,
                    "once": measure.once,
                    "term": measure.term,
                },
                "checkable": measure.checkable,
                "repeats": list(measure.repeats),
            }
            for measure in plan.measures.values()
        ],
        "indicators": [_indicator(plan, indicator) for indicator in plan.indicators.values()],
        "departments": [
            {
                "id": department.id,
                "name": department.name,
                "aliases": list(department.aliases),
                "kind": department.kind.value,
                "members": list(department.members),
                "in_plan": department.in_plan,
                "note": department.note,
            }
            for department in plan.departments.values()
        ],
        "open_questions": [
            {
                "id": question.id,
                "question": question.question,
                "default": question.default,
                "reason": question.reason,
                "about": list(question.about),
            }
            for question in plan.questions
        ],
    }


def _duty(plan: Plan, item: str, leading: str) -> dict[str, Any]:
    """The departments that lead (or own) and support *item* by the proposal."""
    proposal = plan.proposals.get(item)
    if proposal is None:
        return {leading: [], "support": [], "proposal": None}
    return {
        leading: list(proposal.lead),
        "support": list(proposal.support),
        "proposal": {
            "reason": proposal.reason,
            "confident": proposal.confident,
            "question": proposal.question,
        },
    }


def _indicator(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "strict": indicator.strict,
        "binding": indicator.binding,
        "kind": indicator.kind.value,
        "decimals": indicator.decimals,
        "at_least": None if indicator.at_least is None else f"{indicator.at_least:f}",
        "at_most": None if indicator.at_most is None else f"{indicator.at_most:f}",
        "milestones": [
            {
                "year": milestone.year,
                "value": None if milestone.value is None else f"{milestone.value:f}",
                "strict": milestone.strict,
                "hold": milestone.hold,
                "every_year": milestone.every_year,
                "quote": milestone.quote or indicator.quote,
            }
            for milestone in indicator.milestones
        ],
        "quote": indicator.quote,
        "sources": [{"place": s.place, "quote": s.quote} for s in indicator.sources],
        "clauses": list(indicator.clauses),
        "departments": list(indicator.departments),
        **_duty(plan, indicator.id, "owner"),
        "related": list(indicator.related),
        "note": indicator.note,
    }

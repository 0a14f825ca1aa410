"""The duty proposals (建议分工) in duties.toml: who leads and who supports."""

from collections.abc import Mapping

from model.domain.plan import Clause, DutyProposal, Indicator, Measure
from model.plan.bodies import DepartmentNames
from model.plan.flaws import PlanFlaw
from model.plan.folder import PlanFolder, Table, Where

FILE = "duties.toml"
KEYS = {"id", "lead", "reason"}
OPTIONAL = {"support", "confident", "question"}


def duty_proposals(
    folder: PlanFolder,
    clauses: Mapping[str, Clause],
    measures: Mapping[str, Measure],
    indicators: Mapping[str, Indicator],
    bodies: DepartmentNames,
) -> dict[str, DutyProposal]:
    """The proposal for each measure and indicator; empty if the folder has no such file.

    An item without a line, an item without lead or owner, and a body that is not in the brackets of
    the item's clauses are flaws.
    """
    if not folder.has(FILE):
        return {}
    allowed = {
        **{m.id: {*clauses[m.clause].departments, *m.departments} for m in measures.values()},
        **{i.id: _who_may_own(i, clauses, bodies) for i in indicators.values()},
    }
    table = folder.table(FILE, {"measure", "indicator"})
    found: dict[str, DutyProposal] = {}
    for kind, known in (("measure", measures.keys()), ("indicator", indicators.keys())):
        for where, entry in folder.sound(table.get(kind, []), FILE, KEYS, OPTIONAL):
            if entry["id"] not in known:
                folder.complain(PlanFlaw.UNKNOWN_ITEM, *where)
            else:
                found[entry["id"]] = _proposal(folder, entry, allowed[entry["id"]], bodies, where)
        for item in known - found.keys():
            folder.complain(PlanFlaw.NO_PROPOSAL, FILE, item)
    return found


def _who_may_own(
    indicator: Indicator, clauses: Mapping[str, Clause], bodies: DepartmentNames
) -> set[str]:
    """The bodies in the brackets of its clauses; all bodies if only 二、主要目标 has the target."""
    stated = [clauses[place] for place in indicator.clauses if place in clauses]
    if not stated:
        return set(bodies.by_id)
    return {*indicator.departments, *(body for clause in stated for body in clause.departments)}


def _proposal(
    folder: PlanFolder, entry: Table, allowed: set[str], bodies: DepartmentNames, where: Where
) -> DutyProposal:
    lead = bodies.answering(bodies.named(entry["lead"], where))
    named = bodies.answering(bodies.named(entry.get("support", []), where))
    support = tuple(body for body in named if body not in lead)
    if not lead:
        folder.complain(PlanFlaw.NO_LEAD, *where)
    for body in (*lead, *support):
        if body not in allowed:
            name = bodies.by_id[body].name if body in bodies.by_id else body
            folder.complain(PlanFlaw.OUTSIDE_BRACKETS, *where, value=name)
    return DutyProposal(
        lead=lead,
        support=support,
        reason=entry["reason"],
        confident=entry.get("confident", True),
        question=str(entry.get("question", "")),
    )

"""What a draft leaves to the office: open questions, and the duties as the notes give them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from model.domain.plan import DutyProposal, OpenQuestion, Plan
from model.plan.note_forms import NoteRole
from model.plan_draft.clauses import GOALS
from model.plan_draft.draft import DraftClause, DraftRemark, PlanDraft
from model.plan_draft.remarks import remark_words
from model.plan_draft.toml import lines


def questions(draft: PlanDraft) -> Iterator[str]:
    yield "# 待明确事项：初读时替方案定下的，逐条请确认。"
    bodies = {body.name: body.id for body in draft.bodies}
    known = {*bodies.values(), *(target.id for target in draft.targets)}
    number = 0
    if draft.before is not None:
        for asked in _open(draft, draft.before):
            number += 1
            yield "[[question]]\n" + lines(
                ("id", asked.id),
                ("question", asked.question),
                ("default", asked.default),
                ("reason", asked.reason),
                ("about", list(asked.about)),
            )
    for remark in draft.remarks:
        said = remark_words(remark)
        about = [
            key
            for key in (
                bodies.get(remark.values.get("full", remark.words)),
                remark.values.get("id"),
            )
            if key in known
        ]
        if said.default and about and not _settled(remark, draft):
            number += 1
            yield "[[question]]\n" + lines(
                ("id", f"q-{number:02d}"),
                ("question", said.question),
                ("default", said.default),
                ("reason", said.told),
                ("about", about),
            )
    if number == 0:
        yield "question = []\n"


def _open(draft: PlanDraft, before: Plan) -> Iterator[OpenQuestion]:
    """The questions of the edition before of which something is left."""
    known = {
        GOALS,
        *(body.id for body in draft.bodies),
        *(clause.id for clause in draft.clauses),
        *(measure.id for clause in draft.clauses for measure in clause.measures),
        *(target.id for target in draft.targets),
    }
    for question in before.questions:
        if about := tuple(key for key in question.about if key in known):
            yield replace(question, about=about)


def _settled(remark: DraftRemark, draft: PlanDraft) -> bool:
    """Whether the edition before has answered: its bodies and indicators are what they are."""
    kept = {target.id for target in draft.targets if target.kept is not None}
    if draft.before is None:
        return False
    names = {n for body in draft.before.departments.values() for n in (body.name, *body.aliases)}
    return remark.values.get("id") in kept or remark.values.get("body", remark.words) in names


def duties(draft: PlanDraft) -> Iterator[str]:
    yield "# 建议分工：照责任括号初读；括号没有分牵头、配合的，请办公室确认。"
    names = {body.id: body.name for body in draft.bodies}
    places = {clause.id: clause for clause in draft.clauses}
    if not draft.targets:
        yield "indicator = []\n"
    for clause in draft.clauses:
        for measure in clause.measures:
            yield "[[measure]]\n" + (
                _proposed(draft, measure.id, names)
                if measure.kept
                else _duty(measure.id, clause, names, owner=False)
            )
    for target in draft.targets:
        place = next((one.place for one in target.milestones if one.place in places), None)
        if target.kept:
            yield "[[indicator]]\n" + _proposed(draft, target.id, names)
        elif place is not None:
            yield "[[indicator]]\n" + _duty(target.id, places[place], names, owner=True)
        else:
            yield "[[indicator]]\n" + lines(
                ("id", target.id),
                ("lead", [names[body] for body in target.departments]),
                ("reason", "只在主要目标中写明，没有责任括号，暂由列名最多的单位报数，待确认。"),
                ("confident", False),
            )


def _proposed(draft: PlanDraft, key: str, names: Mapping[str, str]) -> str:
    """What the edition before proposed, of bodies that are still there."""
    proposal = draft.before.proposals[key] if draft.before else DutyProposal(lead=(), reason="")
    return lines(
        ("id", key),
        ("lead", [names[body] for body in proposal.lead if body in names]),
        ("support", [names[body] for body in proposal.support if body in names] or None),
        ("reason", proposal.reason),
        ("confident", None if proposal.confident else False),
        ("question", proposal.question or None),
    )


def _duty(key: str, clause: DraftClause, names: Mapping[str, str], *, owner: bool) -> str:
    led = [names[body] for body, role in clause.named if role is NoteRole.LEAD]
    shared = [names[body] for body, role in clause.named if role is NoteRole.SHARED]
    support = [names[body] for body, role in clause.named if role is NoteRole.SUPPORT]
    told = "责任括号写明牵头单位。"
    if not led and (owner or not shared):
        listed = [*shared, *support]
        led, shared, support = listed[:1], listed[1:], []
        told = "责任括号没有写明牵头单位，暂由列首位的报数，待确认。"
    elif not led:
        led, shared = shared, []
        told = "责任括号没有分牵头、配合，暂都列为牵头，待确认。"
    if len(clause.named) == 1:
        told = "责任括号只有这一个单位。"
    return lines(
        ("id", key),
        ("lead", led),
        ("support", [*shared, *support] or None),
        ("reason", told),
        ("confident", None if "待确认" not in told else False),
    )

"""Proposals per department with their reasons; people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.rulebook_editor.trial import Effect
from model.scoring.proposal import Advice
from ui.kit.entry import Aside, Entry

ORDER = tuple(Advice)
DRAWINGS = {Advice.COMMEND: ("award", "done"), Advice.ADMONISH: ("flag", "returned")}
MOST = 3  # lines of reasons


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    department: str
    name: str
    advice: Advice
    before: Advice
    reasons: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.advice is not self.before


def proposal_lines(effect: Effect, names: Mapping[str, str]) -> tuple[ProposalLine, ...]:
    """Who is to be commended first, then who is to be admonished; within each by rank."""
    places = {change.department: change.after.rank for change in effect.changes}

    def weight(line: ProposalLine) -> tuple[int, int]:
        rank = places[line.department]
        return ORDER.index(line.advice), rank.number if rank else len(places)

    lines = (
        ProposalLine(
            department=department,
            name=names[department],
            advice=proposal.advice,
            before=effect.proposals_before[department].advice,
            reasons=proposal.reasons,
        )
        for department, proposal in effect.proposals_after.items()
    )
    return tuple(sorted(lines, key=weight))


def counts(lines: Sequence[ProposalLine]) -> Mapping[Advice, int]:
    return {advice: sum(line.advice is advice for line in lines) for advice in Advice}


def proposal_entry(line: ProposalLine) -> Entry:
    """Who, what, what it was before, and why."""
    drawing, token = DRAWINGS.get(line.advice, ("", "quiet"))
    before = (Aside(words=f"{_said(line.before)} →"),) if line.changed else ()
    advice = Aside(words=_said(line.advice), ink=token, size="text", bold=line.changed)
    return Entry(
        key=line.department,
        title=line.name,
        bold=line.changed,
        drawing=(drawing, token) if drawing else None,
        aside=(*before, advice),
        note="；".join(line.reasons),
        note_lines=MOST,
        tip="\n".join(line.reasons),
        about=line,
    )


def _said(advice: Advice) -> str:
    return advice.value if advice is not Advice.NOTHING else "不作建议"

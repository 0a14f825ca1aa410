"""What a person decided about cells that were changed by hand or say nothing certain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from model.domain.answers import NOTHING_SAID, Answer, Evidence
from model.domain.canonical import rebuilt, table_of
from model.domain.submission import COVER as ABOUT_ALL
from model.domain.submission import Amendment, Submission
from model.workbook.comparing import HandEdit
from model.workbook.keys import COVER, EVIDENCE
from model.workbook.report.read import Received
from model.workbook.report.visible_answers import Doubt


class Take(StrEnum):
    """Which of the two counts. 退回 is no third: that answers the whole file, not a cell."""

    SEALED = "采用封存值"
    FOUND = "采用表内值"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`value`: what the cell means, canonical, where the person says so; None: what it says."""

    take: Take = Take.SEALED
    reason: str = ""
    value: str | None = None


class Undecidable(ValueError):
    """A decision that can't be carried out; the caller should not have offered it."""


CellKey = tuple[str, str, str]
"""Table, item (row) and field: see `cell_key`."""
Decisions = Mapping[CellKey, Decision] | Decision
KEEP = Decision()


def cell_key(found: HandEdit | Doubt) -> CellKey:
    """What a decision about *found* is filed under."""
    return found.table, found.item, found.field


def adoptable(found: HandEdit | Doubt) -> bool:
    """Whether 采用表内值 can be offered without asking what the cell means."""
    return isinstance(found, HandEdit) and found.taken is not None and not found.fixed


def resolved(received: Received, decisions: Decisions = KEEP) -> Submission:
    """The submission with what a person decided; every value taken from a cell is marked.

    Args:
        decisions: by `cell_key`; cells without one keep what was sealed. A single one is for all
            cells on which it can be carried out.

    Raises:
        Undecidable: 采用表内值 without a reason, or where nothing certain stands in the cell.
    """
    submission = received.submission
    answers, cover = dict(submission.answers), submission.cover
    evidence = submission.evidence
    amendments = []
    for found, decision in _taken(received, decisions):
        taken = found.taken if isinstance(found, HandEdit) else None
        taken = taken if decision.value is None else decision.value
        if taken is None or not decision.reason.strip() or _is_fixed(found):
            raise Undecidable(str(found))
        if found.table == COVER:
            item, field, sealed = ABOUT_ALL, found.item, cover.get(found.item, "")
            cover = _amended(cover, field, taken)
        elif found.table == EVIDENCE:
            item, field, sealed = found.item, found.field, _said_of(evidence, found)
            evidence = tuple(_amended_evidence(evidence, found, taken))
        else:
            item, field = found.item, found.field
            answer = answers.get(item, NOTHING_SAID)
            sealed = answer.get(field, "")
            answers[item] = _amended(answer, field, taken)
        amendments.append(
            Amendment(item=item, field=field, sealed=sealed, taken=taken,
                      reason=decision.reason.strip())
        )  # fmt: skip
    if not amendments:
        return submission
    return replace(
        submission,
        answers={item: answer for item, answer in answers.items() if answer},
        cover=cover,
        evidence=evidence,
        amendments=(*submission.amendments, *amendments),
    )


def _taken(received: Received, decisions: Decisions) -> Iterator[tuple[HandEdit | Doubt, Decision]]:
    """The cells whose own content was decided for, in the order of the workbook."""
    everything: tuple[HandEdit | Doubt, ...] = (*received.edits, *received.doubts)
    for found in everything:
        if isinstance(decisions, Decision):
            decision = decisions if adoptable(found) else KEEP
        else:
            decision = decisions.get(cell_key(found), KEEP)
        if decision.take is Take.FOUND:
            yield found, decision


def _is_fixed(found: HandEdit | Doubt) -> bool:
    return isinstance(found, HandEdit) and found.fixed


def _amended(answer: Answer, field: str, text: str) -> Answer:
    amended = {**answer, field: text}
    if not text:
        del amended[field]
    return amended


def _said_of(evidence: Iterable[Evidence], found: HandEdit | Doubt) -> str:
    pieces = (piece for piece in evidence if piece.id == found.item)
    return next((str(getattr(piece, found.field)) for piece in pieces), "")


def _amended_evidence(
    evidence: Iterable[Evidence], found: HandEdit | Doubt, text: str
) -> Iterator[Evidence]:
    """A piece of which neither title nor file is left is one no longer."""
    for piece in evidence:
        amended = piece
        if piece.id == found.item:
            amended = rebuilt(Evidence, {**table_of(piece), found.field: text})
        if amended.title or amended.file_name:
            yield amended

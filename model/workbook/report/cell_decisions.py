"""Applies a person's decisions about cells that were changed by hand or are doubtful."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from model.domain.answers import EVIDENCE_FACTS, NOTHING_SAID, Answer, Evidence
from model.domain.canonical import rebuilt, table_of
from model.domain.cell_edit import CellEdit
from model.domain.submission import COVER as ABOUT_ALL
from model.domain.submission import Amendment, Submission
from model.domain.text_kinds import as_label
from model.domain.typed_words import is_blank
from model.workbook.keys import COVER, EVIDENCE


class Take(StrEnum):
    """Which of the two values counts. 退回 is no third: it answers the whole file, not a cell."""

    SEALED = "采用封存值"
    FOUND = "采用表内值"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision about one cell; `value` is canonical, None takes the value read from the cell."""

    take: Take = Take.SEALED
    reason: str = ""
    value: str | None = None


class Undecidable(ValueError):
    """The decision can't be carried out; the caller should not have offered it."""


Decisions = Mapping[str, Decision] | Decision
"""By `CellEdit.key`; a single one is for all cells on which it can be carried out."""
KEEP = Decision()


def resolved(
    submission: Submission, edits: Iterable[CellEdit], decisions: Decisions = KEEP
) -> Submission:
    """*submission* with what a person decided; every value taken from a cell is marked.

    Args:
        decisions: cells without one keep what was sealed.

    Raises:
        Undecidable: 采用表内值 without a reason, or where nothing certain stands in the cell.
    """
    answers, cover = dict(submission.answers), submission.cover
    evidence = submission.evidence
    amendments = []
    for found, decision in _adopted(edits, decisions):
        taken = found.taken if decision.value is None else decision.value
        if taken is None or is_blank(decision.reason) or found.fixed:
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


def _adopted(
    edits: Iterable[CellEdit], decisions: Decisions
) -> Iterator[tuple[CellEdit, Decision]]:
    """The cells whose content was adopted, in the order of the workbook."""
    for found in edits:
        if isinstance(decisions, Decision):
            decision = decisions if found.adoptable else KEEP
        else:
            decision = decisions.get(found.key, KEEP)
        if decision.take is Take.FOUND:
            yield found, decision


def _amended(answer: Answer, field: str, text: str) -> Answer:
    amended = {**answer, field: text}
    if not text:
        del amended[field]
    return amended


def _said_of(evidence: Iterable[Evidence], found: CellEdit) -> str:
    pieces = (piece for piece in evidence if piece.id == found.item)
    return next((str(getattr(piece, found.field)) for piece in pieces), "")


def _amended_evidence(
    evidence: Iterable[Evidence], found: CellEdit, text: str
) -> Iterator[Evidence]:
    """*evidence* after the decision; a piece without title and file is dropped."""
    for piece in evidence:
        amended = piece
        if piece.id == found.item:
            said = as_label(text) if found.field in EVIDENCE_FACTS else text
            amended = rebuilt(Evidence, {**table_of(piece), found.field: said})
        if amended.title or amended.file_name:
            yield amended

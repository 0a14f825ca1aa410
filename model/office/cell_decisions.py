"""采用表内值: what the office decided about cells that were changed by hand, cell by cell."""

from collections.abc import Iterable

from model.domain.review import Matter, Rulings
from model.domain.submission import Submission
from model.store.receipts import EditedCell
from model.workbook.comparing import HandEdit
from model.workbook.report.cell_decisions import Decision, Take, resolved
from model.workbook.report.read import Received
from model.workbook.report.visible_answers import Doubt

SEALED, FOUND = "sealed", "found:"


def subject_of(digest: str, edit: EditedCell) -> str:
    """What a ruling about *edit* in the submission *digest* is filed under."""
    return f"{digest}/{edit.key}"


def with_cell_decisions(
    submission: Submission, digest: str, edits: Iterable[EditedCell], rulings: Rulings
) -> Submission:
    """*submission* with every cell for which a person decided; itself where nobody did."""
    decisions, found = {}, []
    for edit in edits:
        ruling = rulings.get((Matter.HAND_EDIT, subject_of(digest, edit)))
        if ruling is not None and ruling.choice.startswith(FOUND):
            value = ruling.choice.removeprefix(FOUND)
            take = Decision(take=Take.FOUND, reason=ruling.reason, value=value)
            decisions[edit.table, edit.item, edit.field] = take
            found.append(edit)
    if not found:
        return submission
    received = Received(
        submission=submission,
        sha256="",
        edits=tuple(_hand_edit(edit) for edit in found if not edit.doubtful),
        doubts=tuple(_doubt(edit) for edit in found if edit.doubtful),
    )
    return resolved(received, decisions)


def _hand_edit(edit: EditedCell) -> HandEdit:
    return HandEdit(
        sheet=edit.sheet, cell=edit.cell, item=edit.item, field=edit.field, label=edit.label,
        sealed=edit.sealed, found=edit.found, table=edit.table, taken=edit.taken,
        question=edit.question, fixed=edit.fixed,
    )  # fmt: skip


def _doubt(edit: EditedCell) -> Doubt:
    return Doubt(
        table=edit.table, sheet=edit.sheet, cell=edit.cell, item=edit.item, field=edit.field,
        label=edit.label, found=edit.found, question=edit.question, guess=edit.guess,
    )  # fmt: skip

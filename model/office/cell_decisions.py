"""采用表内值: what the office decided about cells that were changed by hand, cell by cell."""

from collections.abc import Iterable

from model.domain.cell_edit import CellEdit
from model.domain.review import Matter, Ruling, Rulings
from model.domain.submission import Submission
from model.workbook.report.cell_decisions import Decision, Take, resolved

SEALED, FOUND = "sealed", "found:"


def edit_sentence(edit: CellEdit, ruling: Ruling | None, *, waits: bool) -> str:
    """What became of *edit*: nothing yet, or what a person decided; *waits*: for a second one."""
    if ruling is None or not ruling.choice:
        return edit.sentence
    what = "不能确定的内容" if edit.doubtful else "手工改动"
    if waits:
        return f"{what}，拟采用表内值，待第二人确认，没有计入：{edit}"
    taken = "已采用表内值" if ruling.choice.startswith(FOUND) else "已按封存值"
    return f"{what}，{taken}：{edit}"


def subject_of(digest: str, edit: CellEdit) -> str:
    """The subject under which a ruling about *edit* in the submission *digest* is kept."""
    return f"{digest}/{edit.key}"


def with_cell_decisions(
    submission: Submission, digest: str, edits: Iterable[CellEdit], rulings: Rulings
) -> Submission:
    """Returns *submission* with the cells that a person decided to take; itself if none."""
    decisions, found = {}, []
    for edit in edits:
        ruling = rulings.get((Matter.HAND_EDIT, subject_of(digest, edit)))
        if ruling is not None and ruling.choice.startswith(FOUND):
            value = ruling.choice.removeprefix(FOUND)
            take = Decision(take=Take.FOUND, reason=ruling.reason, value=value)
            decisions[edit.key] = take
            found.append(edit)
    if not found:
        return submission
    return resolved(submission, found, decisions)

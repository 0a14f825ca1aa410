"""采用表内值: what the office decided about cells that were changed by hand, cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from model.consolidation.reviewed_answers import ItemReview, LapsedCorrection, ReviewStanding
from model.consolidation.versions import Versions
from model.domain.cell_edit import CellEdit
from model.domain.review import FOUND, Matter, Review, Ruling, Rulings, Verdict
from model.domain.submission import Submission
from model.workbook.report.cell_decisions import Decision, Take, resolved

SEALED = "sealed"
TAKEN = "采用表内值"


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


def with_lapsed_cells(
    items: Mapping[str, ItemReview],
    counting: Submission,
    versions: Versions,
    edits: Mapping[str, tuple[CellEdit, ...]],
    rulings: Rulings,
    reviews: tuple[Review, ...],
) -> dict[str, ItemReview]:
    """*items* with the cells that were taken in an earlier report, where *counting* says something
    else and nobody has decided about the item since.

    Args:
        counting: with the cells that were taken in it.
        edits: digest -> the cells of that report that were changed by hand.
        rulings: that count.
        reviews: of the department, that count.
    """
    found, latest = dict(items), {review.item: review for review in reviews}
    again = {edit.key for edit in edits.get(versions.counting_digest, ())}
    for digest, report in versions.by_digest.items():
        if digest == versions.counting_digest or _later(report, counting):
            continue
        for edit in edits.get(digest, ()):
            ruling = rulings.get((Matter.HAND_EDIT, subject_of(digest, edit)))
            one = found.get(edit.item)
            if one is None or ruling is None or not ruling.choice.startswith(FOUND):
                continue
            value = ruling.choice.removeprefix(FOUND)
            if edit.key in again or one.reported.get(edit.field, "") == value:
                continue
            review = latest.get(edit.item)
            if review and review.verdict is not Verdict.WITHDRAW:
                about = versions.by_digest.get(review.submission)
                if about is not None and _later(about, report):
                    continue
            cells = one.lapsed.changes if one.lapsed and one.lapsed.cells else {}
            said = one.before if one.before is not None else report.answers.get(edit.item, {})
            before = {**said, edit.field: value}
            found[edit.item] = replace(
                one,
                standing=ReviewStanding.CHANGED,
                answer=one.reported if one.corrected else one.answer,
                before={key: text for key, text in before.items() if text},
                lapsed=LapsedCorrection(
                    cells=True,
                    changes={**cells, edit.field: value or None},
                    reason=ruling.reason,
                    by=ruling.by,
                    at=ruling.at,
                ),
            )
    return found


def _later(one: Submission, other: Submission) -> bool:
    return datetime.fromisoformat(one.exported_at) > datetime.fromisoformat(other.exported_at)

"""Undoes an import whole, also after later ones, or says why that can't be."""

from collections.abc import Iterator

from model.domain.review import WHOLE_YEAR, Verdict
from model.errors import AppError, Problem
from model.office.changes import OfficeChanges
from model.office.rectification import rectification_ledger
from model.office.year import OfficeYear
from model.store.receipts import fetch_received, mark_undone
from model.store.rectification import fetch_replies_of
from model.store.year_guard import year_lock

TAKEN_BACK = {Verdict.WITHDRAW, Verdict.REOPEN}


def obstacles(office: OfficeYear, batch: int) -> Iterator[Problem]:
    """A problem for each reason why *batch* can't be undone; none if it can."""
    if lock := year_lock(office.db, office.year):
        yield Problem(f"{lock.words}。{lock.hint}")
    left = {digest for digest, _ in fetch_received(office.db, office.year, without=batch)}
    for department, came in office.submissions.items():
        name = office.name(department)
        for digest, submission in came.items():
            if digest in left:
                continue
            words = f"第{submission.sequence}次报送"
            latest = {review.item: review for review in office.reviews.get(department, ())}
            relied = [
                one.item
                for one in latest.values()
                if one.submission == digest and one.verdict not in TAKEN_BACK
            ]
            if relied:
                count = len(relied) - (WHOLE_YEAR in relied)
                what = f"已经复核（{count} 项）" if count else "已经通过"
                yield Problem(f"{words}{what}，撤销后复核就没有依据。", (name,))
            elif any(slip.submission == digest for slip in office.slips):
                yield Problem(f"{words}已经发出退回单。", (name,))
    yield from _relied_on(office, batch)


def _relied_on(office: OfficeYear, batch: int) -> Iterator[Problem]:
    """What *batch* brought about 整改 and the office decided about."""
    lines = rectification_ledger(office).lines
    decided = {one.decision.about: one for one in lines if one.decision}
    for reply in fetch_replies_of(office.db, batch):
        for act in reply.acts:
            if act.id in decided:
                label = decided[act.id].shortcoming.label
                yield Problem(
                    f"{label} 号的整改反馈已经办理，撤销后验收就没有依据。",
                    (office.name(reply.department),),
                )


def undo_import(office: OfficeYear, batch: int) -> OfficeChanges:
    """Everything *batch* brought no longer counts. It stays on file, and can be redone.

    Raises:
        AppError: it can't be undone; nothing was changed.
    """
    if problems := tuple(obstacles(office, batch)):
        raise AppError(
            "这一批不能撤销，没有改动。",
            problems,
            hint="其他批次不受影响。确需撤销时，请先撤销对应的复核。",
        )
    mark_undone(office.db, batch, undone=True)
    return OfficeChanges(files=True)


def redo_import(office: OfficeYear, batch: int) -> OfficeChanges:
    mark_undone(office.db, batch, undone=False)
    return OfficeChanges(files=True)

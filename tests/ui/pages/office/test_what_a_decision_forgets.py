"""A decision takes along the half-written words about what was decided, and no others."""

import pytest
from PySide6.QtWidgets import QApplication

from model.consolidation.conflicts import ConflictKind
from model.domain.review import Verdict
from model.office.rectification import assign
from tests.thorough import some
from ui.pages.office.ledger import LedgerView

BEGUN = {"problem": "写到一半", "reason": "写到一半", "general": "写到一半"}
RETURNING = {"verdict": Verdict.RETURN.name, "remark": "写到一半"}
DUE = "2099-12-31"


def adopted(page, room, _):
    review = page("review")
    items = room.body(review.department).items
    item = next(key for key, one in items.items() if one.waiting and not one.needs_approval)
    review.list.choose(item)
    review.panel.act(Verdict.ADOPT)
    return {f"review/{review.department}/{item}"}


def slip_issued(page, _, folder):
    review = page("review")
    review._on_slip()
    review.slip.issue(folder)
    return {f"slip/{review.department}"}


def false_figures_noted(page, *_):
    review = page("review")
    review.whole_year.click()
    review.matters.false.setText("查实")
    review.matters.save_false.click()
    return {f"matters/{review.department}"}


def cell_kept(page, room, _):
    review = page("review")
    body = next(body for body in room.office.reported if body.edits)
    review.edits.show_edits(body.digest, body.id, body.edits[:1])
    card = review.edits.cards[0]
    card.keep()
    return {card._place}


def conflict_seen(page, room, _):
    conflict = next(one for one in room.office.conflicts if one.kind is ConflictKind.SUPPLIED)
    panel = page("checks").conflict
    panel.show_conflict(conflict)
    panel._on_seen("已看过")
    return {f"conflict/{conflict.key}"}


def handed_over(page, *_):
    ledger = page("ledger")
    key = ledger._ledger.proposals[0].key
    ledger.list.choose(key)
    ledger.proposal.hand_over.click()
    return {f"ledger/{key}", "ledger/due"}


def own_handed_over(page, *_):
    ledger = page("ledger")
    ledger.proposal.own.click()
    ledger.proposal.body.setCurrentIndex(1)
    ledger.proposal.hand_over.click()
    return {"ledger/own", "ledger/due"}


def line_taken_back(page, *_):
    ledger = page("ledger")
    ledger.show_what(LedgerView.OPEN)
    line = ledger._ledger.lines[0].id
    ledger.list.choose(line)
    ledger.panel.back.click()
    return {f"ledger/{line}"}


def shared_out(page, *_):
    shares = page("review_shares")
    shares.table.selectRow(0)
    shares.name.setText("张三")
    shares.give.click()
    return {"share/name"}


DECISIONS = (
    adopted, slip_issued, false_figures_noted, cell_kept, conflict_seen, handed_over,
    own_handed_over, line_taken_back, shared_out,
)  # fmt: skip


def places(room):
    """Wherever words can wait, of several bodies, items and matters."""
    office = room.office
    for body in office.reported:
        yield from (f"slip/{body.id}", f"matters/{body.id}")
        yield from (f"review/{body.id}/{item}" for item in [*body.items][:8])
        yield from (f"edit/{body.digest}/{edit.key}" for edit in body.edits)
    yield from (f"conflict/{one.key}" for one in office.conflicts)
    yield from (f"seen/{one.key}" for one in office.suspicions)
    yield from ("ledger/own", "ledger/due", "share/name")


@pytest.mark.in_part
@pytest.mark.parametrize("decided", some(DECISIONS))
def test_that_a_decision_forgets_what_was_half_written_about_it_and_nothing_else(
    decided, with_few, window, page, room, store, tmp_path
):
    room.set_reviewer("李四")
    found = page("ledger")._ledger
    room.tell(room.take(assign(room.office, "李四", found.proposals[-2:], DUE)))
    page("ledger")
    ledger = page("ledger")._ledger
    keys = [one.key for one in ledger.proposals] + [one.id for one in ledger.lines]
    for place in (*places(room), *(f"ledger/{key}" for key in keys)):
        room.half_written.keep(place, written(place))
    before = waiting(store)
    gone = decided(page, room, tmp_path)
    QApplication.processEvents()
    left = waiting(store)
    assert gone & before
    assert before - left == gone & before


def written(place):
    if place.startswith("review/"):
        return RETURNING
    return {"due": DUE} if place == "ledger/due" else BEGUN


def waiting(store):
    """The places where words wait."""
    rows = store.execute("SELECT key FROM setting WHERE key LIKE 'half-written/%'").fetchall()
    return {key.split("/", 2)[2] for (key,) in rows}

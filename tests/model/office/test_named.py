"""Nothing is recorded that nobody answers for."""

import pytest

from model.domain.review import Matter
from model.errors import AppError
from model.office import rectification, review_exchange, reviews, rulings
from model.office.rectification import rectification_ledger
from model.store.rectification import fetch_rectification_acts

DUE = "2099-12-31"


def acts(now, line, proposals):
    """What the office records of every kind, but for its name."""
    steps, whole = rectification, reviews
    return [
        lambda by: steps.assign(now, by, proposals, DUE),
        lambda by: steps.extend(now, by, [line], DUE, "理由"),
        lambda by: steps.accept(now, by, [line], "理由"),
        lambda by: steps.accept_and_close(now, by, [line], "理由"),
        lambda by: steps.transfer(now, by, [line], "jyj", "理由"),
        lambda by: steps.withdraw(now, by, line),
        lambda by: whole.adopt(now, by, "cgw", "i-cars"),
        lambda by: whole.adjust(now, by, "cgw", "i-cars", {"value": "12"}, "理由"),
        lambda by: whole.return_item(now, by, "cgw", "i-cars", "意见"),
        lambda by: whole.withdraw(now, by, "cgw", "i-cars"),
        lambda by: whole.issue_slip(now, by, "cgw", general="意见"),
        lambda by: rulings.take_back(now, by, Matter.FORK, "cgw"),
        lambda by: rulings.note_false_figures(now, by, "cgw", "查实"),
        lambda by: rulings.show_ranking(now, by, shown=True),
        lambda by: rulings.compare_key(now, by, "cgw", "key"),
        lambda by: rulings.withdraw_key(now, by, "cgw"),
        lambda by: review_exchange.share_out(now, by, ["cgw"], "张三"),
    ]


@pytest.mark.parametrize("by", ["", " 　", "\u200b"])
def test_that_no_act_is_recorded_without_a_name(office, send, by):
    send("city")
    found = rectification_ledger(office.now)
    office.take(rectification.assign(office.now, "王芳", found.proposals[:1], DUE))
    (line,) = rectification_ledger(office.now).lines
    for act in acts(office.now, line.id, found.proposals):
        with pytest.raises(AppError, match=r"是谁|待"):
            act(by)
    assert len(fetch_rectification_acts(office.db, office.year)) == 1
    assert office.now.history == ()
    assert not any(office.now.reviews.values())

"""The next item that wants attention, through the whole year, from the top again after the last."""

from collections.abc import Callable

from model.domain.answer_status import UNANSWERED
from ui.pages.item_rows import Row, row_of
from ui.session import Session
from ui.status_marks import Mark

Wanted = Callable[[Row], bool]


def next_item(session: Session, after: str, wanted: Wanted) -> str:
    """Id of the next item *wanted*, "" for none; the one *after* itself comes last."""
    items = session.desk.open_items
    order = [item.id for item in items]
    here = order.index(after) + 1 if after in order else 0
    for item in (*items[here:], *items[:here]):
        if wanted(row_of(session, item)):
            return item.id
    return ""


def is_open(row: Row) -> bool:
    """Whether the item is not answered for this year."""
    return row.standing in UNANSWERED


def any_open(session: Session) -> bool:
    """Whether `next_item` finds one that is open."""
    return any(session.desk.standing(item) in UNANSWERED for item in session.desk.asked)


def is_returned(row: Row) -> bool:
    """Whether the office sent the item back, and nothing was done about it yet."""
    return row.mark is Mark.RETURNED


def is_in_trouble(row: Row) -> bool:
    """Whether there is something to put right."""
    return bool(row.trouble) or is_returned(row)

"""The items that a rulebook with a weighting scores in a year, and how far work is due by its
end.
"""

from decimal import Decimal
from enum import StrEnum

from model.domain.plan import Direction, Item, Measure, Stage
from model.domain.targets import Basis, Target

HUNDRED = Decimal(100)


class Unscored(StrEnum):
    """Why an item is listed and earns no points."""

    NOT_CHECKABLE = "表述性，可以填，不计分"
    BY_NUMBER = "随指标计分"
    NOT_YET = "尚未到期"
    AHEAD = "尚未到期，只报进展"
    OVER = "已过期限"


def unscored(item: Item, year: int, target: Target | None) -> Unscored | None:
    """Why *item* earns no points in *year*; None if it is scored.

    A target that lies ahead, is not divided into years and has no schedule can't be missed yet.
    """
    if not isinstance(item, Measure):
        ahead = target is not None and target.basis is Basis.UNDIVIDED
        return Unscored.AHEAD if ahead and item.direction is not Direction.DONE else None
    reasons = {
        Unscored.NOT_CHECKABLE: not item.checkable,
        Unscored.BY_NUMBER: bool(item.repeats),
        Unscored.NOT_YET: item.stage_in(year) is Stage.NOT_BEGUN,
        Unscored.OVER: item.stage_in(year) is Stage.OVER and item.stage is not Stage.OVERDUE,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def schedule(item: Item, year: int, first: int, target: Target | None) -> Decimal:
    """Share of *item* that should be done by the end of *year* [%], in (0, 100].

    100 for work of the year itself and for what is due. On the way to a later year: the years
    passed, divided by the years from *first* (or the item's own start) to the due year.
    """
    due = item.until if isinstance(item, Measure) else _due_ahead(target)
    if due is None or year >= due:
        return HUNDRED
    starts = item.starts if isinstance(item, Measure) and item.starts else first
    gone, whole = year - starts + 1, due - starts + 1
    return HUNDRED * max(gone, 1) / whole if whole > 0 else HUNDRED


def _due_ahead(target: Target | None) -> int | None:
    return target.due if target is not None and target.basis is Basis.UNDIVIDED else None

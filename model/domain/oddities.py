"""Reported values that look like slips of the hand. Nothing here is refused."""

from collections.abc import Iterator
from decimal import Decimal

from model.domain.answers import Answer, value_of
from model.domain.large_change import EXPLAINED_IN
from model.domain.plan import Direction, Indicator
from model.domain.targets import Target


def oddity(indicator: Indicator, target: Target, answer: Answer) -> str:
    """A sentence about what is odd in the reported value; "" if nothing is, or the answer explains
    it.
    """
    value = value_of(answer)
    if value is None or answer.get(EXPLAINED_IN):
        return ""
    found = next(_odd(indicator, target, value), "")
    return f"{found}如确实如此，请在“偏差原因与改进措施”里写一句。" if found else ""


def _odd(indicator: Indicator, target: Target, value: Decimal) -> Iterator[str]:
    wanted = target.value
    if value < 0:
        yield "数值是负的。"
    if value == 0 and wanted and indicator.direction is not Direction.AT_MOST:
        yield "数值是 0，而目标大于 0。"

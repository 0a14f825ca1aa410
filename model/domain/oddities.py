"""Reported values that ask for a word of explanation. Nothing here is refused."""

from collections.abc import Iterator
from decimal import Decimal

from model.domain.answers import Answer, value_of
from model.domain.plan import Direction, Indicator
from model.domain.targets import Target

FAR_ABOVE = Decimal("1.3")  # of the target
JUMP = Decimal(2)  # times last year's value, either way
EXPLAINED_IN = "explanation"


def oddity(indicator: Indicator, target: Target, answer: Answer, last_year: Answer) -> str:
    """A sentence about what is odd in the reported value; "" if nothing is, or the answer explains
    it.

    Args:
        last_year: what was said about the same indicator a year before; nothing said is fine.
    """
    value = value_of(answer)
    if value is None or answer.get(EXPLAINED_IN):
        return ""
    found = next(_odd(indicator, target, value, value_of(last_year)), "")
    return f"{found}如确实如此，请在“偏差原因与改进措施”里写一句。" if found else ""


def _odd(
    indicator: Indicator, target: Target, value: Decimal, before: Decimal | None
) -> Iterator[str]:
    wanted = target.value
    if value < 0:
        yield "数值是负的。"
    if value == 0 and wanted and indicator.direction is not Direction.AT_MOST:
        yield "数值是 0，而目标大于 0。"
    if wanted and wanted > 0 and value > wanted * FAR_ABOVE:
        yield "数值比目标高出三成以上，请核对单位和小数点。"
    if before and value > 0 and not before / JUMP <= value <= before * JUMP:
        yield "数值与去年相差一倍以上，请核对单位和小数点。"

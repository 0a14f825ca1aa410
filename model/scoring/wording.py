"""Turns of phrase that sentences share."""

from decimal import Decimal

from model.domain.numbers import number_text, points_text
from model.scoring.arithmetic import Facts
from model.scoring.subject import Subject

BEYOND = {">": "超过", "<": "低于"}


def marks(points: Decimal) -> str:
    """'1.90 分'."""
    return f"{points_text(points)} 分"


def is_points(number: Decimal) -> bool:
    """Something that can be added to a total: above 0, in whole cents."""
    return number > 0 and not number % Decimal("0.01")


def percent(share: Decimal) -> str:
    """'66.67%': at most two decimals."""
    return f"{number_text((share * 100).quantize(Decimal('0.01')))}%"


def actual(subject: Subject, facts: Facts) -> str:
    """'实际 256 家'."""
    return f"实际 {subject.amount(facts.value)}"


def wanted(subject: Subject, facts: Facts) -> str:
    """'目标 ≥ 270 家', with the sign, for sentences that compare."""
    if subject.target is None:
        return ""
    return f"目标 {subject.target.sign} {subject.amount(facts.target)}"


def to_target(subject: Subject, facts: Facts) -> str:
    """What takes the value to its target: '再提高 14 家可得满分'. For measured subjects."""
    if subject.target is None or facts.value is None or facts.target is None:
        return ""
    if subject.target.sign in BEYOND:
        return f"{BEYOND[subject.target.sign]} {subject.amount(facts.target)}可得满分"
    gap = subject.difference(abs(facts.target - facts.value))
    return f"再{'提高' if facts.value < facts.target else '降低'} {gap}可得满分"


def full(subject: Subject, facts: Facts) -> str:
    """For a met target: '实际 280 家，达到目标 ≥ 270 家，得满分 2.00 分'."""
    reached = f"{actual(subject, facts)}，达到{wanted(subject, facts)}"
    return f"{reached}，得满分 {marks(facts.maximum)}"


def missed(subject: Subject, facts: Facts) -> str:
    """For an unmet target: '实际 256 家，未达到目标 ≥ 270 家'."""
    return f"{actual(subject, facts)}，未达到{wanted(subject, facts)}"

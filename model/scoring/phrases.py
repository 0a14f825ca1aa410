"""Phrases that several sentences use."""

from collections.abc import Sequence
from decimal import Decimal

from model.domain.answers import STATE_LABELS, State
from model.domain.numbers import number_text
from model.scoring.arithmetic import Facts
from model.scoring.subject import Subject, known

BEYOND = {">": "超过", "<": "低于"}


MOST_LISTED = 6


def listed(names: Sequence[str]) -> str:
    """'甲、乙、丙等 9 项': no more names than a line can hold."""
    shown = "、".join(names[:MOST_LISTED])
    return f"{shown}等 {len(names)} 项" if len(names) > MOST_LISTED else shown


def is_whole_cents(number: Decimal) -> bool:
    """Something that can be added to a total: above 0, in whole cents."""
    return number > 0 and not number % Decimal("0.01")


def actual(subject: Subject, facts: Facts) -> str:
    """'实际 256 家'."""
    return f"实际 {subject.amount(known(facts.value))}"


def wanted(subject: Subject, facts: Facts) -> str:
    """'目标 ≥ 270 家', with the sign, for sentences that compare."""
    return f"目标 {subject.goal.sign} {subject.amount(known(facts.target))}"


def fell_short(subject: Subject, facts: Facts, points: Decimal | None) -> str:
    """An item with what was reported and what was wanted: '高新技术企业（实际 100 家，目标 ≥ 130
    家）', '制定方案（推进中，进度 40%，序时进度 75%）', '推进分类（未填）'.
    """
    if points is None or (not subject.measured and facts.state is None):
        return f"{subject.name}（未填）"
    if subject.measured:
        return f"{subject.name}（{actual(subject, facts)}，{wanted(subject, facts)}）"
    said = STATE_LABELS[known(facts.state)]
    if facts.progress is not None and facts.state in {State.ONGOING, State.BEHIND}:
        due = number_text(facts.schedule)
        said = f"{said}，进度 {number_text(facts.progress)}%，序时进度 {due}%"
    return f"{subject.name}（{said}）"


def to_target(subject: Subject, facts: Facts) -> str:
    """The change that meets the target, for measured subjects: '再提高 14 家可得满分'."""
    target, value = known(facts.target), known(facts.value)
    if subject.goal.sign in BEYOND:
        return f"{BEYOND[subject.goal.sign]} {subject.amount(target)}可得满分"
    gap = subject.difference(abs(target - value))
    return f"再{'提高' if value < target else '降低'} {gap}可得满分"


def full(subject: Subject, facts: Facts) -> str:
    """For a met target: '实际 280 家，达到目标 ≥ 270 家，得满分 2.00 分'."""
    reached = f"{actual(subject, facts)}，达到{wanted(subject, facts)}"
    return f"{reached}，得满分 {facts.marks(facts.maximum)}"


def missed(subject: Subject, facts: Facts) -> str:
    """For an unmet target: '实际 256 家，未达到目标 ≥ 270 家'."""
    return f"{actual(subject, facts)}，未达到{wanted(subject, facts)}"

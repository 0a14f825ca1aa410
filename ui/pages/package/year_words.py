"""How a year stands, in words: deadline, version, notice."""

from datetime import date

from model.clerk.year import ClerkYear
from model.domain.wording import day_words, until_words
from model.store.clock import now


def due_words(desk: ClerkYear) -> str:
    """'2026年1月31日截止，还有 12 天'; of a year that was sent back '退回的请于2026年2月8日前重报';
    "" while nobody named a day.
    """
    if again := desk.returned.due:
        return f"退回的{until_words(again, date.fromisoformat(now()[:10]), '重报')}"
    left = desk.days_left
    if left is None:
        return ""
    day = day_words(desk.terms.deadline)
    if left < 0:
        costs = "，逾期由办公室按规则扣分" if desk.costs_points else ""
        return f"{day}已经截止，超过 {-left} 天{costs}"
    return f"{day}截止，就是今天" if left == 0 else f"{day}截止，还有 {left} 天"


def unchanged_words(desk: ClerkYear) -> str:
    """What follows for a year about which nothing changed since it was sent."""
    return "退回的意见还没有处理，请改好再报" if desk.returned.waiting else "不用再报"


def package_words(desk: ClerkYear) -> str:
    """Which version of the package is in force, or that there is none."""
    if desk.closed:
        return f"{desk.year}年度已经封存，只能查看。"
    if desk.terms.package is None:
        return desk.terms.notice
    sample = "（示例数据）" if desk.terms.sample else ""
    return f"现行第{desk.terms.package.version}版{sample}，责任单位、目标和规则都照它。"

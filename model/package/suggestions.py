"""年度目标建议: the straight path from a baseline to the next milestone, and never a fact.

A suggestion becomes a target only when a person accepts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import number_text, rounded
from model.domain.package import YearPackage
from model.domain.plan import Indicator, Plan
from model.domain.targets import Baseline, Basis, target_in_force
from model.package.edits import with_own_target

MARK = "仅为建议，不是下达的目标"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """`value` is rounded half up to the indicator's decimals."""

    indicator: str
    year: int
    value: Decimal
    sentence: str


def suggestions(plan: Plan, package: YearPackage) -> tuple[Suggestion, ...]:
    """For every indicator with a baseline, each year from the package's to the next milestone.

    Years that have a target already, and milestone years, get none.
    """
    return tuple(
        suggestion
        for indicator in plan.indicators.values()
        if (baseline := package.baselines.get(indicator.id)) is not None
        for suggestion in _along(indicator, baseline, package)
    )


def _along(indicator: Indicator, baseline: Baseline, package: YearPackage) -> Iterator[Suggestion]:
    stated = {*package.breakdown.get(indicator.id, {})}
    if indicator.id in package.targets:
        stated.add(package.year)
    goals = {milestone.year: milestone.value for milestone in indicator.milestones}
    for year in range(package.year, max(goals, default=0)):
        target = target_in_force(indicator, year, None, baseline)
        if target.basis is not Basis.PATH or target.value is None or target.due is None:
            continue
        if year not in stated:
            value = rounded(target.value, indicator.decimals)
            yield Suggestion(
                indicator=indicator.id,
                year=year,
                value=value,
                sentence=_sentence(indicator, baseline, target.due, goals[target.due], year, value),
            )


def _sentence(
    indicator: Indicator,
    baseline: Baseline,
    due: int,
    goal: Decimal | None,
    year: int,
    value: Decimal,
) -> str:
    low, high = number_text(baseline.value), number_text(goal or Decimal(0))
    path = f"{baseline.year}年 {low} +（{due}年 {high} − {low}）"
    share = f"× {year - baseline.year} ÷ {due - baseline.year}"
    return f"建议 {number_text(value)}{indicator.unit}：{path}{share}，四舍五入（{MARK}）"


def accepted(package: YearPackage, suggestion: Suggestion) -> YearPackage:
    """*package* with the suggestion as the district's own target: from now on a fact."""
    return with_own_target(package, suggestion.indicator, suggestion.year, suggestion.value)

"""Indicators past their last milestone: 续设目标, 按巩固 or 退出, one choice each by the office."""

from dataclasses import replace

from model.domain.package import Ending, EndingChoice, YearPackage
from model.domain.plan import Indicator, Plan


def past_milestones(plan: Plan, year: int) -> tuple[Indicator, ...]:
    """The indicators of which the plan says nothing for *year* or later."""
    return tuple(one for one in plan.indicators.values() if is_past(one, year))


def is_past(indicator: Indicator, year: int) -> bool:
    last = indicator.milestones[-1] if indicator.milestones else None
    return last is not None and last.year < year and not last.every_year


def open_endings(plan: Plan, package: YearPackage) -> tuple[Indicator, ...]:
    """Those of them for which nothing is chosen yet, or a target that is still to be written."""
    return tuple(one for one in past_milestones(plan, package.year) if _is_open(package, one.id))


def _is_open(package: YearPackage, indicator: str) -> bool:
    ending = package.endings.get(indicator)
    if ending is None:
        return True
    return ending.choice is EndingChoice.TARGET and indicator not in package.handed_down


def with_ending(
    package: YearPackage, indicator: str, choice: EndingChoice, *, by: str, at: str
) -> YearPackage:
    """*package* with what was chosen for *indicator*."""
    ending = Ending(choice=choice, by=by, at=at)
    return replace(package, endings={**package.endings, indicator: ending})

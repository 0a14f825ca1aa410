"""The plan that the command line names: the shipped one, a folder, or a plan's file."""

from pathlib import Path

from model.domain.plan import Plan
from model.errors import AppError
from model.paths import PLAN, asset
from model.plan.shipped import load_shipped_plan


def named_plan(path: Path | None) -> Plan:
    """The plan at *path*; None: the shipped one.

    Raises:
        AppError: there is none, or it contradicts itself.
    """
    if path is None:
        return load_shipped_plan(asset(PLAN))
    if not path.is_file():
        from model.plan.loader import load_plan

        return load_plan(path)
    from model.package.plan_folders import load_brought_plan  # it brings the reader of workbooks

    return load_brought_plan(path)


def refuse_other_year(plan: Plan, year: int | None) -> None:
    """Raises: AppError: *plan* doesn't run *year*; None is as good as any."""
    first, last = plan.years
    if year is not None and not first <= year <= last:
        raise AppError(
            f"“{plan.title}”没有 {year} 年度，什么也没有写出。",
            hint=f"年度请写 {first} 到 {last} 之间的一年。",
        )


def year_of(plan: Plan, year: int | None, usual: int) -> int:
    """*year*, or of those of *plan* the one nearest to *usual* where none is named.

    Raises:
        AppError: *plan* doesn't run *year*.
    """
    refuse_other_year(plan, year)
    first, last = plan.years
    return min(max(year or usual, first), last)

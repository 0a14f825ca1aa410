"""The plan that the command line names: the shipped one, a folder, or a plan's file."""

from pathlib import Path

from model.domain.plan import Plan
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


def usual_year(plan: Plan, usual: int) -> int:
    """The year of *plan* nearest to *usual*, where none is named."""
    first, last = plan.years
    return min(max(usual, first), last)

"""The plan's years on this PC: which have a package, and which are closed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.package.wording import day_words
from model.store.closing import is_closed
from model.store.packages import fetch_package


@dataclass(frozen=True, kw_only=True)
class YearState:
    year: int
    package: YearPackage | None  # in force; None: the plan alone
    closed: bool

    @property
    def sentence(self) -> str:
        """'任务包第2版，2026年1月31日截止。'"""
        if self.package is None:
            stand = "没有任务包，按方案原文填报"
        else:
            sample = "（示例数据）" if self.package.sample else ""
            day = day_words(self.package.deadline)
            stand = f"任务包第{self.package.version}版{sample}，{day}截止"
        return f"{stand}；已封存，只能查看。" if self.closed else f"{stand}。"


def year_states(db: Database, plan: Plan) -> Mapping[int, YearState]:
    """Every year that *plan* runs, in order."""
    return {
        year: YearState(year=year, package=fetch_package(db, year), closed=is_closed(db, year))
        for year in range(plan.years[0], plan.years[1] + 1)
    }

"""The plan's years on this PC: which have a package, which are closed, who has sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.typed_days import is_day
from model.domain.wording import day_words
from model.package.words import rulebook_words
from model.store.closed_years import is_closed
from model.store.packages import fetch_draft, fetch_package, is_unwritten
from model.store.receipts import count_senders


class Stand(StrEnum):
    UNOPENED = "未开启"
    DRAFTED = "编制中"
    UNWRITTEN = "文件未写出"  # issued, and none of its files is finished
    SENT = "已下发"
    CORRECTED = "更正中"
    CLOSED = "已封存"


@dataclass(frozen=True, kw_only=True)
class YearState:
    year: int
    package: YearPackage | None  # in force; None: the plan alone
    draft: YearPackage | None = None
    closed: bool
    unwritten: bool = False  # nobody can have the package yet
    senders: int = 0  # departments whose files were received here

    @property
    def stand(self) -> Stand:
        if self.closed:
            return Stand.CLOSED
        if self.package is None:
            return Stand.DRAFTED if self.draft else Stand.UNOPENED
        if self.draft:
            return Stand.CORRECTED
        return Stand.UNWRITTEN if self.unwritten else Stand.SENT

    @property
    def version(self) -> str:
        """'第2版'; the one in force, else the one being made; "" for none."""
        shown = self.package or self.draft
        sample = "（示例数据）" if shown and shown.sample else ""
        return f"第{shown.version}版{sample}" if shown else ""

    @property
    def deadline(self) -> str:
        shown = self.package or self.draft
        return day_words(shown.deadline) if shown and is_day(shown.deadline) else ""

    @property
    def basis(self) -> str:
        """'百分制 2025.1版；2022版方案'; "" where the year has no package."""
        shown = self.package or self.draft
        if shown is None:
            return ""
        return f"{rulebook_words(shown)}；{shown.plan.version}版方案"

    @property
    def sentence(self) -> str:
        """'任务包第2版，2026年1月31日截止。'"""
        if self.package is None:
            stand = "没有任务包，按方案原文"
        else:
            stand = f"任务包{self.version}，{day_words(self.package.deadline)}截止"
        return f"{stand}；已封存，只能查看。" if self.closed else f"{stand}。"


def year_states(db: Database, plan: Plan) -> Mapping[int, YearState]:
    """Every year that *plan* runs, in order."""
    senders = count_senders(db)
    years = range(plan.years[0], plan.years[1] + 1)
    packages = {year: fetch_package(db, year) for year in years}
    return {
        year: YearState(
            year=year,
            package=package,
            draft=fetch_draft(db, year),
            closed=is_closed(db, year),
            unwritten=package is not None and is_unwritten(db, package),
            senders=senders.get(year, 0),
        )
        for year, package in packages.items()
    }

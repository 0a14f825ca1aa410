"""Nine years of packages made up, every one marked 示例数据: for demonstrations and tests.

Nothing here is drawn at random. Offices change, targets come late, a mistake is put right.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.domain.package import HandedDown, Settlement, YearPackage
from model.domain.plan import Department, DepartmentKind, Plan
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.targets import Baseline
from model.package.draft import (
    RulebookText,
    corrected,
    opened,
    opened_after,
    with_baseline,
    with_change,
    with_contact,
    with_settlement,
    with_target,
)
from model.package.targets import suggestions, with_suggestion
from model.samples.tour import MARK, OFFICE


def _body(id_: str, name: str) -> Department:
    return Department(id=id_, name=name, kind=DepartmentKind.GOVERNMENT, in_plan=False, note=MARK)


RENAMED = DepartmentChange(
    kind=ChangeKind.RENAMED,
    on="2024-03-01",
    before=("csglw",),
    after=("csglw",),
    made=(_body("csglw", "区城市运行管理局"),),
    document="示例编〔2024〕3号",
)
MERGED = DepartmentChange(
    kind=ChangeKind.MERGED,
    on="2025-06-01",
    before=("hzjlb", "swj"),
    after=("swhzj",),
    made=(_body("swhzj", "区商务和合作交流局"),),
    document="示例编〔2025〕6号",
)
SPLIT = DepartmentChange(
    kind=ChangeKind.SPLIT,
    on="2026-02-01",
    before=("zjw",),
    after=("zjw", "fgj"),
    made=(_body("fgj", "区房屋管理局"),),
    moves={
        "3.3.3-01": ("fgj",),
        "old_houses_protected": ("fgj",),
        "old_estates": ("zjw", "fgj"),
    },
    document="示例编〔2026〕2号",
)
DISSOLVED = DepartmentChange(
    kind=ChangeKind.DISSOLVED,
    on="2027-01-01",
    before=("szjjb",),
    after=("kjj", "fgw"),
    moves={"3.1.1-01": ("kjj",), "ai_computing_power": ("fgw",)},
    document="示例编〔2027〕1号",
)
SETTLED = Settlement(
    decision=f"{MARK}2026年起由区生态环境局接续。", by="示例办公室", on="2026-03-01"
)


def sample_history(plan: Plan, rules: RulebookText) -> Iterator[YearPackage]:
    """Every version of every year of *plan*, in the order in which the office made them."""
    last: YearPackage | None = None
    for year in range(plan.years[0], plan.years[1] + 1):
        for package in _year(plan, rules, year, last):
            last = package
            yield package


def _year(
    plan: Plan, rules: RulebookText, year: int, last: YearPackage | None
) -> Iterator[YearPackage]:
    at, deadline = f"{year}-11-01T09:00:00+08:00", f"{year + 1}-01-31"
    if last is None:
        first = opened(plan, year, rules, deadline=deadline, at=at, office=OFFICE, sample=True)
        first = with_baseline(first, "tech_smes", Baseline(year=2021, value=Decimal(190)))
        first = with_contact(first, "csglw", OFFICE)
    else:
        first = opened_after(last, plan, deadline=deadline, at=at).package
        for suggestion in suggestions(plan, first):
            if suggestion.year == year:
                first = with_suggestion(first, suggestion)
    first = replace(_changed(first, year), id=f"sample-{year}", made_by=OFFICE.name)
    yield first
    if year in LATER:
        yield _corrected(first, year)


def _changed(package: YearPackage, year: int) -> YearPackage:
    for change in (RENAMED, SPLIT, DISSOLVED):
        if int(change.on[:4]) == year:
            package = with_change(package, change)
    if year == int(SETTLED.on[:4]):
        package = with_settlement(package, "q-zero-waste-office", SETTLED)
    return package


LATER = {
    2022: "市里补下年度目标",
    2024: "更正下达目标",
    2025: "机构合并",
    2026: "市里下达“十五五”目标",
}


def _corrected(first: YearPackage, year: int) -> YearPackage:
    """The second version of a year in which something happened after the first."""
    at = f"{year}-12-10T09:00:00+08:00"
    second = corrected(first, at=at, reason=f"{MARK}{LATER[year]}")
    match year:
        case 2022:
            return with_target(second, "energy_intensity", _handed_down("2.7", year))
        case 2024:
            second = with_target(second, "energy_intensity", _handed_down("8.1", year))
            return with_target(second, "coal_cap", _handed_down("1200", year))
        case 2025:
            return with_change(second, MERGED)
        case _:
            return with_target(second, "carbon_intensity", _handed_down("3.6", year))


def _handed_down(value: str, year: int) -> HandedDown:
    return HandedDown(
        value=Decimal(value), document=f"{MARK}示例发〔{year}〕1号", on=f"{year}-12-01"
    )

from dataclasses import replace

import pytest

from model.domain.plan import Department, DepartmentKind
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.submission import Edition
from model.package.draft import RulebookText, opened
from model.package.duties import prefilled
from model.paths import asset

RULES = RulebookText(
    edition=Edition(id="percent", version="2025.1"),
    text=asset("rules/percent-2025.1.toml").read_text("utf-8"),
)
AT = "2025-11-01T09:00:00+08:00"


def body(id_, name, kind=DepartmentKind.GOVERNMENT):
    return Department(id=id_, name=name, kind=kind, in_plan=False)


RENAMED = DepartmentChange(
    kind=ChangeKind.RENAMED,
    on="2024-03-01",
    before=("csglw",),
    after=("csglw",),
    made=(body("csglw", "区城市运行管理局"),),
)
MERGED = DepartmentChange(
    kind=ChangeKind.MERGED,
    on="2024-06-01",
    before=("hzjlb", "swj"),
    after=("swhz",),
    made=(body("swhz", "区商务和合作交流局"),),
)
SPLIT = DepartmentChange(
    kind=ChangeKind.SPLIT,
    on="2024-09-01",
    before=("zjw",),
    after=("zjw", "fgj"),
    made=(body("fgj", "区房屋管理局"),),
    moves={"3.3.3-01": ("fgj",), "3.3.3-02": ("zjw", "fgj")},
)
DISSOLVED = DepartmentChange(
    kind=ChangeKind.DISSOLVED,
    on="2024-12-01",
    before=("szjjb",),
    after=("fgw", "kjj"),
    moves={"3.1.1-01": ("kjj",)},
)


@pytest.fixture(scope="session")
def silent(plan):
    """A package that leaves every duty to the plan's brackets."""
    return replace(opened_2025(plan), duties={})


@pytest.fixture(scope="session")
def package(plan):
    """2025 opened from the plan alone, every bracket written out."""
    return opened_2025(plan)


@pytest.fixture(scope="session")
def proposed(plan):
    """2025 opened today: its duties go by the plan's proposal."""
    return opened(plan, 2025, RULES, deadline="2026-01-31", at=AT, sample=True)


def opened_2025(plan):
    """As the first release opened a year: who stands in the bracket answers."""
    package = opened(
        plan, 2025, RULES, deadline="2026-01-31", at=AT, made_by="示例经办人", sample=True
    )
    return prefilled(plan, replace(package, separate_support=False, by_years=False))

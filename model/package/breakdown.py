"""逐年分解: what the district sets itself for each year, beside what would hold without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.targets import Basis, Target, target_in_force
from model.package.suggestions import MARK

PATH = f"按基线到{{due}}年的直线（{MARK}）"


@dataclass(frozen=True, kw_only=True)
class YearTarget:
    """`own` is the district's own, `otherwise` what holds where it sets none."""

    year: int
    own: Decimal | None
    otherwise: Target

    @property
    def suggested(self) -> Decimal | None:
        """On the straight path, and no fact; None where the plan itself says a number."""
        return self.otherwise.value if self.otherwise.basis is Basis.PATH else None

    @property
    def note(self) -> str:
        """Where `otherwise` comes from."""
        if self.otherwise.missing:
            return "目标未下达"
        if self.otherwise.basis is Basis.PATH:
            return PATH.format(due=self.otherwise.due)
        return self.otherwise.text


def breakdown(plan: Plan, package: YearPackage, indicator: str) -> Iterator[YearTarget]:
    """Every year from the package's to the plan's last."""
    found = plan.indicators[indicator]
    own, baseline = package.breakdown.get(indicator, {}), package.baselines.get(indicator)
    for year in range(package.year, plan.years[1] + 1):
        yield YearTarget(
            year=year,
            own=own.get(year),
            otherwise=target_in_force(found, year, None, baseline),
        )

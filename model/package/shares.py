"""本单位目标: a district's target shared out among the departments that carry it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import number_text
from model.domain.package import YearPackage
from model.domain.plan import Direction, Indicator, Plan
from model.domain.targets import Target, target_in_force
from model.package.suggestions import MARK
from model.scoring.points_allocation import CENT, maxima_by_weight

NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """`shares` are those that count, `stale` those of bodies among whom it is divided no more,
    `suggested` what is left over shared out among the others; all by department, in the
    indicator's unit. `target` is the district's.
    """

    indicator: Indicator
    target: Target
    shares: Mapping[str, Decimal]
    stale: Mapping[str, Decimal]
    suggested: Mapping[str, Decimal]
    way: str  # how the suggestion comes about

    @property
    def total(self) -> Decimal:
        return sum(self.shares.values(), NONE)

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of those that have none, though others do: they go by the district's target."""
        bodies = self.indicator.departments if self.shares else ()
        return tuple(body for body in bodies if body not in self.shares)

    @property
    def fits(self) -> bool:
        """Nobody is left out, and together they reach what the district has to reach."""
        if not self.shares:
            return True
        return not self.left and not self._short

    @property
    def _short(self) -> Decimal:
        """By how much the sum misses the district's target; 0 where it doesn't."""
        wanted = self.target.value
        if wanted is None or not self.indicator.additive:
            return NONE
        gap = self.total - wanted
        match self.indicator.direction:
            case Direction.AT_LEAST:
                return min(gap, NONE)
            case Direction.AT_MOST:
                return max(gap, NONE)
            case _:
                return gap

    @property
    def sentence(self) -> str:
        """How the shares stand to the district's target."""
        unit, wanted = self.indicator.unit, self.target.value
        goal = "" if wanted is None else f" {number_text(wanted)}{unit}"
        if not self.shares:
            return f"没有分解，各单位都按全区目标{goal}考核。" if goal else "全区目标还没有下达。"
        said = (
            f"{len(self.left)} 个单位没有本单位目标，仍按全区目标{goal}考核。" if self.left else ""
        )
        if not self.indicator.additive:
            return f"比率不相加，各单位按自己的目标考核。{said}"
        total = f"各单位合计 {number_text(self.total)}{unit}"
        if wanted is None:
            return f"{total}；全区目标还没有下达。{said}"
        gap = self.total - wanted
        word = "多" if gap > 0 else "少"
        compared = f"比全区目标{goal}{word} {number_text(abs(gap))}{unit}" if gap else (
            f"与全区目标{goal}相等"
        )  # fmt: skip
        return f"{total}，{compared}。{said}"

    @property
    def advice(self) -> str:
        """'按去年的比例分（仅为建议，不是下达的目标）'; "" where there is nothing to share out."""
        return f"{self.way}（{MARK}）" if self.suggested else ""


def sharing(
    today: Plan, package: YearPackage, indicator: str, last: YearPackage | None = None
) -> Sharing:
    """How the target of *indicator* is shared out in *package*.

    Args:
        today: the plan in force under *package*.
        last: last year's package; a suggestion keeps its proportions.
    """
    found = today.indicators[indicator]
    target = target_in_force(
        found, package.year, package.handed_down.get(indicator), package.baselines.get(indicator)
    )
    shares = package.shares_in_force(today).get(indicator, {})
    stale = {b: v for b, v in package.shares.get(indicator, {}).items() if b not in shares}
    before = last.shares.get(indicator, {}) if last else {}
    suggested, way = _suggested(found, target.value, shares, before)
    return Sharing(
        indicator=found, target=target, shares=shares, stale=stale, suggested=suggested, way=way
    )


def _suggested(
    indicator: Indicator,
    wanted: Decimal | None,
    shares: Mapping[str, Decimal],
    before: Mapping[str, Decimal],
) -> tuple[Mapping[str, Decimal], str]:
    bodies = [body for body in indicator.departments if body not in shares]
    if wanted is None or not bodies or len(indicator.departments) < 2:
        return {}, ""
    if not indicator.additive:
        return dict.fromkeys(bodies, wanted), "与全区目标相同"
    left = wanted - sum(shares.values(), NONE)
    if left < 0:
        return {}, ""
    weights = [before.get(body, NONE) for body in bodies]
    known = set(bodies) <= set(before) and sum(weights) > 0
    shared = _shared_out(left, weights if known else [Decimal(1)] * len(bodies), indicator.decimals)
    return dict(zip(bodies, shared, strict=True)), "按去年的比例分" if known else "平均分"


def _shared_out(value: Decimal, weights: Sequence[Decimal], decimals: int) -> Sequence[Decimal]:
    """Parts of *value* with *decimals* decimals that add up to it."""
    scale = Decimal(1).scaleb(-decimals) / CENT
    return [part * scale for part in maxima_by_weight(value / scale, weights)]

"""The targets of a package: suggested for a year, divided into years, shared out among
departments, and what becomes of an indicator after its last milestone.

A suggestion is never a fact; it becomes a target only when a person accepts it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from model.domain.numbers import number_text, rounded
from model.domain.package import Ending, EndingChoice, YearPackage
from model.domain.plan import Direction, Indicator, Plan, answering
from model.domain.targets import Baseline, Basis, Target, target_in_force
from model.domain.wording import amount_words
from model.package.draft import with_own_target
from model.package.duties import has_left
from model.scoring.points_allocation import CENT, maxima_by_weight

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
        and not has_left(package, indicator.id)
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
    return f"建议 {amount_words(value, indicator.unit)}：{path}{share}，四舍五入（{MARK}）"


def with_suggestion(package: YearPackage, suggestion: Suggestion) -> YearPackage:
    """*package* with the suggestion as the district's own target: from now on a fact."""
    return with_own_target(package, suggestion.indicator, suggestion.year, suggestion.value)


PATH = f"按基线到{{due}}年的直线（{MARK}）"


@dataclass(frozen=True, kw_only=True)
class YearTarget:
    """`own` is the district's own, `otherwise` what holds where it sets none, and where a target
    was handed down.
    """

    year: int
    own: Decimal | None
    otherwise: Target

    @property
    def suggested(self) -> Decimal | None:
        """The value on the straight path, which is no fact; None if the plan itself
        says a number.
        """
        return self.otherwise.value if self.otherwise.basis is Basis.PATH else None

    @property
    def note(self) -> str:
        """A sentence on where `otherwise` comes from."""
        if self.otherwise.missing:
            return "目标未下达"
        if self.otherwise.basis is Basis.PATH:
            return PATH.format(due=self.otherwise.due)
        if self.otherwise.basis is Basis.PACKAGE:
            return f"上级已下达 {self.otherwise.wanted}"
        return self.otherwise.text


def breakdown(plan: Plan, package: YearPackage, indicator: str) -> Iterator[YearTarget]:
    """Every year from the package's to the plan's last."""
    found = plan.indicators[indicator]
    own, baseline = package.breakdown.get(indicator, {}), package.baselines.get(indicator)
    handed = package.targets.get(indicator)
    for year in range(package.year, plan.years[1] + 1):
        down = handed.value if handed and year == package.year else None
        yield YearTarget(
            year=year, own=own.get(year), otherwise=target_in_force(found, year, down, baseline)
        )


NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """`shares` are those that count, `stale` those of bodies among whom it is not divided,
    `suggested` what is left over shared out among the others; all by department, in the
    indicator's unit. `target` is the district's.
    """

    indicator: Indicator
    target: Target
    shares: Mapping[str, Decimal]
    stale: Mapping[str, Decimal]
    suggested: Mapping[str, Decimal]
    way: str  # how the suggestion comes about
    district: str  # what the place as a whole is called: 全区

    @property
    def carriers(self) -> tuple[str, ...]:
        """Ids of those who are scored by the indicator, where several are; else none."""
        bodies = answering(self.indicator)
        return bodies if len(bodies) > 1 else ()

    @property
    def total(self) -> Decimal:
        return sum(self.shares.values(), NONE)

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of those that have none, though others do: they go by the district's target."""
        bodies = self.carriers if self.shares else ()
        return tuple(body for body in bodies if body not in self.shares)

    @property
    def fits(self) -> bool:
        """Whether nobody is left out and the shares together are the district's target."""
        return not self.shares or not (self.left or self._gap)

    @property
    def _gap(self) -> Decimal:
        """The amount by which the sum exceeds the district's target; 0 where nothing adds up."""
        wanted = self.target.value
        return NONE if wanted is None or not self.indicator.additive else self.total - wanted

    @property
    def _consequence(self) -> str:
        """What a sum beside the target means for it, where everybody has a share."""
        if self.left or not self._gap:
            return ""
        more, goal = self._gap > 0, f"{self.district}目标"
        match self.indicator.direction, more:
            case Direction.AT_LEAST, False:
                return f"各单位都完成，{goal}也完不成。"
            case Direction.AT_MOST, True:
                return f"各单位都不超，{goal}也会超。"
            case (Direction.AT_LEAST, True) | (Direction.AT_MOST, False):
                return f"各单位的目标合起来比{goal}更严；有意留余地的不用改。"
        return f"各单位都完成，也与{goal}不符。"

    @property
    def sentence(self) -> str:
        """How the shares stand to the district's target."""
        unit, wanted = self.indicator.unit, self.target.value
        goal = "" if wanted is None else f" {amount_words(wanted, unit)}"
        if not self.shares:
            return (
                f"没有分解，各单位都按{self.district}目标{goal}考核。"
                if goal
                else f"{self.district}目标还没有下达。"
            )
        said = (
            f"{len(self.left)} 个单位没有本单位目标，仍按{self.district}目标{goal}考核。"
            if self.left
            else ""
        )
        if not self.indicator.additive:
            return f"比率不相加，各单位按自己的目标考核。{said}"
        total = f"各单位合计 {amount_words(self.total, unit)}"
        if wanted is None:
            return f"{total}；{self.district}目标还没有下达。{said}"
        gap = self._gap
        word = "多" if gap > 0 else "少"
        compared = f"比{self.district}目标{goal}{word} {amount_words(abs(gap), unit)}" if gap else (
            f"与{self.district}目标{goal}相等"
        )  # fmt: skip
        return f"{total}，{compared}。{self._consequence}{said}"

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
    suggested, way = _suggested(today, found, target.value, shares, before)
    return Sharing(
        indicator=found,
        target=target,
        shares=shares,
        stale=stale,
        suggested=suggested,
        way=way,
        district=today.whole,
    )


def _suggested(
    today: Plan,
    indicator: Indicator,
    wanted: Decimal | None,
    shares: Mapping[str, Decimal],
    before: Mapping[str, Decimal],
) -> tuple[Mapping[str, Decimal], str]:
    carriers = answering(indicator)
    bodies = [body for body in carriers if body not in shares]
    if wanted is None or not bodies or len(carriers) < 2:
        return {}, ""
    if not indicator.additive:
        return dict.fromkeys(bodies, wanted), f"与{today.whole}目标相同"
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


def past_milestones(plan: Plan, year: int) -> tuple[Indicator, ...]:
    """The indicators of which the plan says nothing for *year* or later."""
    return tuple(one for one in plan.indicators.values() if is_past(one, year))


def is_past(indicator: Indicator, year: int) -> bool:
    last = indicator.milestones[-1] if indicator.milestones else None
    return last is not None and last.year < year and not last.every_year


def open_endings(plan: Plan, package: YearPackage) -> tuple[Indicator, ...]:
    """The past indicators for which nothing is chosen yet, or whose new target is
    not written yet.
    """
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

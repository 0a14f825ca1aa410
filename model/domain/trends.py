"""趋势: an indicator and a department's score over the years, and their forecast at this pace."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from model.domain.numbers import rounded
from model.domain.plan import Direction, Indicator
from model.domain.wording import amount_words, points_words

PACE_YEARS = 3  # the forecast goes by the last so many known years
AT_THIS_PACE = "按目前进度"
INCOMPARABLE = "两年规则不同，不宜直接比较"


@dataclass(frozen=True, kw_only=True)
class IndicatorTrend:
    """`values` are as reported, `targets` as in force, both by year and in the indicator's unit.

    `until` is the last year of the plan: up to then the last milestone is to be held.
    """

    indicator: Indicator
    values: Mapping[int, Decimal]
    targets: Mapping[int, Decimal] = field(default_factory=dict)
    until: int

    @property
    def milestones(self) -> Mapping[int, Decimal]:
        """Year -> value of each milestone of the plan that is a number."""
        return {m.year: m.value for m in self.indicator.milestones if m.value is not None}

    @property
    def forecast(self) -> Mapping[int, Decimal]:
        """The straight line through the last known years, continued to the next milestone, or after
        the last milestone to the end of the plan; empty with fewer than two known years. It goes
        no further than what the indicator can be at all.
        """
        known = sorted(self.values)[-PACE_YEARS:]
        if len(known) < 2:
            return {}
        first, last = known[0], known[-1]
        pace = (self.values[last] - self.values[first]) / (last - first)
        return {
            year: self._possible(
                rounded(self.values[last] + pace * (year - last), self.indicator.decimals)
            )
            for year in range(last + 1, self._horizon(last) + 1)
        }

    def _possible(self, value: Decimal) -> Decimal:
        low, high = self.indicator.at_least, self.indicator.at_most
        value = value if low is None else max(value, low)
        return value if high is None else min(value, high)

    def _horizon(self, year: int) -> int:
        return min((due for due in self.milestones if due > year), default=self.until)

    @property
    def sentence(self) -> str:
        """The forecast in words: '按目前进度，2030年约 300 家，能达到目标 270
        家（推算，不是事实）'.
        """
        unit = self.indicator.unit
        if not (ahead := self.forecast):
            if not self.values:
                return "还没有填报数"
            year = max(self.values)
            return f"{year}年 {amount_words(self.values[year], unit)}，年份还不够推算趋势"
        year, value = max(ahead.items())
        said = f"{AT_THIS_PACE}，{year}年约 {amount_words(value, unit)}"
        if self.wanted is None:
            return f"{said}（推算，不是事实）"
        verdict = "能达到" if self.in_reach else "达不到"
        return f"{said}，{verdict}目标 {amount_words(self.wanted, unit)}（推算，不是事实）"

    @property
    def wanted(self) -> Decimal | None:
        """The value that the forecast is compared with: the last milestone up to the forecast's
        end.
        """
        end = max(self.forecast, default=0)
        past = [self.milestones[due] for due in sorted(self.milestones) if due <= end]
        return past[-1] if past else None

    @property
    def in_reach(self) -> bool | None:
        """Whether this pace leads to the wanted value; None if there is no pace or no
        wanted value.
        """
        wanted, ahead = self.wanted, self.forecast
        if wanted is None or not ahead:
            return None
        value = ahead[max(ahead)]
        return value <= wanted if self.indicator.direction is Direction.AT_MOST else value >= wanted


@dataclass(frozen=True, kw_only=True)
class YearScore:
    """`rules` is the version the year is scored by."""

    year: int
    total: Decimal
    grade: str
    rules: str
    items: Mapping[str, Decimal] = field(default_factory=dict)  # item -> share earned, 0 to 1


@dataclass(frozen=True, kw_only=True)
class ScoreTrend:
    """`scores` in the order of years. `who` is the department's name today, or its last name.
    `earlier` are those whose work it took over, each under its own name, up to then.
    """

    who: str
    scores: tuple[YearScore, ...]
    earlier: tuple["ScoreTrend", ...] = ()

    @property
    def change(self) -> str:
        if not self.scores:
            return "还没有得分"
        last = self.scores[-1]
        if len(self.scores) == 1:
            return f"{last.year}年 {points_words(last.total)}，只有一年"
        before = self.scores[-2]
        gain = last.total - before.total
        word = "持平" if not gain else f"{'升' if gain > 0 else '降'} {points_words(abs(gain))}"
        return f"{last.year}年 {points_words(last.total)}，比{before.year}年{word}"

    @property
    def caution(self) -> str:
        """What to keep in mind about the change; "" if nothing."""
        rules = {score.rules for score in self.scores[-2:]}
        return INCOMPARABLE if len(rules) > 1 else ""

    @property
    def sentence(self) -> str:
        return "，".join(filter(None, (self.change, self.caution)))

    @property
    def origin(self) -> str:
        """'此前为区合作交流办、区商务局'; "" if the department has no predecessor."""
        names = "、".join(one.who for one in self.earlier)
        return f"此前为{names}" if names else ""

    @property
    def begins(self) -> int | None:
        """The first year in which the department has a score of its own, or None."""
        return self.scores[0].year if self.scores else None

    def before(self, year: int | None) -> "ScoreTrend":
        """The trend up to the year before *year*; all of it if *year* is None."""
        return replace(self, scores=tuple(s for s in self.scores if year is None or s.year < year))


@dataclass(frozen=True, kw_only=True)
class Move:
    """One item or department whose result changed between two years; `gain` in points
    or percent.
    """

    words: str
    before: Decimal
    after: Decimal

    @property
    def gain(self) -> Decimal:
        return self.after - self.before


def moves(before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> Iterator[Move]:
    """The changes from *before* to *after* of all names that both years have, the largest first."""
    both = (Move(words=k, before=before[k], after=after[k]) for k in after if k in before)
    yield from sorted((m for m in both if m.gain), key=lambda m: (-abs(m.gain), m.words))


def most(moved: Iterable[Move], count: int) -> tuple[Move, ...]:
    """The *count* largest of *moved*, gains before losses."""
    first = [move for _, move in zip(range(count), moved, strict=False)]
    return tuple(sorted(first, key=lambda move: -move.gain))

"""大幅变动: a reported value so far from last year's or from the target that it needs a word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from model.domain.answers import Answer, claims_not_applicable, value_of
from model.domain.plan import Direction, Indicator
from model.domain.targets import Target
from model.domain.wording import amount_words

EXPLAINED_IN = "explanation"
PER_CENT = "%"


@dataclass(frozen=True, kw_only=True)
class ChangeLimits:
    """Differences beyond which a value needs a word; a difference as large as a limit needs none.

    `from_last_year` and `from_target` are shares of the value compared with, > 0. A difference up
    to the floor is never large: `points` [percentage points] for indicators in %, `floor` for
    whole numbers, in the indicator's unit; other indicators have none. `shares` and `floors` hold
    for single indicators, by id, instead.
    """

    from_last_year: Decimal = Decimal("0.5")
    from_target: Decimal = Decimal("0.3")
    points: Decimal = Decimal(10)
    floor: Decimal = Decimal(10)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    floors: Mapping[str, Decimal] = field(default_factory=dict)

    def far(self, indicator: Indicator, value: Decimal, other: Decimal, share: Decimal) -> bool:
        """Whether *value* is further from *other* than *share* of it, and than the floor."""
        limit = abs(other) * self.shares.get(indicator.id, share)
        return abs(value - other) > max(limit, self._floor_of(indicator))

    def _floor_of(self, indicator: Indicator) -> Decimal:
        general = (
            self.points
            if indicator.unit == PER_CENT
            else self.floor
            if indicator.decimals == 0
            else Decimal(0)
        )
        return self.floors.get(indicator.id, general)


ORDINARY_LIMITS = ChangeLimits()  # of a rulebook that says nothing about it


@dataclass(frozen=True, kw_only=True)
class LargeChange:
    """A value, and both numbers it is held against; None: not known."""

    unit: str
    value: Decimal
    before: Decimal | None
    wanted: Decimal | None
    sign: str  # of the target: ≥

    @property
    def values(self) -> tuple[str, str, str]:
        """What a word about the change is about: with others the word says nothing any more."""
        return str(self.value), str(self.before), str(self.wanted)

    @property
    def sentence(self) -> str:
        """'实际 500 家，比去年（90 家）多 410 家，比目标（≥ 100 家）多 400 家。'"""
        said = [f"实际 {amount_words(self.value, self.unit)}"]
        for name, sign, other in (("去年", "", self.before), ("目标", self.sign, self.wanted)):
            if other is not None:
                shown = f"{sign} {amount_words(other, self.unit)}".strip()
                said.append(f"{self._against(name, shown, other)}")
        return f"{'，'.join(said)}。"

    def _against(self, name: str, shown: str, other: Decimal) -> str:
        if self.value == other:
            return f"与{name}（{shown}）相同"
        unit = "个百分点" if self.unit == PER_CENT else self.unit
        above, below = ("高", "低") if self.unit == PER_CENT else ("多", "少")
        more = above if self.value > other else below
        return f"比{name}（{shown}）{more} {amount_words(abs(self.value - other), unit)}"


def unexplained(change: LargeChange, answer: Answer, earlier: str) -> str:
    """Why *change* still waits for a word, as a sentence; "": it is explained.

    Args:
        earlier: the value that the explanation was written about, "" where it is the present one.
    """
    if not answer.get(EXPLAINED_IN):
        return f"{change.sentence}变动很大，还没有说明。"
    if earlier:
        about = amount_words(Decimal(earlier), change.unit)
        return f"{change.sentence}说明是对原来填的 {about}写的。"
    return ""


def large_change(
    indicator: Indicator,
    target: Target,
    answer: Answer,
    last_year: Answer,
    limits: ChangeLimits = ORDINARY_LIMITS,
) -> LargeChange | None:
    """The change that needs a word; None: there is none, or nothing to be held against.

    Args:
        last_year: what was said about the same indicator a year before; nothing said is fine.
    """
    value, before, wanted = value_of(answer), value_of(last_year), target.value
    if value is None or claims_not_applicable(answer):
        return None
    if claims_not_applicable(last_year):
        before = None
    moved = before is not None and limits.far(indicator, value, before, limits.from_last_year)
    missed = wanted is not None and _counts(target, value, wanted)
    off = missed and wanted is not None and limits.far(indicator, value, wanted, limits.from_target)
    if not (moved or off):
        return None
    return LargeChange(
        unit=indicator.unit, value=value, before=before, wanted=wanted, sign=target.sign
    )


def _counts(target: Target, value: Decimal, wanted: Decimal) -> bool:
    """Whether the distance from the target says something: not that one which lies ahead is not
    reached yet.
    """
    short = {Direction.AT_LEAST: value < wanted, Direction.AT_MOST: value > wanted}
    return not (target.ahead and short.get(target.direction, True))

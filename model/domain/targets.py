"""Which target is in force for a year (年度目标)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from model.domain.numbers import rounded
from model.domain.plan import Direction, Indicator, Milestone
from model.domain.wording import amount_words


class Basis(StrEnum):
    """The source of a year's target."""

    PACKAGE = "年度任务包目标"
    MILESTONE = "阶段目标"
    PATH = "按基线与阶段目标分解"
    SCHEDULED = "按序时进度"
    UNDIVIDED = "阶段目标未分解"
    HELD = "巩固"
    EVERY_YEAR = "每年"
    MISSING = "目标未下达"
    LEFT = "已退出"  # past its last milestone, asked no more


WORKED_OUT = {Basis.PATH, Basis.SCHEDULED}


@dataclass(frozen=True, kw_only=True)
class Baseline:
    year: int
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Target:
    """年度目标: the value in force for a year.

    `value` is None for targets that are to be done (Direction.DONE), and where there is none: with
    `basis` MISSING nothing has been handed down yet and the indicator is outside the denominator,
    with LEFT it is asked no more.
    """

    year: int
    basis: Basis
    direction: Direction
    unit: str
    value: Decimal | None = None
    strict: bool = False
    due: int | None = None  # year of the milestone it comes from
    assumed: bool = False  # the plan gives no year; `due` is taken for it

    @property
    def missing(self) -> bool:
        """Whether a target is still to be handed down."""
        return self.basis is Basis.MISSING

    @property
    def left(self) -> bool:
        """Whether the indicator is asked no more."""
        return self.basis is Basis.LEFT

    @property
    def ahead(self) -> bool:
        """Whether the target is the next milestone, whole or by schedule: not due yet, never
        missed.
        """
        return self.basis in {Basis.UNDIVIDED, Basis.SCHEDULED}

    @property
    def text(self) -> str:
        """'≥ 270 家（2025年阶段目标）', for screen, sheet and sentence."""
        return f"{self.wanted}（{self.note}）" if self.note else self.wanted

    @property
    def wanted(self) -> str:
        """'≥ 270 家': the target without its source."""
        if self.missing or self.left:
            return self.basis.value
        if self.value is None:
            return "完成"
        return f"{self.sign} {amount_words(self.value, self.unit)}"

    @property
    def note(self) -> str:
        """The source of the value: '2025年阶段目标'; "" where there is no target."""
        if self.missing or self.left:
            return ""
        if self.assumed and self.basis in {Basis.MILESTONE, Basis.UNDIVIDED, Basis.HELD}:
            held = "，巩固" if self.basis is Basis.HELD else ""
            return f"方案未写期限，按{self.due}年处理{held}"
        match self.basis:
            case Basis.SCHEDULED:
                return f"{self.due}年阶段目标，按序时进度"
            case Basis.MILESTONE | Basis.UNDIVIDED | Basis.HELD:
                return f"{self.due}年{'' if self.basis is Basis.UNDIVIDED else '阶段目标'}" + (
                    {Basis.UNDIVIDED: "阶段目标未分解", Basis.HELD: "，巩固"}.get(self.basis, "")
                )
            case _:
                return self.basis.value

    @property
    def sign(self) -> str:
        """'≥', and '>' where the target is to be exceeded (超过)."""
        if self.strict:
            return {Direction.AT_LEAST: ">", Direction.AT_MOST: "<"}.get(
                self.direction, self.direction.value
            )
        return self.direction.value


def target_in_force(
    indicator: Indicator,
    year: int,
    handed_down: Decimal | None = None,
    baseline: Baseline | None = None,
    *,
    scheduled_from: int | None = None,
) -> Target:
    """The target of *indicator* for *year*.

    None where it is asked no more; else, in this order: the year's own target from the package,
    the plan's milestone of that year, the straight path from *baseline* to the next milestone, the
    next milestone itself (阶段目标未分解); after the last milestone the level reached is to be held
    (巩固). What was due before is to be held too where the next milestone, or the path to it, asks
    for no more. A value on the path is rounded to the indicator's decimals: a target is a number
    one can write down.

    Args:
        year: the assessed year.
        handed_down: the package's own target, in the indicator's unit; None when there is none.
        baseline: a known value of an earlier year, in the indicator's unit.
        scheduled_from: the first year of the plan, where a milestone ahead is to be divided evenly
            into years (按序时进度) as far as that makes sense: amounts and shares to be reached.
    """

    def target(
        basis: Basis, milestone: Milestone | None = None, value: Decimal | None = None
    ) -> Target:
        return Target(
            year=year,
            basis=basis,
            direction=indicator.direction,
            unit=indicator.unit,
            value=milestone.value if milestone and value is None else value,
            strict=bool(milestone and milestone.strict and value is None),
            due=milestone.year if milestone else None,
            assumed=bool(milestone and milestone.assumed and basis not in WORKED_OUT),
        )

    if not indicator.stage.asked:
        return target(Basis.LEFT)
    if handed_down is not None:
        return target(Basis.PACKAGE, value=handed_down)
    chosen, basis = _milestone(indicator, year)
    if chosen is None or chosen.value is None or basis is not Basis.UNDIVIDED:
        return target(basis, chosen)
    start = baseline if baseline and baseline.year < year else None
    if start is None and scheduled_from is not None:
        start = _from_nothing(indicator, chosen.value, scheduled_from)
    if start is None:
        return target(basis, chosen)
    way = _way(chosen, chosen.value, start, year)
    held = _reached(indicator, year)
    if held and held.value is not None and not _asks_more(indicator, way, held.value):
        return target(Basis.HELD, held)
    worked_out = Basis.PATH if start is baseline else Basis.SCHEDULED
    return target(worked_out, chosen, rounded(way, indicator.decimals))


def _from_nothing(indicator: Indicator, value: Decimal, first: int) -> Baseline | None:
    """A baseline of 0 in the year before *first*, if the target can be reached from 0."""
    if indicator.direction is not Direction.AT_LEAST or value <= 0 or not indicator.from_nothing:
        return None
    return Baseline(year=first - 1, value=Decimal(0))


def _milestone(indicator: Indicator, year: int) -> tuple[Milestone | None, Basis]:
    """The milestone from which the target of *year* comes, and the basis of that target."""
    found, basis = _due_or_next(indicator, year)
    untold = found is None or (found.value is None and not indicator.qualitative)
    return found, Basis.MISSING if untold else basis


def _due_or_next(indicator: Indicator, year: int) -> tuple[Milestone | None, Basis]:
    reached = _reached(indicator, year)
    coming = next((m for m in indicator.milestones if m.year > year), None)
    if reached and reached.every_year:
        return reached, Basis.EVERY_YEAR
    if reached and reached.year == year:
        return reached, Basis.HELD if reached.hold else Basis.MILESTONE
    if coming and not (reached and coming.hold):
        return coming, Basis.UNDIVIDED
    return reached, Basis.HELD


def _reached(indicator: Indicator, year: int) -> Milestone | None:
    """The last milestone due by the end of *year*."""
    return next((m for m in reversed(indicator.milestones) if m.year <= year), None)


def _way(milestone: Milestone, value: Decimal, start: Baseline, year: int) -> Decimal:
    """The value in *year* on the straight path from *start* to *milestone*."""
    gone, whole = year - start.year, milestone.year - start.year
    return start.value + (value - start.value) * gone / whole


def _asks_more(indicator: Indicator, value: Decimal, due: Decimal) -> bool:
    """Whether *value* asks for more than the value *due* before."""
    return value < due if indicator.direction is Direction.AT_MOST else value > due

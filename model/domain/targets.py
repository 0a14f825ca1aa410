"""Which target is in force for a year (年度目标)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from model.domain.numbers import number_text, rounded
from model.domain.plan import Direction, Indicator, Milestone


class Basis(StrEnum):
    """Where the target of a year comes from."""

    PACKAGE = "年度任务包目标"
    MILESTONE = "阶段目标"
    PATH = "按基线与阶段目标分解"
    UNDIVIDED = "阶段目标未分解"
    HELD = "巩固"
    EVERY_YEAR = "每年"
    MISSING = "目标未下达"


@dataclass(frozen=True, kw_only=True)
class Baseline:
    year: int
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Target:
    """年度目标: the value in force for a year.

    `value` is None for targets that are to be done (Direction.DONE), and where nothing has
    been handed down yet: then `basis` is MISSING and the indicator is outside the denominator.
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
        return self.basis is Basis.MISSING

    @property
    def ahead(self) -> bool:
        """It is the next milestone itself, not divided into years: not due yet, never missed."""
        return self.basis is Basis.UNDIVIDED

    @property
    def text(self) -> str:
        """'≥ 270 家（2025年阶段目标）', for screen, sheet and sentence."""
        if self.missing:
            return "目标未下达"
        wanted = (
            "完成" if self.value is None else f"{self.sign} {number_text(self.value)}{self._gap}"
        )
        return f"{wanted}（{self.note}）"

    @property
    def note(self) -> str:
        """Where the value comes from: '2025年阶段目标'."""
        if self.assumed and self.basis in {Basis.MILESTONE, Basis.UNDIVIDED, Basis.HELD}:
            held = "，巩固" if self.basis is Basis.HELD else ""
            return f"方案未写期限，按{self.due}年处理{held}"
        match self.basis:
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

    @property
    def _gap(self) -> str:
        return self.unit if self.unit == "%" else f" {self.unit}" if self.unit else ""


def target_in_force(
    indicator: Indicator,
    year: int,
    handed_down: Decimal | None = None,
    baseline: Baseline | None = None,
) -> Target:
    """The target of *indicator* for *year*.

    In this order: the year's own target from the package, the plan's milestone of that year,
    the straight path from *baseline* to the next milestone, the next milestone itself
    (阶段目标未分解); after the last milestone the level reached is to be held (巩固). What was due
    before is to be held too where the next milestone, or the path to it, asks for no more. A value
    on the path is rounded to the indicator's decimals: a target is a number one can write down.

    Args:
        year: the assessed year.
        handed_down: the package's own target, in the indicator's unit; None when there is none.
        baseline: a known value of an earlier year, in the indicator's unit.
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
            assumed=bool(milestone and milestone.assumed and basis is not Basis.PATH),
        )

    if handed_down is not None:
        return target(Basis.PACKAGE, value=handed_down)
    past = [m for m in indicator.milestones if m.year <= year]
    coming = [m for m in indicator.milestones if m.year > year]
    reached = past[-1] if past else None
    if reached and reached.every_year:
        chosen, basis = reached, Basis.EVERY_YEAR
    elif reached and reached.year == year:
        chosen, basis = reached, Basis.HELD if reached.hold else Basis.MILESTONE
    elif reached and coming and coming[0].hold:
        chosen, basis = reached, Basis.HELD
    elif coming:
        chosen, basis = coming[0], Basis.UNDIVIDED
    elif past:
        chosen, basis = past[-1], Basis.HELD
    else:
        return target(Basis.MISSING)
    if chosen.value is None and not indicator.qualitative:
        return target(Basis.MISSING, chosen)
    if basis is Basis.UNDIVIDED and chosen.value is not None and baseline and baseline.year < year:
        gone, way = year - baseline.year, chosen.year - baseline.year
        value = baseline.value + (chosen.value - baseline.value) * gone / way
        if reached and reached.value is not None and not _asks_more(indicator, value, reached):
            return target(Basis.HELD, reached)
        return target(Basis.PATH, chosen, rounded(value, indicator.decimals))
    return target(basis, chosen)


def _asks_more(indicator: Indicator, value: Decimal, reached: Milestone) -> bool:
    """Whether *value* lies beyond what was already due at the milestone *reached*."""
    due = reached.value
    if due is None:
        return True
    return value < due if indicator.direction is Direction.AT_MOST else value > due

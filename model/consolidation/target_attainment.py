"""Whether the district met each of its targets, and by whose numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from model.consolidation.conflicts import FigureRuling, How
from model.domain.answers import (
    NOTHING_SAID,
    STATE_LABELS,
    Answer,
    Answers,
    State,
    progress_of,
    state_of,
    value_of,
)
from model.domain.numbers import number_text
from model.domain.plan import Direction, Indicator, Plan
from model.domain.review import Matter, Rulings
from model.domain.targets import Baseline, Target, target_in_force

NONE = Decimal(0)


class Reach(StrEnum):
    REACHED = "已达到"
    MISSED = "未达到"
    NOT_DUE = "尚未到期"  # the target lies ahead and is not divided into years
    CONFLICT = "数据待核定"
    PART = "尚未报齐"  # somebody who has a share of the target says nothing yet
    UNREPORTED = "未填报"
    NO_TARGET = "目标未下达"
    AWAY = "不适用"
    LEFT = "已退出"  # past its last milestone, asked no more


@dataclass(frozen=True, kw_only=True)
class IndicatorYear:
    """`value` is the district's; None if nobody reported one, or nobody can tell which number
    holds.
    """

    indicator: Indicator
    target: Target
    reach: Reach
    value: Decimal | None = None
    values: Mapping[str, Decimal] = field(default_factory=dict)  # that count, by department
    note: str = ""  # where the value comes from
    progress: str = ""  # how far what is not due yet has come, in words

    @property
    def result(self) -> str:
        """'已达到', '尚未到期（推进中 62%）'."""
        return f"{self.reach}（{self.progress}）" if self.progress else self.reach.value

    @property
    def numeric(self) -> bool:
        """Whether its target is a number, of which a share can be reached."""
        return self.target.value is not None

    @property
    def completion(self) -> Decimal | None:
        """The share of the target that was reached, 1 for all of it; None if it can't be told."""
        return None if self.value is None else self.share_of(self.value)

    def share_of(self, value: Decimal) -> Decimal | None:
        """The share of the target that *value* reaches; None if there is no target."""
        wanted = self.target.value
        if wanted is None:
            return None
        if self.target.direction is Direction.AT_MOST:
            return wanted / value if value else Decimal(1)
        if self.target.direction is Direction.EQUAL:
            return Decimal(1) if value == wanted else NONE
        return value / wanted if wanted else Decimal(1)


def reach_words(indicators: Iterable[IndicatorYear]) -> str:
    """'7 项已达到、3 项未达到'."""
    found = Counter(one.reach for one in indicators)
    return "、".join(f"{found[reach]} 项{reach}" for reach in Reach if found[reach])


def indicator_years(
    plan: Plan,
    year: int,
    said: Mapping[str, Answers],
    rulings: Rulings,
    handed_down: Mapping[str, Decimal],
    shares: Mapping[str, Collection[str]],
    baselines: Mapping[str, Baseline],
) -> Iterator[IndicatorYear]:
    """The year of every indicator of the plan, whether anybody reported on it or not.

    Args:
        said: what counts, by department that reported.
        shares: indicator -> the departments that have their own share of its target.
    """
    for indicator in plan.indicators.values():
        target = target_in_force(
            indicator, year, handed_down.get(indicator.id), baselines.get(indicator.id)
        )
        if target.left:
            yield IndicatorYear(indicator=indicator, target=target, reach=Reach.LEFT)
            continue
        spoken = {
            department: answer
            for department in indicator.lead or indicator.departments
            if (answer := said.get(department, {}).get(indicator.id, NOTHING_SAID))
        }
        if indicator.qualitative:
            yield _done(indicator, target, spoken)
            continue
        values = {d: v for d, a in spoken.items() if (v := value_of(a)) is not None}
        ruling = rulings.get((Matter.FIGURE, indicator.id))
        how = FigureRuling.read(ruling.choice) if ruling else None
        silent: list[str] = []
        if how is None and indicator.id in shares:
            how = FigureRuling(how=How.SUM if indicator.additive else How.EACH)
            values = {d: v for d, v in values.items() if d in shares[indicator.id]}
            asked = indicator.lead or indicator.departments
            silent = [d for d in asked if d in shares[indicator.id] and d not in spoken]
        found = _measured(plan, indicator, target, values, how, away=bool(spoken))
        yield _in_part(plan, found, silent) if silent and values else found


def _done(indicator: Indicator, target: Target, spoken: Mapping[str, Answer]) -> IndicatorYear:
    states = [state_of(answer) for answer in spoken.values()]
    said = {state for state in states if state and state is not State.NOT_APPLICABLE}
    progress = ""
    if not said:
        reach = Reach.AWAY if states else Reach.UNREPORTED
    elif said == {State.DONE}:
        reach = Reach.REACHED
    elif target.ahead:
        reach, progress = Reach.NOT_DUE, _progress(spoken.values())
    else:
        reach = Reach.MISSED
    done = states.count(State.DONE)
    note = f"{len(states)} 个单位填报，{done} 个为“完成”" if states else ""
    return IndicatorYear(
        indicator=indicator, target=target, reach=reach, note=note, progress=progress
    )


def _progress(answers: Iterable[Answer]) -> str:
    """'推进中 62%', for several departments '推进中 62%、滞后'."""
    found = []
    for answer in answers:
        state, share = state_of(answer), progress_of(answer)
        if state is not None and state is not State.NOT_APPLICABLE:
            words = STATE_LABELS[state]
            told = share is not None and state is not State.DONE
            found.append(f"{words} {number_text(share)}%" if told and share is not None else words)
    return "、".join(dict.fromkeys(found))


def _measured(
    plan: Plan,
    indicator: Indicator,
    target: Target,
    values: Mapping[str, Decimal],
    how: FigureRuling | None,
    *,
    away: bool,
) -> IndicatorYear:
    value, note = _district_value(plan, values, how)
    each = how is not None and how.how is How.EACH
    if away and value is None and not values:
        reach = Reach.AWAY
    elif target.value is None:
        reach = Reach.NO_TARGET
    elif value is None and not values:
        reach = Reach.UNREPORTED
    elif value is None and not each:
        reach = Reach.CONFLICT
    else:
        numbers = values.values() if value is None else (value,)
        short = Reach.NOT_DUE if target.ahead else Reach.MISSED
        reach = Reach.REACHED if all(meets(target, one) for one in numbers) else short
    return IndicatorYear(
        indicator=indicator, target=target, reach=reach, value=value, values=values, note=note
    )


def _in_part(plan: Plan, found: IndicatorYear, silent: Sequence[str]) -> IndicatorYear:
    """What can be said of shares before the *silent* report theirs: of rates, that one is short."""
    if found.reach is Reach.NO_TARGET or (found.value is None and found.reach is Reach.MISSED):
        return found
    names = "、".join(plan.departments[body].name for body in silent if body in plan.departments)
    sums = [number_text(value) for value in found.values.values()]
    return replace(
        found,
        reach=Reach.PART,
        value=None,
        note=f"已报 {'、'.join(sums)}；{names or '其他单位'}还没有报",
    )


def _district_value(
    plan: Plan, values: Mapping[str, Decimal], ruled: FigureRuling | None
) -> tuple[Decimal | None, str]:
    """The district's number, and where it comes from."""
    if ruled is None:
        return _agreed(values)
    match ruled.how:
        case How.VALUE:
            return Decimal(ruled.named), "办公室核定"
        case How.OWNER:
            owner = plan.departments.get(ruled.named)
            return values.get(ruled.named), f"以{owner.name if owner else '—'}的数为准"
        case How.SUM:
            total = sum(values.values(), NONE) if values else None
            return total, f"{len(values)} 个单位合计"
        case How.EACH:
            return None, f"{len(values)} 个单位各报本单位情况"


def _agreed(values: Mapping[str, Decimal]) -> tuple[Decimal | None, str]:
    different = set(values.values())
    if len(different) > 1:
        return None, f"{len(values)} 个单位有 {len(different)} 个不同的数"
    same = "，数值一致" if len(values) > 1 else ""
    return next(iter(different), None), f"{len(values)} 个单位填报{same}" if values else ""


def meets(target: Target, value: Decimal) -> bool:
    """Whether *value* meets *target*, which has a value."""
    wanted = target.value
    if wanted is None:
        raise ValueError("no target to be met")
    match target.direction:
        case Direction.AT_LEAST:
            return value > wanted if target.strict else value >= wanted
        case Direction.AT_MOST:
            return value < wanted if target.strict else value <= wanted
        case _:
            return value == wanted

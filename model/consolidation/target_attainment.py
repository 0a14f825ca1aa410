"""Whether the district met each of its targets, and by whose numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from model.consolidation.conflicts import FigureRuling, How
from model.domain.answer_status import is_said
from model.domain.answers import (
    NOTHING_SAID,
    STATE_LABELS,
    Answer,
    Answers,
    State,
    claims_not_applicable,
    progress_of,
    state_of,
    value_of,
)
from model.domain.numbers import number_text
from model.domain.plan import Direction, Indicator, Plan, answering, answers_for
from model.domain.review import Matter, Ruling, Rulings
from model.domain.targets import Baseline, Target, target_in_force
from model.domain.wording import amount_words

NONE = Decimal(0)


class Reach(StrEnum):
    REACHED = "已达到"  # a target due in the year, as `MISSED`
    MISSED = "未达到"
    EARLY = "提前达到"  # the target lies ahead and is met already
    NOT_DUE = "尚未到期"  # it lies ahead and is not divided into years
    CONFLICT = "数据待核定"
    PART = "尚未报齐"  # somebody whose part it takes says nothing yet
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


UNKNOWN = {Reach.UNREPORTED, Reach.PART, Reach.CONFLICT}


@dataclass(frozen=True, kw_only=True)
class DueTargets:
    """The targets due in a year, on which every rate rests. What lies ahead, `early` met or not, is
    in none of them.
    """

    reached: int
    missed: int
    unknown: int  # due, and nobody can tell
    early: int

    @property
    def known(self) -> int:
        return self.reached + self.missed

    @property
    def due(self) -> int:
        return self.known + self.unknown

    @property
    def share(self) -> Decimal | None:
        """The share of the known ones that were reached, 0 to 1; None: none is known."""
        return Decimal(self.reached) / self.known if self.known else None


def due_targets(indicators: Collection[IndicatorYear]) -> DueTargets:
    found = Counter(one.reach for one in indicators)
    return DueTargets(
        reached=found[Reach.REACHED],
        missed=found[Reach.MISSED],
        unknown=sum(found[one] for one in UNKNOWN),
        early=found[Reach.EARLY],
    )


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
    shares: Mapping[str, Mapping[str, Decimal]],
    baselines: Mapping[str, Baseline],
    undecided: Collection[str] = (),
) -> Iterator[IndicatorYear]:
    """The year of every indicator of the plan, whether anybody reported on it or not.

    What lies ahead is 尚未到期 as long as nobody can tell that it is met, whatever the reason: else
    it would seem to be due.

    Args:
        said: what counts, by department that reported.
        shares: indicator -> department -> its own share of the target. Of an amount the shares
            add up; a rate is held by each for itself, by those without a share against the
            district's target.
        undecided: ids of indicators of which nobody can tell which number holds.
    """
    for indicator in plan.indicators.values():
        key = indicator.id
        target = target_in_force(indicator, year, handed_down.get(key), baselines.get(key))
        own = shares.get(key, {})
        ruling = rulings.get((Matter.FIGURE, key))
        one = _indicator_year(plan, indicator, target, said, own, ruling, held=key in undecided)
        unknown = one.reach in UNKNOWN and target.ahead
        yield replace(one, reach=Reach.NOT_DUE, progress=one.reach.value) if unknown else one


def _indicator_year(
    plan: Plan,
    indicator: Indicator,
    target: Target,
    said: Mapping[str, Answers],
    own: Mapping[str, Decimal],
    ruling: Ruling | None,
    *,
    held: bool,
) -> IndicatorYear:
    """
    Args:
        own: department -> its own share of the target.
        held: nobody can tell which number holds.
    """
    if target.left:
        return IndicatorYear(indicator=indicator, target=target, reach=Reach.LEFT)
    asked: Collection[str] = answering(indicator)
    answers = {one: said.get(one, {}).get(indicator.id, NOTHING_SAID) for one in asked}
    spoken = {one: answer for one, answer in answers.items() if is_said(indicator, answer)}
    if indicator.qualitative:
        awaited = len(asked) - len(spoken)
        found = _done(indicator, target, spoken)
        return _in_part(found, How.EACH, awaited) if spoken and awaited else found
    values = {d: v for d, a in spoken.items() if (v := value_of(a)) is not None}
    how = FigureRuling.read(ruling.choice) if ruling else None
    if how and how.how is How.EACH and len(asked) == 1:
        how = None  # not compared with what is supplied: the one who answers for it has it
    parts = asked  # whose numbers add up, where they do
    shared = own if how is None else {}
    if shared and indicator.additive:
        how, parts = FigureRuling(how=How.SUM), shared
        values = {d: v for d, v in values.items() if d in shared}
    elif shared:
        how = FigureRuling(how=How.EACH)
    if held:
        note = _agreed(values)[1]
        return IndicatorYear(
            indicator=indicator, target=target, reach=Reach.CONFLICT, values=values, note=note
        )
    awaited = sum(department not in spoken for department in parts)
    away = all(claims_not_applicable(spoken.get(one, NOTHING_SAID)) for one in parts)
    goals = {one: replace(target, value=shared.get(one, target.value)) for one in parts}
    found = _measured(plan, indicator, target, values, how, goals, away=away and bool(parts))
    return _in_part(found, how.how, awaited) if how and values and awaited else found


def _done(indicator: Indicator, target: Target, spoken: Mapping[str, Answer]) -> IndicatorYear:
    states = [state_of(answer) for answer in spoken.values()]
    said = {state for state in states if state and state is not State.NOT_APPLICABLE}
    progress = ""
    if not said:
        reach = Reach.AWAY if states else Reach.UNREPORTED
    else:
        reach = _reach(target, met=said == {State.DONE})
    if reach is Reach.NOT_DUE:
        progress = _progress(spoken.values())
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


def _in_part(found: IndicatorYear, how: How, awaited: int) -> IndicatorYear:
    """*found* while *awaited* bodies have not reported their parts: a sum of the others is no
    number of the district; whether the target is met is known only where the rest can't change it.
    """
    others = f"另有 {awaited} 个单位没有报"
    if how is How.EACH:
        known = found.reach in {Reach.MISSED, Reach.NOT_DUE, Reach.NO_TARGET}
        return found if known else replace(found, reach=Reach.PART, note=f"{found.note}，{others}")
    if how is not How.SUM or found.value is None:
        return found
    sure = {
        Direction.AT_LEAST: {Reach.REACHED, Reach.EARLY},
        Direction.AT_MOST: {Reach.MISSED, Reach.NOT_DUE},
    }
    known = found.reach in {*sure.get(found.target.direction, ()), Reach.NO_TARGET}
    return replace(
        found,
        reach=found.reach if known else Reach.PART,
        value=None,
        note=f"{found.note} {amount_words(found.value, found.indicator.unit)}，{others}",
    )


def _measured(
    plan: Plan,
    indicator: Indicator,
    target: Target,
    values: Mapping[str, Decimal],
    how: FigureRuling | None,
    goals: Mapping[str, Target],
    *,
    away: bool,
) -> IndicatorYear:
    value, note = _district_value(plan, indicator, values, how)
    unit = indicator.unit
    each = how is not None and how.how is How.EACH
    impossible = "" if value is None or indicator.can_be(value) else amount_words(value, unit)
    if impossible:
        value, note = None, f"{note} {impossible}，不可能，没有采用"
    if away and value is None and not values:
        reach = Reach.AWAY
    elif target.value is None:
        reach = Reach.NO_TARGET
    elif value is None and (not values or (how and how.how is How.OWNER)):
        reach = Reach.UNREPORTED
    elif value is None and (impossible or not each):
        reach = Reach.CONFLICT
    elif value is None:
        met = all(meets(goals[department], number) for department, number in values.items())
        reach = _reach(target, met=met)
    else:
        reach = reach_of(target, value)
    return IndicatorYear(
        indicator=indicator, target=target, reach=reach, value=value, values=values, note=note
    )


def _district_value(
    plan: Plan, indicator: Indicator, values: Mapping[str, Decimal], ruled: FigureRuling | None
) -> tuple[Decimal | None, str]:
    """The district's number, and where it comes from."""
    if ruled is None:
        return _agreed(values)
    match ruled.how:
        case How.VALUE:
            return Decimal(ruled.named), "办公室核定"
        case How.OWNER:
            owner = plan.departments.get(ruled.named)
            own = answers_for(indicator, ruled.named)
            # Who only supplies a number has it in the answers of those who go by it.
            value = values.get(ruled.named) if own else _agreed(values)[0]
            silent = "，该单位没有报数" if value is None else ""
            return value, f"以{owner.name if owner else '—'}的数为准{silent}"
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


def _reach(target: Target, *, met: bool) -> Reach:
    if target.ahead:
        return Reach.EARLY if met else Reach.NOT_DUE
    return Reach.REACHED if met else Reach.MISSED


def reach_of(target: Target, value: Decimal) -> Reach:
    """What *value* makes of *target*, which has a value."""
    return _reach(target, met=meets(target, value))


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

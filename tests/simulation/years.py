"""What each body really did in a year, and what it says about it when it is honest."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.answers import Answer, State
from model.domain.numbers import rounded
from model.domain.plan import Direction, Item, Measure, Plan
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from model.scoring.scope import schedule

D = Decimal
HUNDRED = D(100)


@dataclass(frozen=True)
class Truth:
    """How far each item has got against what was due, 1 for all of it."""

    done: Mapping[str, float]

    def of(self, items: Iterator[Item]) -> float:
        """The mean over *items*, nothing beyond what was due."""
        shares = [min(1.0, self.done[item.id]) for item in items]
        return sum(shares) / len(shares) if shares else 0.0


def truth_of(plan: Plan, body: str, skill: float, dice: random.Random) -> Truth:
    """Most items near what *skill* in [0, 1] gets done, some far from it."""
    done = {item.id: dice.gauss(skill, 0.22) for item in plan.items_of(body)}
    return Truth({item: min(1.15, max(0.0, share)) for item, share in done.items()})


def honest(assessor: Assessor, item: Item, done: float) -> Answer:
    """What is true of *item*, in the fields that are asked."""
    target = assessor.targets.get(item.id)
    if isinstance(item, Measure) or item.qualitative:
        due = schedule(item, assessor.year, assessor.plan.years[0], target)
        progress = min(HUNDRED, rounded(due * D(str(round(done, 4))), 0))
        if progress >= HUNDRED:
            return {"state": State.DONE.value, "progress": "100"}
        if progress <= 0:
            return {"state": State.NOT_STARTED.value}
        state = State.ONGOING if progress >= due * D("0.9") else State.BEHIND
        return {"state": state.value, "progress": f"{progress:f}"}
    if target is None or target.value is None:
        return {}
    share = D(str(round(done, 4)))
    if item.direction is Direction.AT_LEAST:
        value = target.value * share
    elif item.direction is Direction.AT_MOST:
        value = target.value / max(share, D("0.2"))
    else:
        value = target.value if done > 0.85 else target.value + 1
    return {"value": f"{_within(item, rounded(value, item.decimals)):f}"}


def _within(item: Item, value: Decimal) -> Decimal:
    low, high = item.at_least, item.at_most
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)


def assessors(plan: Plan, book: Rulebook, year: int) -> dict[str, Assessor]:
    return {body.id: Assessor(plan, book, body.id, year) for body in plan.bodies}


def answers_of(assessor: Assessor, truth: Truth) -> dict[str, Answer]:
    said = {
        item.id: honest(assessor, item, truth.done[item.id])
        for item in assessor.plan.items_of(assessor.department)
    }
    return {item: answer for item, answer in said.items() if answer}

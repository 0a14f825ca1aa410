"""Departments' years made up at random: every kind of rule, edges, blanks, 不适用, 未下达."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from model.domain.answers import State
from model.domain.plan import Direction, Indicator, Measure
from model.domain.targets import Baseline
from model.scoring.assess import Assessor
from model.scoring.kinds import (
    Bands,
    Bonus,
    Consequence,
    Count,
    Counted,
    Deviation,
    Floor,
    Late,
    Linear,
    Mapped,
    Matrix,
    PassFail,
    PerUnit,
    Progress,
    Reverse,
    StepTable,
    Trigger,
    Veto,
)
from model.scoring.kinds.states import JUDGED, Band
from model.scoring.rulebook import Rulebook, Weighting
from model.scoring.total_rules import Circumstances
from tests.model.scoring.builders import (
    DEPARTMENT,
    WHY,
    YEAR,
    D,
    indicator,
    measure,
    plan_of,
    rule,
    rulebook,
    total_rule,
)

TARGETS = ("1", "3", "7", "8", "16", "40", "130", "200", "270", "400", "1000", "12345", "9999999")
FINE_TARGETS = ("0.5", "1.5", "13.5", "28", "33.33", "85.05", "100", "666.67", "123456.78")
ODD_TARGETS = ("0", "0", "-1", "-2.5", "-3")


@dataclass(frozen=True)
class Year:
    assessor: Assessor
    answers: dict[str, dict[str, str]]
    circumstances: Circumstances


class Dice:
    """Random years; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def years(self, count: int, books: tuple[Rulebook, ...] = ()) -> Iterator[Year]:
        for _ in range(count):
            yield self.year(books)

    def year(self, books: tuple[Rulebook, ...]) -> Year:
        own = not books or self.chance(0.5)
        items = [measure(f"m{n}") for n in range(self.number(0, 9))]
        items += [self.indicator(f"i{n}") for n in range(self.number(0, 9))]
        items = items or [measure("m0")]
        book = self.rulebook(items) if own else self.random.choice(books)
        plan = plan_of(*items)
        handed_down = {
            i.id: D(self.target(i.decimals))
            for i in plan.indicators.values()
            if not i.qualitative and self.chance(0.3)
        }
        baselines = {
            i.id: Baseline(year=self.number(2019, 2025), value=D(self.number(0, 50)))
            for i in plan.indicators.values()
            if self.chance(0.3)
        }
        assessor = Assessor(
            plan, book, DEPARTMENT, YEAR, handed_down=handed_down, baselines=baselines
        )
        return Year(
            assessor,
            {item.id: self.answer(item, assessor) for item in items},
            Circumstances(
                days_late=self.pick({0: 6, 1: 1, 7: 1, 40: 1}),
                false_figures=self.pick({"": 9, "查实虚报": 1}),
            ),
        )

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def pick(self, weights):
        return self.random.choices(list(weights), list(weights.values()))[0]

    def share(self) -> Decimal:
        return D(self.number(0, 100)) / 100

    def target(self, decimals: int) -> str:
        if self.chance(0.12):
            return self.random.choice([t for t in ODD_TARGETS if decimals or "." not in t])
        return self.random.choice(FINE_TARGETS if decimals else TARGETS)

    def indicator(self, key: str) -> Indicator:
        direction = self.pick(
            {Direction.AT_LEAST: 5, Direction.AT_MOST: 3, Direction.EQUAL: 2, Direction.DONE: 2}
        )
        decimals = self.pick({0: 1, 2: 1})
        return indicator(
            key,
            None if self.chance(0.1) else self.target(decimals),
            unit=self.random.choice(("家", "%", "万元", "")),
            direction=direction,
            strict=self.chance(0.2) and direction is not Direction.EQUAL,
            binding=self.chance(0.3),
            decimals=decimals,
            due=self.number(YEAR, YEAR + 2),
            at_least=self.pick({None: 3, 0: 1, 1: 1}),
            at_most=self.pick({None: 3, 100: 1, 20: 1}),
        )

    def answer(self, item: Measure | Indicator, assessor: Assessor) -> dict[str, str]:
        if self.chance(0.1):
            return {}
        said = {}
        if isinstance(item, Indicator) and not item.qualitative:
            said["value"] = self.value(item, assessor.targets[item.id].value)
            if self.chance(0.08):
                said["state"] = State.NOT_APPLICABLE.value
            return said
        said["state"] = self.random.choice([s.value for s in State])
        if self.chance(0.9):
            said["progress"] = str(
                self.pick({0: 1, 50: 1, 100: 1, -1: 0.3, 150: 0.3, self.number(0, 100): 7})
            )
        return said

    def value(self, item: Indicator, target: Decimal | None) -> str:
        """Often at an edge: the target, a last decimal beside it, a step of it, nought."""
        step = D(1).scaleb(-item.decimals)
        aim = target if target is not None else D(10)
        around = {
            aim: 3,
            aim + step: 2,
            aim - step: 2,
            D(0): 1,
            step: 1,
            aim * self.number(1, 25) / 20: 6,
            aim * self.number(1, 79) / 40: 4,
            D(self.number(-3, 400)): 2,
        }
        return f"{self.pick(around).quantize(step):f}"

    def rulebook(self, items) -> Rulebook:
        rules = [
            rule(
                f"R{n}",
                self.kind(item),
                part="indicators" if isinstance(item, Indicator) else "measures",
                weight=self.random.choice(("1", "1", "2", "0.5", "3.7")),
                ids=(item.id,),
            )
            for n, item in enumerate(items)
        ]
        kinds = [
            Bonus(
                each=D(self.number(1, 150)) / 100,
                step=self.random.choice((D("0.1"), D("0.05"), D("0.07"))),
                item_cap=D(2),
                cap=D(self.number(2, 5)),
                due_only=self.chance(0.5),
            ),
            Late(each=D("0.5"), cap=D(self.number(1, 5)), after_ceiling=self.chance(0.5)),
            Veto(
                trigger=Trigger.TARGET_MISSED,
                effect=Consequence.GRADE,
                grade="基本完成",
                blank=self.chance(0.5),
            ),
            Veto(trigger=Trigger.FALSE_FIGURES, effect=Consequence.ZERO),
            Floor(
                grade="完成",
                minimum_total=self.random.choice((None, D(50))),
                share=self.random.choice((None, D("0.1"), D("0.35"), D(1))),
            ),
            Count(missed=self.number(1, 6), grade="未完成", group="指标"),
            Count(missed=1, of=self.number(1, 4), grade="基本完成", group="任务", named=True),
        ]
        covers = ({}, {}, {"binding": True}, {}, {"items": "measure"}, {"binding": False}, {})
        total_rules = [
            total_rule(f"Z{n}", kind, **({} if not kind.covers_items else covered))
            for n, (kind, covered) in enumerate(zip(kinds, covers, strict=True))
            if self.chance(0.5)
        ]
        ceiling = self.random.choice((D(100), D(105)))
        covered = {r.part for r in rules}
        extra = () if "measures" in covered else (rule("T", self.bands(), items="measure"),)
        book = rulebook(*rules, *extra, total_rules=total_rules, ceiling=ceiling)
        return replace(book, weighting=self.weighting()) if self.chance(0.4) else book

    def weighting(self) -> Weighting:
        return Weighting(
            by_clause=self.chance(0.5),
            item_cap=D(self.number(1, 60)),
            small_below=self.number(0, 4),
            **WHY,
        )

    def kind(self, item):
        direction = item.direction if isinstance(item, Indicator) else None
        share = self.share
        steps = tuple((D(10 - n) / 10, D(10 - n) / 10) for n in range(self.number(1, 7)))
        near = tuple((D(n) / 20, D(4 - n) / 4) for n in range(self.number(1, 4)))
        kinds = [
            Linear(),
            Reverse(),
            PassFail(),
            StepTable(steps=steps),
            StepTable(steps=((D("1.1"), D(1)), *((e, s * D("0.93")) for e, s in steps))),
            PerUnit(each=max(D("0.01"), share())),
            Counted(each=D(self.number(1, 3)), cap=D(self.number(3, 60))),
            Matrix(full=D(60), both=D(60), cumulative_only=D(55), year_only=D(40), neither=D(7)),
            Deviation(steps=near),
            self.bands(),
            self.mapped(),
            Progress(),
            Progress(all_or_nothing=True),
        ]
        return self.random.choice([kind for kind in kinds if direction in kind.judges])

    def bands(self) -> Bands:
        edges = sorted((self.share() for _ in range(5)), reverse=True)
        pairs = [(D(1), D(1)), (edges[1], edges[0]), (edges[3], edges[2]), (edges[4], edges[4])]
        if self.chance(0.5):
            pairs[3] = (D(0), D(0))
        return Bands(
            bands={state: Band(low, high) for state, (low, high) in zip(JUDGED, pairs, strict=True)}
        )

    def mapped(self) -> Mapped:
        full = D(self.number(3, 7))

        def falling():
            rest = sorted((D(self.number(0, int(full))) for _ in range(3)), reverse=True)
            return dict(zip(JUDGED, (full, *rest), strict=True))

        return Mapped(full=full, states=falling(), before_due=falling() if self.chance(0.5) else {})

"""One item of a department's year, prepared for scoring: everything that does not depend on
answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Protocol, TypeVar

from model.domain.answers import Answer, State, progress_of, state_of, value_of
from model.domain.flaw import Flaw
from model.domain.numbers import number_text
from model.domain.plan import Direction, Item, Measure
from model.domain.score import cited
from model.domain.targets import Basis, Target
from model.domain.wording import amount_words
from model.scoring.arithmetic import (
    CUMULATIVE,
    PROGRESS_GIVEN,
    TARGET,
    VALUE,
    All,
    Any,
    Compare,
    Condition,
    Facts,
    Given,
    Quantity,
    StateIs,
    Term,
)

SIGNS = {Direction.AT_LEAST: ">=", Direction.AT_MOST: "<=", Direction.EQUAL: "="}
MEETS = {sign: sign for sign in (">=", "<=", ">", "<", "=")}
MISSES = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "=": "<>"}

ASSUMED = {Basis.UNDIVIDED, Basis.PATH, Basis.SCHEDULED}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An item with the one rule that covers it.

    `maximum` [points] has at most `decimals` decimals. `target` is None for measures. `cumulative`
    is what the plan's own milestones ask for by the year; None if they ask for nothing.
    """

    item: Item
    part: str
    rule: str
    source: str
    kind: "ItemKind"
    maximum: Decimal
    target: Target | None = None
    cumulative: Target | None = None
    schedule: Decimal = Decimal(100)  # progress due by the year's end [%]
    decimals: int = 2  # of points
    may_be_away: bool = True  # 不适用 takes it out of the denominator without the office's word
    like: "Subject | None" = None  # one of the same `shape`, whose arithmetic serves for both

    @property
    def shape(self) -> tuple[object, ...]:
        """Everything that determines the arithmetic of the points; the numbers in it come from
        facts.
        """
        return self.rule, _shape(self.target), _shape(self.cumulative), self.given, self.due

    @cached_property
    def answered(self) -> Condition:
        return self.like.answered if self.like else self.kind.answered(self)

    @cached_property
    def points(self) -> Term:
        return self.like.points if self.like else self.kind.points(self)

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def name(self) -> str:
        return self.item.title

    @property
    def unit(self) -> str:
        return self.target.unit if self.target else ""

    @property
    def citation(self) -> str:
        """'〔规则…，依据…〕', with the source of the target unless it is the year's own."""
        basis = self.target.basis if self.target and self.measured else None
        note = f"目标取自{self.target.note}；" if self.target and basis in ASSUMED else ""
        return cited(self.rule, self.source, note)

    @property
    def without_target(self) -> bool:
        """Whether the target is not handed down (目标未下达) and the kind of rule needs one."""
        return self.kind.needs_target and self.target is not None and self.target.missing

    @property
    def due(self) -> bool:
        """Whether the year has a target of its own, not only a later milestone (阶段目标未分解)."""
        return self.target is None or not self.target.ahead

    @property
    def measured(self) -> bool:
        """Whether the answer is a number that is compared with a target."""
        return self.target is not None and not self.target.missing and self.target.value is not None

    @property
    def goal(self) -> Target:
        """The target of a subject that has one to meet."""
        return known(self.target)

    @cached_property
    def met(self) -> Condition:
        """Whether the entered value meets the year's target (达标). For measured subjects only."""
        return _held_against(self.goal, TARGET)

    @cached_property
    def kept(self) -> Condition:
        """Whether the entered value meets the plan's own path; as `met` if the plan has none."""
        return _held_against(self.cumulative, CUMULATIVE) if self.cumulative else self.met

    @cached_property
    def given(self) -> Given:
        """Whether a number was entered that the item can have."""
        if isinstance(self.item, Measure):
            return Given("value")
        return Given("value", self.item.at_least, self.item.at_most)

    def impossible(self, facts: Facts) -> str:
        """A number that was entered and is impossible for the item; "" if there is none."""
        if facts.value is not None and not self.given.can_be(facts.value):
            return self.amount(facts.value)
        if facts.progress is not None and not PROGRESS_GIVEN.can_be(facts.progress):
            return f"{number_text(facts.progress)}%"
        return ""

    @cached_property
    def missed(self) -> Condition:
        """Whether the item was answered and is short of the target, or not done."""
        if self.measured:
            return All((self.given, _held_against(self.goal, TARGET, MISSES)))
        return Any((StateIs(State.ONGOING), StateIs(State.BEHIND), StateIs(State.NOT_STARTED)))

    def facts(self, answer: Answer) -> Facts:
        return Facts(
            value=value_of(answer),
            state=state_of(answer),
            progress=progress_of(answer),
            target=self.target.value if self.target else None,
            cumulative=self.cumulative.value if self.cumulative else None,
            maximum=self.maximum,
            schedule=self.schedule,
            decimals=self.decimals,
        )

    def amount(self, number: Decimal) -> str:
        """A quantity in this item's unit: '270 家', '13.5%'."""
        return amount_words(number, self.unit)

    def difference(self, number: Decimal) -> str:
        """A difference of two quantities; for percentages: '1.5 个百分点'."""
        return amount_words(number, "个百分点" if self.unit == "%" else self.unit)


class ItemKind(Protocol):
    """How one item earns points, defined by four things.

    `points` and `answered` give both the app's arithmetic and the sheet's formula; `sentence`
    explains the same arithmetic in words, and `advice` says what is missing to full points.
    """

    name: ClassVar[str]  # in rulebook files, for ever
    label: ClassVar[str]
    judges: ClassVar[frozenset[Direction | None]]  # None: measures
    needs_target: ClassVar[bool]

    def answered(self, subject: Subject) -> Condition:
        """Whether enough was answered to give points; otherwise the item is not answered (未填)."""

    def points(self, subject: Subject) -> Term:
        """Points of an answered item, rounded, in [0, maximum]."""

    def sentence(self, subject: Subject, facts: Facts, points: Decimal) -> str: ...

    def advice(self, subject: Subject, facts: Facts) -> str:
        """How to reach full points, without the number of points: '再提高 14 家可得满分'."""

    def flaws(self) -> Iterator[Flaw]:
        """What contradicts itself in the parameters."""


def _shape(target: Target | None) -> tuple[object, ...]:
    return () if target is None else (target.direction, target.strict, target.basis)


Known = TypeVar("Known")


def known(value: Known | None) -> Known:
    """*value*, which an item that was scored always has."""
    if value is None:
        raise ValueError("scored without a value, a state or a target")
    return value


def _held_against(
    target: Target, quantity: Quantity, signs: Mapping[str, str] = MEETS
) -> Condition:
    sign = SIGNS[target.direction]
    return Compare(VALUE, signs[sign[0] if target.strict and sign != "=" else sign], quantity)

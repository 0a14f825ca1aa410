"""The plan (方案) and its parts, quoted from the text and never paraphrased."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from model.domain.canonical import LATER

RATE = frozenset("%‰/／")  # letters of units in which numbers don't add up
LONGEST_NAME = 8  # letters, of a place
LEVELS = ("省", "市", "区", "县", "州")
AUTHORITY = re.compile(r".{1,3}?[省市区县州](?=人民政府|碳达峰|[^、，]{2})")
STEP = re.compile(
    r"(?P<inner>[（(][^）)]*[）)])|(?P<outer>\d+(?=[.．、])|第.+?[章篇部]|[^、（]{1,4}(?=、))"
)


class Responsibility(StrEnum):
    """How the departments of a bracket share the work."""

    SHARED = "分工"  # 按职责分工负责
    LEAD = "牵头"  # 牵头负责
    SOLE = "单独"  # one body, no further word


class DepartmentKind(StrEnum):
    GOVERNMENT = "区政府部门"
    PARTY = "党委部门"
    MASS = "群团"
    STREET = "街道"
    COMMITTEE = "管委会"
    COMPANY = "区属国企"
    RESIDENT = "驻区单位"
    DEPARTMENT = "政府部门"  # of a city or a province; so are the next two
    OWNED_COMPANY = "所属国企"
    LOCAL_BRANCH = "驻地单位"
    OFFICE = "议事协调机构办公室"
    COLLECTIVE = "集合"  # stands for its members; never fills in anything itself


class Direction(StrEnum):
    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    DONE = "完成"


class IndicatorKind(StrEnum):
    QUANTITY = "数值"
    RATIO = "比例"
    COVERAGE = "覆盖率"
    ZERO = "清零"
    HANDED_DOWN = "上级下达"
    QUALITATIVE = "定性完成"


class Stage(StrEnum):
    """Where an item stands in a year, by the years in its own words and by what became of it."""

    RUNNING = ""
    NOT_BEGUN = "尚未开始"
    OVER = "已过期限"
    OVERDUE = "逾期"  # past its term, not done, and asked on
    ARCHIVED = "已完成归档"  # a single deliverable that was accepted in an earlier year
    LEFT = "退出"  # an indicator past its last milestone that the office asks no more

    @property
    def asked(self) -> bool:
        return self in {Stage.RUNNING, Stage.OVERDUE}


@dataclass(frozen=True, kw_only=True)
class Department:
    """责任单位. A collective has members; it answers for nothing itself."""

    id: str
    name: str
    kind: DepartmentKind
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    in_plan: bool = True  # False: known from outside the plan
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """条款: a unit of the plan that carries a responsibility note.

    `named` are the bodies as the bracket names them, in its order, collectives included;
    `departments` the bodies that have to answer: collectives replaced by their members.
    """

    id: str
    path: tuple[str, ...]
    number: str  # as printed, "" where the plan prints none
    title: str
    body: str
    bracket: str
    responsibility: Responsibility
    named: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """任务清单项: one measure inside a clause.

    `starts` and `until` are the years its own words give, None where they give none; `term` are
    those words. A measure with `once` is a single deliverable. One that is not `checkable` states
    an attitude or a fact: no evidence could show that it failed. `repeats` names the indicators
    whose target the measure states as well.

    In a plan in force, `stage` says where the measure stands in the year. One that is not asked has
    no `departments`: `outside` are those who would answer for it, and `accepted` tells in words
    where one that is archived was accepted.
    """

    id: str
    clause: str
    text: str  # the quote, completed with the plan's own words where it can't be read alone
    quote: str
    departments: tuple[str, ...]
    starts: int | None = field(default=None, metadata=LATER)
    until: int | None = field(default=None, metadata=LATER)
    once: bool = field(default=False, metadata=LATER)
    checkable: bool = field(default=True, metadata=LATER)
    term: str = field(default="", metadata=LATER)
    repeats: tuple[str, ...] = field(default=(), metadata=LATER)
    lead: tuple[str, ...] = field(default=(), metadata=LATER)  # of a plan in force: see Plan
    others: tuple[str, ...] = field(default=(), metadata=LATER)
    stage: Stage = field(default=Stage.RUNNING, metadata=LATER)
    outside: tuple[str, ...] = field(default=(), metadata=LATER)
    accepted: str = field(default="", metadata=LATER)

    def stage_in(self, year: int) -> Stage:
        """Its stage in *year* as far as its own words tell."""
        if self.starts is not None and year < self.starts:
            return Stage.NOT_BEGUN
        return Stage.OVER if self.until is not None and year > self.until else Stage.RUNNING

    @property
    def title(self) -> str:
        """What people call the measure: its own words."""
        return self.text

    @property
    def clauses(self) -> tuple[str, ...]:
        return (self.clause,)


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """阶段目标: what is due by the end of a year.

    `value` is None where a higher authority has yet to hand the target down, and for
    targets that are simply to be done (Direction.DONE).
    """

    year: int
    value: Decimal | None = None
    strict: bool = False  # 超过: strictly more (or less)
    hold: bool = False  # 巩固: a level reached before, to be kept
    every_year: bool = False  # due each year, from `year` on
    quote: str = ""
    assumed: bool = field(default=False, metadata=LATER)  # the plan gives no year


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where the plan states a target: a clause id, or "2" for 二、主要目标."""

    place: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """指标: a measurable target.

    In a plan in force, one whose `stage` is LEFT has no `departments`.
    """

    id: str
    name: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    binding: bool
    decimals: int
    sources: tuple[Source, ...]
    milestones: tuple[Milestone, ...]  # in the order of years
    departments: tuple[str, ...]
    related: tuple[str, ...] = ()
    note: str = ""
    # What it can be at all, in the unit; None: not known.
    at_least: Decimal | None = field(default=None, metadata=LATER)
    at_most: Decimal | None = field(default=None, metadata=LATER)
    # Whether it can begin at 0, so that the way to a milestone can be divided evenly into years.
    from_nothing: bool = field(default=True, metadata=LATER)
    lead: tuple[str, ...] = field(default=(), metadata=LATER)  # of a plan in force: see Plan
    others: tuple[str, ...] = field(default=(), metadata=LATER)
    stage: Stage = field(default=Stage.RUNNING, metadata=LATER)

    def can_be(self, value: Decimal) -> bool:
        """Whether *value* is possible at all: no share exceeds 100 %."""
        low, high = self.at_least, self.at_most
        return (low is None or low <= value) and (high is None or value <= high)

    @property
    def strict(self) -> bool:
        return any(milestone.strict for milestone in self.milestones)

    @property
    def title(self) -> str:
        """What people call the indicator: its name."""
        return self.name

    @property
    def quote(self) -> str:
        return self.sources[0].quote

    @property
    def clause(self) -> str:
        """Id of the first place that states the indicator; "2" is 二、主要目标."""
        return self.sources[0].place

    @property
    def clauses(self) -> tuple[str, ...]:
        """Ids of all places that state the indicator, 二、主要目标 ("2") included."""
        return tuple(source.place for source in self.sources)

    @property
    def qualitative(self) -> bool:
        """Whether the indicator is done rather than measured: a state answers it, not a number."""
        return self.direction is Direction.DONE

    @property
    def additive(self) -> bool:
        """Whether the departments' numbers add up to the district's: counts and amounts do, rates
        (%, 吨/万元) don't.
        """
        return not (self.qualitative or not self.unit or RATE & set(self.unit))


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """What the plan leaves open, and what is assumed until the office decides."""

    id: str
    question: str
    default: str
    reason: str
    about: tuple[str, ...]  # ids of what it concerns


@dataclass(frozen=True, kw_only=True)
class DutyProposal:
    """建议分工: who would lead and support a measure, or own and support an indicator.

    Never more than a proposal until the office confirms it. `question` is the id of the open
    question on which the line depends, "" where the two readings of the plan agree.
    """

    lead: tuple[str, ...]  # for an indicator: its 数据责任单位
    support: tuple[str, ...] = ()
    reason: str
    confident: bool = True
    question: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the proposal is not confident, or depends on an open question."""
        return not self.confident or bool(self.question)


Item = Measure | Indicator
AnyItem = TypeVar("AnyItem", Measure, Indicator)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """方案: the text and its structure, each collection in the order of the text.

    In a plan in force (`model.package.in_force`) the `departments` of an item are those who carry
    it, `lead` those of them who answer for it (of an indicator: its 数据责任单位), and `others` the
    rest of its bracket, who may answer and are not asked. Without a `lead` everybody who carries
    the item answers for it. `unconfirmed` are the items asked whose duties are only proposed.
    """

    id: str
    title: str
    issuer: str
    issued: str  # ISO date
    edition: str
    years: tuple[int, int]  # first and last year it runs
    text: str
    goals: str  # the words of 二、主要目标
    departments: Mapping[str, Department]
    clauses: Mapping[str, Clause]
    measures: Mapping[str, Measure]
    indicators: Mapping[str, Indicator]
    questions: tuple[OpenQuestion, ...]
    proposals: Mapping[str, DutyProposal] = field(default_factory=dict, metadata=LATER)  # by item
    goals_heading: str = field(default="二、主要目标", metadata=LATER)
    unconfirmed: tuple[str, ...] = field(default=(), metadata=LATER)  # ids of items

    def __hash__(self) -> int:
        return hash((self.id, self.edition))  # its mappings have none

    @cached_property
    def authority(self) -> str:
        """Whose plan it is, as its issuer or its title begins: 河北区; "" where neither says."""
        found = AUTHORITY.match(self.issuer) or AUTHORITY.match(self.title)
        before, peak, _ = self.title.partition("碳达峰")
        return found[0] if found else before if peak and len(before) <= LONGEST_NAME else ""

    @property
    def assessment(self) -> str:
        """What is done by it every year, as a window is headed: 河北区碳达峰年度自评估."""
        return f"{self.authority}碳达峰年度自评估"

    def is_last(self, year: int) -> bool:
        """Whether no year of the plan follows *year*."""
        return year >= self.years[1]

    @property
    def whole(self) -> str:
        """The place as a whole: 全区, 全市."""
        return f"全{self._level}"

    @cached_property
    def _level(self) -> str:
        """区, 市, 县: as the name of the place ends, else as most names of its bodies begin."""
        if self.authority.endswith(LEVELS):
            return self.authority[-1]
        begun = Counter(
            body.name[0] for body in self.departments.values() if body.name.startswith(LEVELS)
        )
        return begun.most_common(1)[0][0] if begun else LEVELS[2]

    @cached_property
    def office(self) -> str:
        """The full name of the leading group's office, as the plan has it."""
        offices = (
            body.name for body in self.departments.values() if body.kind is DepartmentKind.OFFICE
        )
        usual = f"{self.whole[1:]}碳达峰碳中和工作领导小组办公室"
        return next((name for name in offices if "碳达峰" in name), usual)

    @cached_property
    def bodies(self) -> tuple[Department, ...]:
        """The departments that fill something in: all departments but the collectives."""
        return tuple(
            department
            for department in self.departments.values()
            if department.kind is not DepartmentKind.COLLECTIVE
        )

    @cached_property
    def _own_measures(self) -> Mapping[str, tuple[Measure, ...]]:
        return _by_department(self.measures.values())

    @cached_property
    def _own_indicators(self) -> Mapping[str, tuple[Indicator, ...]]:
        return _by_department(self.indicators.values())

    def measures_of(self, department: str) -> tuple[Measure, ...]:
        """The measures that *department* answers for; `supported_by` has those that it supports."""
        return self._own_measures.get(department, ())

    def indicators_of(self, department: str) -> tuple[Indicator, ...]:
        return self._own_indicators.get(department, ())

    def items_of(self, department: str) -> Iterator[Item]:
        """The measures and indicators that *department* answers for."""
        yield from self.measures_of(department)
        yield from self.indicators_of(department)

    def supported_by(self, department: str) -> Iterator[Item]:
        """The measures and indicators that *department* carries but does not answer for."""
        yield from self._supported.get(department, ())

    def asks(self, department: str) -> bool:
        """Whether *department* has anything to answer for or to support."""
        return (
            department in self._own_measures
            or department in self._own_indicators
            or (department in self._supported)
        )

    @cached_property
    def _supported(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for items in (self.measures.values(), self.indicators.values()):
            for item in items:
                for department in dict.fromkeys(item.departments):
                    if not answers_for(item, department):
                        found.setdefault(department, []).append(item)
        return {department: tuple(items) for department, items in found.items()}

    def others_of(self, department: str) -> Iterator[Item]:
        """The items that *department* may answer without being asked: the rest of its brackets."""
        yield from (item for item in self.measures.values() if department in item.others)
        yield from (item for item in self.indicators.values() if department in item.others)

    def outside_of(self, department: str) -> Iterator[Measure]:
        """The measures that *department* would answer for in another year, and that this year
        doesn't ask.
        """
        yield from (item for item in self.measures.values() if department in item.outside)

    def carried_by(self, department: str) -> Iterator[Item]:
        """The items that *department* is asked about, in full or as a supporter."""
        yield from self.items_of(department)
        yield from self.supported_by(department)

    def open_to(self, department: str) -> Iterator[Item]:
        """All items that *department* may answer: the items it is asked about, the rest of its
        brackets, and what the year doesn't ask.
        """
        yield from self.carried_by(department)
        yield from self.others_of(department)
        yield from self.outside_of(department)

    def is_unconfirmed(self, department: str = "") -> bool:
        """Whether the office hasn't confirmed yet what *department* ("": anybody) is asked."""
        if not department:
            return bool(self.unconfirmed)
        proposed = frozenset(self.unconfirmed)
        return any(item.id in proposed for item in self.carried_by(department))

    def names_of(self, bodies: Iterable[str]) -> str:
        """The names, with 、 between; all members of 各街道 or 各相关部门 go by that name and their
        number.
        """
        names = {body: self.departments[body].name for body in bodies}
        collectives = [body for body in self.departments.values() if body.members]
        for whole in sorted(collectives, key=lambda body: -len(body.members)):
            if set(whole.members) <= names.keys():
                names[whole.members[0]] = f"{whole.name}（{len(whole.members)}个）"
                rest = whole.members[1:]
                names = {body: name for body, name in names.items() if body not in rest}
        return "、".join(names.values())

    def item(self, key: str) -> Item:
        """The measure or indicator called *key*; KeyError if the plan has neither."""
        return self.measures[key] if key in self.measures else self.indicators[key]

    def place(self, key: str) -> str:
        """The words by which people cite a clause: '三（一）1 强化智能科技产业引领'; "2" is
        二、主要目标.
        """
        if key not in self.clauses:
            return self.goals_heading
        clause = self.clauses[key]
        return f"{short_path(clause.path)}{clause.number} {clause.title}".strip()

    def questions_about(self, *keys: str) -> tuple[OpenQuestion, ...]:
        return tuple(q for q in self.questions if not set(keys).isdisjoint(q.about))


def answering(item: Item) -> tuple[str, ...]:
    """Who answers for *item* in full and is scored, and does not only support those who do."""
    return item.lead or item.departments


def supplying(item: Item) -> tuple[str, ...]:
    """Who is asked about *item* beside those who answer for it."""
    return tuple(one for one in item.departments if not answers_for(item, one))


def answers_for(item: Item, department: str) -> bool:
    """Whether *department* answers for *item* in full."""
    return department in answering(item)


def supplied(item: Item) -> bool:
    """Whether who supports *item* is asked for a number (供数), and not for words (配合)."""
    return isinstance(item, Indicator) and not item.qualitative


def _by_department(items: Iterable[AnyItem]) -> dict[str, tuple[AnyItem, ...]]:
    own: dict[str, list[AnyItem]] = {}
    for item in items:
        for department in dict.fromkeys(answering(item)):
            own.setdefault(department, []).append(item)
    return {department: tuple(found) for department, found in own.items()}


def short_path(path: tuple[str, ...]) -> str:
    """'三（二）' for 三、重点任务 › （二）节能降碳增效行动; a 专栏 stands for itself."""
    if is_box(path[-1]):
        return path[-1].partition(" ")[0] + "·"
    return "".join(step_number(step) for step in path)


def is_box(step: str) -> bool:
    """Whether a step of a path is a 专栏."""
    return step.startswith("专栏")


def numbered(key: str, title: str) -> str:
    """三（一）产业绿色低碳转型行动; 四、政策保障."""
    return f"{key}{'' if key.endswith('）') else '、'}{title}"


def step_title(step: str) -> str:
    """'重点任务' of 三、重点任务."""
    return step.removeprefix(step_number(step)).lstrip("、.．")


def step_number(step: str) -> str:
    """'三' of 三、重点任务, '（二）' of （二）节能降碳增效行动, '4' of 4．能源."""
    found = STEP.match(step)
    return (found["inner"] or found["outer"]) if found else ""

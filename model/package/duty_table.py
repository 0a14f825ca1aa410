"""分工表: measures and indicators × departments, and how much work that gives each department."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from model.domain.package import Duty, YearPackage
from model.domain.plan import Clause, Department, DutyProposal, Item, Measure, Plan, Stage
from model.package.duties import ItemDuties, all_items, duties_in_force, only_proposed
from model.package.in_force import in_force

GOALS = "2"  # 二、主要目标, which has no bracket


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One measure or indicator. `bracket`: whom the plan names, under today's departments;
    `proposal`: where its duties are only proposed, and the office has not confirmed them. With
    `by_lead` only those who lead answer in full, where anybody leads.
    """

    item: Item
    words: str
    duties: ItemDuties
    bracket: tuple[str, ...]
    proposal: DutyProposal | None = None
    by_lead: bool = False

    @property
    def doubtful(self) -> bool:
        """Unconfirmed, and proposed with doubt."""
        return self.unconfirmed and self.proposal is not None and self.proposal.doubtful

    @property
    def unconfirmed(self) -> bool:
        """Only proposed, and asked in the year: it waits for the office."""
        return self.proposal is not None and self.stage.asked

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """Whoever leads or supports; nobody: it is listed and never scored."""
        return tuple(body for body, duty in self.duties.items() if duty is not Duty.NONE)

    @property
    def carried(self) -> bool:
        return bool(self.carriers)

    @property
    def uncarried(self) -> bool:
        """Asked in the year, and nobody answers for it."""
        return self.stage.asked and not self.carried

    @property
    def shared(self) -> bool:
        """Several departments answer for it in full."""
        if not self.stage.asked:
            return False
        if self.by_lead and self.led:
            return sum(duty is Duty.LEAD for duty in self.duties.values()) > 1
        return len(self.carriers) > 1

    @property
    def stage(self) -> Stage:
        return self.item.stage

    @property
    def led(self) -> bool:
        return Duty.LEAD in self.duties.values()

    @property
    def leaderless(self) -> bool:
        """Supported, and led by nobody: whoever supports it has to answer for it in full."""
        return self.by_lead and self.stage.asked and self.carried and not self.led

    def duty(self, department: str) -> Duty:
        return self.duties.get(department, Duty.NONE)


@dataclass(frozen=True, kw_only=True)
class DutyMatrix:
    """`key` is a clause's id or a department's; `title` and `bracket` as printed, "" for none.

    `collectives`: 各街道 and the like, each with those of its members that have a column.
    """

    key: str
    title: str
    bracket: str
    columns: tuple[Department, ...]
    rows: tuple[MatrixRow, ...]
    collectives: Mapping[str, tuple[str, ...]]

    def found(self, words: str) -> tuple[MatrixRow, ...]:
        """The rows that *words* occur in; all where they occur in the title."""
        return self.rows if words in self.title else tuple(r for r in self.rows if words in r.words)

    @cached_property
    def shared(self) -> int:
        """How many rows several departments carry."""
        return sum(row.shared for row in self.rows)

    @cached_property
    def uncarried(self) -> int:
        return sum(row.uncarried for row in self.rows)

    @cached_property
    def leaderless(self) -> tuple[MatrixRow, ...]:
        """The rows that are supported, and led by nobody."""
        return tuple(row for row in self.rows if row.leaderless)

    @cached_property
    def out_of_step(self) -> int:
        """How many rows are archived, overdue, over, not begun or left in the year."""
        return sum(row.stage is not Stage.RUNNING for row in self.rows)

    @cached_property
    def unconfirmed(self) -> tuple[str, ...]:
        """The items that wait to be confirmed, in the order of the rows."""
        return tuple(row.item.id for row in self.rows if row.unconfirmed)

    @cached_property
    def doubtful(self) -> int:
        return sum(row.doubtful for row in self.rows)


def brackets(plan: Plan, package: YearPackage) -> Mapping[str, tuple[str, ...]]:
    """Whom each item's bracket names, after the package's reorganisations."""
    named = duties_in_force(plan, replace(package, duties={}, separate_support=False))
    return {item: tuple(duties) for item, duties in named.items()}


def matrices(plan: Plan, package: YearPackage) -> tuple[DutyMatrix, ...]:
    """See `clause_matrices`, for when only this is asked."""
    duties = duties_in_force(plan, package)
    return clause_matrices(
        in_force(plan, package, duties),
        duties,
        brackets(plan, package),
        proposed(plan, package),
        by_lead=package.separate_support,
    )


def proposed(plan: Plan, package: YearPackage) -> Mapping[str, DutyProposal]:
    """Item id -> its proposal, of the items that the office has not confirmed."""
    return {item.id: plan.proposals[item.id] for item in only_proposed(plan, package)}


def clause_matrices(
    today: Plan,
    duties: Mapping[str, ItemDuties],
    silent: Mapping[str, tuple[str, ...]],
    proposals: Mapping[str, DutyProposal],
    *,
    by_lead: bool,
) -> tuple[DutyMatrix, ...]:
    """All clauses in the order of the text, 二、主要目标 first; an indicator stands once, with the
    first clause that states it.

    Args:
        today: the plan in force.
        silent: see `brackets`.
        proposals: see `proposed`.
        by_lead: see `YearPackage.separate_support`.
    """
    rows: dict[str, list[MatrixRow]] = {GOALS: [], **{key: [] for key in today.clauses}}
    for item in all_items(today):
        row = MatrixRow(
            item=item,
            words=item.title,
            duties=duties[item.id],
            bracket=silent[item.id],
            proposal=proposals.get(item.id),
            by_lead=by_lead,
        )
        rows[clause_of(today, item)].append(row)
    return tuple(
        _matrix(today, today.clauses.get(key), key, tuple(found))
        for key, found in rows.items()
        if found
    )


def clause_of(plan: Plan, item: Item) -> str:
    if isinstance(item, Measure):
        return item.clause
    return next((place for place in item.clauses if place in plan.clauses), GOALS)


def _matrix(
    today: Plan, clause: Clause | None, key: str, rows: tuple[MatrixRow, ...]
) -> DutyMatrix:
    bracket = dict.fromkeys(body for row in rows for body in row.bracket)
    others = {body for row in rows for body in row.duties} - bracket.keys()
    columns = [*bracket, *(body for body in today.departments if body in others)]
    return DutyMatrix(
        key=key,
        title=today.place(key),
        bracket=clause.bracket if clause else "",
        columns=tuple(today.departments[body] for body in columns),
        rows=rows,
        collectives=_collectives(today, clause.named if clause else (), columns),
    )


def department_matrix(
    today: Plan, clauses: Iterable[DutyMatrix], department: str, kept: frozenset[str] = frozenset()
) -> DutyMatrix:
    """All that *department* carries, itself first, then whoever shares most of it.

    Args:
        kept: ids of items to be shown too, though it carries them no more.
    """
    rows = tuple(
        row
        for one in clauses
        for row in one.rows
        if row.item.id in kept or row.duty(department) is not Duty.NONE
    )
    count: dict[str, int] = {}
    for row in rows:
        for body in row.carriers:
            count[body] = count.get(body, 0) + 1
    others = [body for body in today.departments if body in count and body != department]
    columns = [department, *sorted(others, key=lambda body: -count[body])]
    return DutyMatrix(
        key=department,
        title=today.departments[department].name,
        bracket="",
        columns=tuple(today.departments[body] for body in columns),
        rows=rows,
        collectives=_collectives(today, today.departments, columns),
    )


def _collectives(
    today: Plan, named: Iterable[str], columns: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    there = tuple(columns)
    found = {
        name: tuple(body for body in there if body in today.departments[name].members)
        for name in named
        if today.departments[name].members
    }
    return {name: members for name, members in found.items() if members}


USUAL = 40, 120  # measures a clerk gets through in two weeks; a guide, never a rule
USUAL_LED = 10, 60  # likewise, of those it answers for in full


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Counts. `shared` are the measures that others carry too.

    With `by_lead` a supporter answers in one field: what it leads, or shares without a lead, is
    the work.
    """

    department: Department
    measures: int = 0
    led: int = 0
    shared: int = 0
    indicators: int = 0
    supported: int = 0  # measures in which it supports whoever leads
    by_lead: bool = False

    @property
    def answered(self) -> int:
        """The measures it answers for in full."""
        return self.measures - self.supported if self.by_lead else self.measures

    @property
    def usual(self) -> tuple[int, int]:
        return USUAL_LED if self.by_lead else USUAL

    @property
    def heavy(self) -> bool:
        return self.answered > self.usual[1]

    @property
    def idle(self) -> bool:
        """It has nothing to fill in."""
        return not self.measures and not self.indicators

    @property
    def sentence(self) -> str:
        """'233 项任务（牵头 0，与其他单位共担 233），23 项指标；通常 40–120 项，偏多'."""
        low, high = self.usual
        if self.by_lead:
            usual = f"；通常牵头 {low}–{high} 项任务，偏多" if self.heavy else ""
            said = f"牵头 {self.answered} 项任务，配合 {self.supported} 项"
            return f"{said}，{self.indicators} 项指标{usual}"
        said = f"{self.measures} 项任务（牵头 {self.led}，与其他单位共担 {self.shared}）"
        usual = f"；通常 {low}–{high} 项任务，偏多" if self.heavy else ""
        return f"{said}，{self.indicators} 项指标{usual}"


def loads(
    today: Plan, duties: Mapping[str, ItemDuties], *, by_lead: bool = False
) -> Mapping[str, Workload]:
    """By id, of every department that fills something in, in their order.

    Args:
        today: the plan in force under *duties*.
        by_lead: supporters are asked for less than who leads; see `YearPackage.separate_support`.
    """
    carried: dict[str, list[Item]] = {body.id: [] for body in today.bodies}
    for item in all_items(today):
        for body in item.departments:
            carried[body].append(item)
    return {
        body.id: _load(body, carried[body.id], duties, by_lead=by_lead) for body in today.bodies
    }


def _load(
    body: Department,
    items: list[Item],
    duties: Mapping[str, ItemDuties],
    *,
    by_lead: bool,
) -> Workload:
    measures = [item for item in items if isinstance(item, Measure)]
    return Workload(
        department=body,
        measures=len(measures),
        led=sum(duties[one.id].get(body.id) is Duty.LEAD for one in measures),
        shared=sum(len(one.departments) > 1 for one in measures),
        indicators=len(items) - len(measures),
        supported=sum(
            duties[one.id].get(body.id) is Duty.SUPPORT and Duty.LEAD in duties[one.id].values()
            for one in measures
        ),
        by_lead=by_lead,
    )

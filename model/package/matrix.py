"""分工表: for each clause its measures and indicators × departments, ready for a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from model.domain.package import Duty, YearPackage
from model.domain.plan import Clause, Department, Item, Measure, Plan
from model.package.duties import ItemDuties, all_items, duties_in_force
from model.package.in_force import in_force

GOALS = "2"  # 二、主要目标, which has no bracket


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One measure or indicator. `bracket`: whom the plan names, under today's departments."""

    item: Item
    words: str
    duties: ItemDuties
    bracket: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Somebody leads or supports; otherwise it is listed and never scored."""
        return any(duty is not Duty.NONE for duty in self.duties.values())

    @property
    def led(self) -> bool:
        return Duty.LEAD in self.duties.values()

    def duty(self, department: str) -> Duty:
        return self.duties.get(department, Duty.NONE)


@dataclass(frozen=True, kw_only=True)
class ClauseMatrix:
    """`collectives`: 各街道 and the like, each with those of its members that have a column."""

    clause: str
    title: str
    bracket: str  # as printed; "" for 二、主要目标
    columns: tuple[Department, ...]
    rows: tuple[MatrixRow, ...]
    collectives: Mapping[str, tuple[str, ...]]

    @property
    def shared(self) -> bool:
        """Several departments, so that there is something to divide."""
        return len(self.columns) > 1


def matrices(plan: Plan, package: YearPackage) -> tuple[ClauseMatrix, ...]:
    """All clauses in the order of the text, 二、主要目标 first; an indicator stands once, with the
    first clause that states it.
    """
    today = in_force(plan, package)
    duties = duties_in_force(plan, package)
    rows: dict[str, list[MatrixRow]] = {GOALS: [], **{key: [] for key in plan.clauses}}
    silent = _bracket(plan, package)
    for item in all_items(today):
        rows[_clause_of(plan, item)].append(
            MatrixRow(
                item=item,
                words=item.text if isinstance(item, Measure) else item.name,
                duties=duties[item.id],
                bracket=silent[item.id],
            )
        )
    return tuple(
        _matrix(today, today.clauses.get(key), key, tuple(found))
        for key, found in rows.items()
        if found
    )


def _bracket(plan: Plan, package: YearPackage) -> Mapping[str, tuple[str, ...]]:
    """Whom each item's bracket names, after the package's reorganisations."""
    named = duties_in_force(plan, replace(package, duties={}))
    return {item: tuple(duties) for item, duties in named.items()}


def _clause_of(plan: Plan, item: Item) -> str:
    if isinstance(item, Measure):
        return item.clause
    return next((place for place in item.clauses if place in plan.clauses), GOALS)


def _matrix(
    today: Plan, clause: Clause | None, key: str, rows: tuple[MatrixRow, ...]
) -> ClauseMatrix:
    bracket = dict.fromkeys(body for row in rows for body in row.bracket)
    others = {body for row in rows for body in row.duties} - bracket.keys()
    columns = [*bracket, *(body for body in today.departments if body in others)]
    return ClauseMatrix(
        clause=key,
        title=today.place(key),
        bracket=clause.bracket if clause else "",
        columns=tuple(today.departments[body] for body in columns),
        rows=rows,
        collectives=_collectives(today, clause, columns),
    )


def _collectives(
    today: Plan, clause: Clause | None, columns: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    there = tuple(columns)
    return {
        name: tuple(body for body in there if body in today.departments[name].members)
        for name in (clause.named if clause else ())
        if today.departments[name].members
    }

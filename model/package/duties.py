"""认领: who leads, who supports and who is out of it, item by item.

What a package says is explicit, and confirmed by that; an item it is silent about goes by the
plan's proposal, or by its bracket where there is none. All functions that edit give back a new
package.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from model.domain.package import Duty, EndingChoice, YearPackage
from model.domain.plan import Department, Indicator, Item, Plan, Responsibility, Stage
from model.domain.reorganisation import DepartmentChange, reorganised, successors

STRENGTH = (Duty.LEAD, Duty.SUPPORT, Duty.NONE)
ItemDuties = Mapping[str, Duty]
"""Department id -> Duty, in the order of the bracket, then of the plan's departments."""


def all_items(plan: Plan) -> tuple[Item, ...]:
    return (*plan.measures.values(), *plan.indicators.values())


def bracket_duties(plan: Plan, item: Item) -> ItemDuties:
    """What the plan says: one body, or one said to lead, leads; several share without a lead."""
    clauses = item.clauses
    leads = len(item.departments) == 1 or any(
        plan.clauses[key].responsibility is Responsibility.LEAD
        for key in clauses
        if key in plan.clauses
    )
    return dict.fromkeys(item.departments, Duty.LEAD if leads else Duty.SUPPORT)


def proposed_duties(plan: Plan, item: Item) -> ItemDuties:
    """What the plan's proposal says of *item*; what its bracket says where nothing is proposed."""
    proposal = plan.proposals.get(item.id)
    if proposal is None:
        return bracket_duties(plan, item)
    return {
        **dict.fromkeys(proposal.lead, Duty.LEAD),
        **dict.fromkeys(proposal.support, Duty.SUPPORT),
    }


def duties_in_force(plan: Plan, package: YearPackage) -> Mapping[str, ItemDuties]:
    """Item id -> who does what, for every item of *plan*, under today's departments."""
    departments = reorganised(plan.departments, package.changes)
    found = {item.id: item_duties(plan, package, departments, item) for item in all_items(plan)}
    return {key: {} if has_left(package, key) else duties for key, duties in found.items()}


def has_left(package: YearPackage, indicator: str) -> bool:
    """Whether the office chose for *indicator*, past its last milestone, that it is asked no more:
    then nothing about it is open.
    """
    ending = package.endings.get(indicator)
    return ending is not None and ending.choice is EndingChoice.LEAVE


def stage_of(package: YearPackage, item: Item) -> Stage:
    """Where *item* stands in the year of *package*."""
    if isinstance(item, Indicator):
        return Stage.LEFT if has_left(package, item.id) else Stage.RUNNING
    if not package.by_years:
        return Stage.RUNNING
    if item.id in package.archived:
        return Stage.ARCHIVED
    stage = item.stage_in(package.year)
    return Stage.OVERDUE if stage is Stage.OVER and item.id in package.overdue else stage


def item_duties(
    plan: Plan, package: YearPackage, departments: Mapping[str, Department], item: Item
) -> ItemDuties:
    """Who does what about *item*; where two bodies became one, the stronger duty holds."""
    stated = package.duties.get(item.id)
    if stated is not None:
        given = stated
    else:
        given = (proposed_duties if package.separate_support else bracket_duties)(plan, item)
    # The plan knows only the departments of its day; a package names today's, mostly.
    kept = () if stated is None else departments
    return _ordered(item, departments, moved(given, package.changes, item.id, kept))


def moved(
    given: ItemDuties,
    changes: Collection[DepartmentChange],
    item: str,
    kept: Collection[str] = (),
) -> dict[str, Duty]:
    """*given* after *changes*, all but the *kept* bodies followed to whoever took over."""
    if not changes:
        return dict(given)
    after: dict[str, Duty] = {}
    for body, duty in given.items():
        for heir in (body,) if body in kept else successors(body, changes, item):
            after[heir] = min(after.get(heir, Duty.NONE), duty, key=STRENGTH.index)
    return after


def _ordered(
    item: Item, departments: Mapping[str, Department], duties: Mapping[str, Duty]
) -> ItemDuties:
    order = dict.fromkeys((*item.departments, *departments))
    return {body: duties[body] for body in order if body in duties and body in departments}


def prefilled(plan: Plan, package: YearPackage) -> YearPackage:
    """*package* with the plan's bracket written out for every item it was silent about.

    Where the plan has a proposal they stay silent: nobody has confirmed it yet.
    """
    if package.separate_support and plan.proposals:
        return package
    stays = replace(package, endings={})  # what left comes back as it was
    return replace(package, duties={**duties_in_force(plan, stays), **package.duties})


def only_proposed(plan: Plan, package: YearPackage) -> tuple[Item, ...]:
    """The items whose duties are only proposed (建议分工，未经办公室确认)."""
    if not package.separate_support:
        return ()
    return tuple(
        item
        for item in all_items(plan)
        if item.id in plan.proposals and item.id not in package.duties
    )


def unconfirmed(plan: Plan, package: YearPackage) -> tuple[Item, ...]:
    """Those of them that the year asks, so that they wait for the office."""
    return tuple(item for item in only_proposed(plan, package) if stage_of(package, item).asked)


def confirmed(plan: Plan, package: YearPackage, items: Iterable[str]) -> YearPackage:
    """*package* with the duties in force of *items* written out: 采用建议分工."""
    today = reorganised(plan.departments, package.changes)
    rows = {item: item_duties(plan, package, today, plan.item(item)) for item in items}
    return replace(package, duties={**package.duties, **rows})


def assigned(
    plan: Plan,
    package: YearPackage,
    items: Iterable[str],
    departments: Iterable[str],
    duty: Duty,
) -> YearPackage:
    """*package* with *duty* in every cell of *items* × *departments*: a cell, a row, a block."""
    row = dict.fromkeys(departments, duty)
    return _with_cells(plan, package, dict.fromkeys(items, row))


def given_alone(
    plan: Plan, package: YearPackage, carrying: Mapping[str, Collection[str]]
) -> YearPackage:
    """*package* with each item of *carrying* done by the departments named there and no others:
    one leads, several share.
    """
    rows = {
        item: dict.fromkeys(bodies, Duty.LEAD if len(bodies) == 1 else Duty.SUPPORT)
        for item, bodies in carrying.items()
        if bodies
    }
    departments = reorganised(plan.departments, package.changes)
    others = {
        item: dict.fromkeys(item_duties(plan, package, departments, plan.item(item)), Duty.NONE)
        for item in rows
    }
    return _with_cells(plan, package, {item: others[item] | row for item, row in rows.items()})


def filled_down(
    plan: Plan, package: YearPackage, items: Sequence[str], departments: Collection[str]
) -> YearPackage:
    """*package* with what *departments* do about the first of *items* done about the others too."""
    if len(items) < 2:
        return package
    today = reorganised(plan.departments, package.changes)
    first = item_duties(plan, package, today, plan.item(items[0]))
    row = {body: first.get(body, Duty.NONE) for body in departments}
    return _with_cells(plan, package, dict.fromkeys(items[1:], row))


def _with_cells(
    plan: Plan, package: YearPackage, cells: Mapping[str, Mapping[str, Duty]]
) -> YearPackage:
    today = reorganised(plan.departments, package.changes)
    changed = {
        item: {**item_duties(plan, package, today, plan.item(item)), **row}
        for item, row in cells.items()
        if not has_left(package, item)
    }
    return replace(package, duties={**package.duties, **changed})


def copied(
    plan: Plan, package: YearPackage, last: YearPackage, items: Iterable[str]
) -> YearPackage:
    """*package* with last year's duties for *items*, taken on by today's departments.

    Items that last year's package was silent about become silent again.
    """
    since = [change for change in package.changes if change not in last.changes]
    wanted = set(items)
    kept = {item: duties for item, duties in package.duties.items() if item not in wanted}
    departments = reorganised(plan.departments, package.changes)
    taken = {
        item: _ordered(plan.item(item), departments, moved(last.duties[item], since, item))
        for item in wanted
        if item in last.duties
    }
    return replace(package, duties={**kept, **taken})


def takeover(
    plan: Plan, package: YearPackage, change: DepartmentChange
) -> Mapping[str, tuple[str, ...]]:
    """Item id -> who carries it after *change*, of the items it touches; () where nobody does.

    For the screen that asks how a split or dissolved body's work is shared out.
    """
    return {
        item: tuple(dict.fromkeys(heir for body in carrying for heir in change.heirs(body, item)))
        for item, duties in duties_in_force(plan, package).items()
        if (carrying := _carrying(duties, change.before))
    }


def _carrying(duties: ItemDuties, bodies: Iterable[str]) -> tuple[str, ...]:
    return tuple(body for body in bodies if duties.get(body, Duty.NONE) is not Duty.NONE)

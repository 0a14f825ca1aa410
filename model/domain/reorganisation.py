"""Departments change while the plan runs: renamed, merged, split, dissolved.

An id is for ever. A renamed body keeps its id and its old name becomes an alias; whatever else
happens, work goes to successors by a mapping that somebody wrote down, never by a guess.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from model.domain.plan import Department


class ChangeKind(StrEnum):
    RENAMED = "更名"
    MERGED = "合并"
    SPLIT = "拆分"
    DISSOLVED = "撤销"


@dataclass(frozen=True, kw_only=True)
class DepartmentChange:
    """One reorganisation, and who takes over what.

    `before` and `after` are ids. `made` are the records of bodies that came into being or got
    another name by it. `moves` says, where several come after, who takes over which item; what
    it leaves out stays where it was, and with nobody if that body is gone.
    """

    kind: ChangeKind
    on: str  # ISO date
    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    made: tuple[Department, ...] = ()
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    document: str = ""  # 文号

    def heirs(self, body: str, item: str | None) -> tuple[str, ...]:
        """The departments that take over *item* from *body*; without an *item*, all that come after
        it.
        """
        if body not in self.before:
            return (body,)
        if item is None or len(self.after) == 1:
            return self.after
        return self.moves.get(item, (body,) if body in self.after else ())

    def ancestors(self, body: str) -> tuple[str, ...]:
        """The departments whose work may have come to *body*; *body* itself is first unless it is
        new.
        """
        if body not in self.after:
            return (body,)
        new = body in {one.id for one in self.made} and body not in self.before
        return self.before if new else tuple(dict.fromkeys((body, *self.before)))


@dataclass(frozen=True, kw_only=True)
class KnownChange:
    """A reorganisation and since when the office knows it: its day may lie long before."""

    change: DepartmentChange
    year: int  # of the first package that has it
    since: str  # ISO 8601 with offset: when that package was made

    def is_known(self, moment: str, year: int | None = None) -> bool:
        """Whether who decided something at *moment* (ISO 8601 with offset) knew it; *year*: by the
        packages of that year, None: by any.
        """
        known = year is None or self.year <= year
        return known and datetime.fromisoformat(self.since) <= datetime.fromisoformat(moment)


def in_order(changes: Iterable[DepartmentChange]) -> list[DepartmentChange]:
    """*changes* by date; changes of one day stay in the order in which they were written down."""
    return sorted(changes, key=lambda change: change.on)


def successors(
    department: str, changes: Collection[DepartmentChange], item: str | None = None
) -> tuple[str, ...]:
    """The departments that answer after *changes* for what *department* answered before them.

    Args:
        item: one measure or indicator; None: for any of them.

    Returns:
        *department* itself where nothing happened to it; () where nobody was named.
    """
    now: tuple[str, ...] = (department,)
    if not any(department in change.before for change in changes):
        return now  # as for most: all items of all bodies are looked up here
    for change in in_order(changes):
        now = tuple(dict.fromkeys(heir for body in now for heir in change.heirs(body, item)))
    return now


def bearers(
    department: str,
    changes: Iterable[KnownChange],
    decided_at: str,
    year: int | None = None,
    item: str | None = None,
) -> tuple[str, ...]:
    """`successors` of *department*, to which somebody gave something at *decided_at*: whoever knew
    a reorganisation meant the department as it is after it, if it goes on.

    Args:
        decided_at, year: see `KnownChange.is_known`.
    """
    later = [
        one.change
        for one in changes
        if department not in one.change.after or not one.is_known(decided_at, year)
    ]
    return successors(department, later, item)


def predecessors(department: str, changes: Iterable[DepartmentChange]) -> tuple[str, ...]:
    """The departments whose earlier answers *department* continues, itself included unless it is
    new.
    """
    was: tuple[str, ...] = (department,)
    for change in reversed(in_order(changes)):
        was = tuple(dict.fromkeys(body for heir in was for body in change.ancestors(heir)))
    return was


def reorganised(
    departments: Mapping[str, Department], changes: Iterable[DepartmentChange]
) -> dict[str, Department]:
    """*departments* after *changes*; a new department stands where its first predecessor stood."""
    found = dict(departments)
    for change in in_order(changes):
        found = _after(change, found)
    return found


def _after(change: DepartmentChange, found: dict[str, Department]) -> dict[str, Department]:
    made = {body.id: body for body in change.made}
    gone = [body for body in change.before if body not in change.after]
    earlier = tuple(
        name for body in gone if body in found for name in (found[body].name, *found[body].aliases)
    )
    table: dict[str, Department] = {}
    for id_, body in found.items():
        if id_ in made:
            table[id_] = _renamed(body, made[id_])
        elif id_ not in gone:
            table[id_] = replace(body, members=_members(body.members, change))
        if id_ in change.before:
            table |= {new: one for new, one in made.items() if new not in found}
    if len(change.after) == 1 and change.after[0] in table:
        heir = table[change.after[0]]
        table[heir.id] = replace(heir, aliases=_aliases(heir, earlier))
    return table


def _renamed(before: Department, after: Department) -> Department:
    aliases = _aliases(after, (before.name, *before.aliases))
    return replace(after, aliases=aliases, members=before.members, in_plan=before.in_plan)


def _aliases(body: Department, more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys((*body.aliases, *more)) if name != body.name)


def _members(members: tuple[str, ...], change: DepartmentChange) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heir for member in members for heir in change.heirs(member, None)))

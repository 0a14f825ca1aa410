"""A reorganisation as the office writes it down, names first; ids are made here and for ever.

An id follows from whose work the body goes on with and from its name: two PCs that write down the
same change give it the same id, and no two bodies ever have one id, whoever made them where.
"""

from collections.abc import Iterable, Mapping
from itertools import count

from model.domain.canonical import canonical_bytes, digest_of
from model.domain.package import YearPackage
from model.domain.plan import Department, Plan
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.package.in_force import in_force

ID = 16  # digits of an id: more bodies than there will ever be


def written_down(
    plan: Plan,
    package: YearPackage,
    kind: ChangeKind,
    on: str,
    before: Iterable[str],
    names: Iterable[str],
    document: str = "",
    moves: Mapping[str, tuple[int, ...]] | None = None,
) -> DepartmentChange:
    """Args:
    before: ids.
    names: of those who come after; whoever bears one of them today goes on, others are new.
    moves: item -> who takes it over, by their places among those who come after.
    """
    today = in_force(plan, package).departments
    was = tuple(before)
    by_name = {body.name: body for body in today.values()}
    wanted = tuple(dict.fromkeys(filter(None, map(str.strip, names))))
    if kind is ChangeKind.RENAMED and len(was) == 1 and was[0] in today:
        made = tuple(_like(today[was[0]], was[0], name) for name in wanted)
        return DepartmentChange(
            kind=kind, on=on, before=was, after=was, made=made, document=document
        )
    made = tuple(
        _like(today[was[0]], _new_id(plan, package, was, name), name)
        for name in wanted
        if name not in by_name and was
    )
    ids = {body.name: body.id for body in (*by_name.values(), *made)}
    after = tuple(ids[name] for name in wanted if name in ids)
    named = dict(enumerate(after))  # a place where nobody is named any more is no body
    return DepartmentChange(
        kind=kind,
        on=on,
        before=was,
        after=after,
        made=made,
        moves={
            item: tuple(named.get(place, str(place)) for place in places)
            for item, places in (moves or {}).items()
        },
        document=document,
    )


def _like(body: Department, id_: str, name: str) -> Department:
    return Department(id=id_, name=name, kind=body.kind, in_plan=False)


def _new_id(plan: Plan, package: YearPackage, before: Iterable[str], name: str) -> str:
    """Of the body *name* that goes on with *before*; another one where such a body was before."""
    had = {*plan.departments, *(one.id for change in package.changes for one in change.made)}
    said = {"before": sorted(before), "name": name}
    ids = (f"b{digest_of(canonical_bytes({**said, 'time': time}))[:ID]}" for time in count())
    return next(one for one in ids if one not in had)

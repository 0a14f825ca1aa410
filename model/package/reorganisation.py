"""A reorganisation as the office writes it down, names first; ids are made here and for ever."""

from collections.abc import Iterable, Mapping

from model.domain.package import YearPackage
from model.domain.plan import Department, Plan
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.package.in_force import in_force


def written_down(
    plan: Plan,
    package: YearPackage,
    kind: ChangeKind,
    on: str,
    before: Iterable[str],
    names: Iterable[str],
    document: str = "",
    moves: Mapping[str, tuple[str, ...]] | None = None,
) -> DepartmentChange:
    """Args:
    before: ids.
    names: of those who come after; whoever bears one of them today goes on, others are new.
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
        _like(today[was[0]], _new_id(package, number), name)
        for number, name in enumerate(wanted, start=1)
        if name not in by_name and was
    )
    ids = {body.name: body.id for body in (*by_name.values(), *made)}
    return DepartmentChange(
        kind=kind,
        on=on,
        before=was,
        after=tuple(ids[name] for name in wanted if name in ids),
        made=made,
        moves=moves or {},
        document=document,
    )


def _like(body: Department, id_: str, name: str) -> Department:
    return Department(id=id_, name=name, kind=body.kind, in_plan=False)


def _new_id(package: YearPackage, number: int) -> str:
    """Nobody had it before: it names the version and the change it came with."""
    return f"b{package.year}-{package.version}-{len(package.changes) + 1}-{number}"

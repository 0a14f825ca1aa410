"""What is wrong with reorganisations of departments, taken one after the other."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from model.domain.plan import Department, DepartmentKind, Plan
from model.domain.reorganisation import ChangeKind, DepartmentChange, in_order, reorganised
from model.errors import Problem
from model.package.words import item_words

PLACE = "机构调整"


def change_problems(plan: Plan, changes: Iterable[DepartmentChange]) -> Iterator[Problem]:
    """Each change is held against the departments as those before it left them."""
    departments = dict(plan.departments)
    ever = set(departments)
    for change in in_order(changes):
        for sentence in (
            *_about_itself(plan, change),
            *_about_before_and_after(change, departments),
            *_about_made(change, departments, ever),
        ):
            yield Problem(sentence, (PLACE, f"{change.on} {change.kind.value}"))
        departments = reorganised(departments, [change])
        ever |= {body.id for body in change.made}


def reporting_bodies(departments: Mapping[str, Department]) -> set[str]:
    """Ids of those that fill something in: all but the collectives."""
    return {body.id for body in departments.values() if body.kind is not DepartmentKind.COLLECTIVE}


def is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _about_itself(plan: Plan, change: DepartmentChange) -> Iterator[str]:
    if not is_date(change.on):
        yield f"日期“{change.on}”不是日期，请填成“2026-01-31”的样子。"
    if not _fits_its_kind(change):
        yield f"调整前后的单位数目与“{change.kind.value}”不符，请改正。"
    for item, heirs in change.moves.items():
        if item not in plan.measures and item not in plan.indicators:
            yield "有一个移交的事项不在方案中，请删除。"
            continue
        if not set(heirs) <= set(change.after):
            words = item_words(plan.item(item))
            yield f"“{words}”移交给了调整后没有的单位，请改正。"


def _fits_its_kind(change: DepartmentChange) -> bool:
    before, after = len(set(change.before)), len(set(change.after))
    match change.kind:
        case ChangeKind.RENAMED:
            return change.before == change.after and before == len(change.made) == 1
        case ChangeKind.MERGED:
            return before > 1 and after == 1
        case ChangeKind.SPLIT:
            return before == 1 and after > 1
        case ChangeKind.DISSOLVED:
            return before == 1 and not set(change.before) & set(change.after)


def _about_before_and_after(
    change: DepartmentChange, departments: Mapping[str, Department]
) -> Iterator[str]:
    bodies = reporting_bodies(departments)
    for body in change.before:
        if body not in bodies:
            known = departments.get(body)
            name = known.name if known else body
            yield f"调整前的单位“{name}”不在当时的名单中，请改正。"
    for body in change.after:
        if body not in bodies and body not in {one.id for one in change.made}:
            yield f"调整后的单位没有名称（“{body}”），请补上。"


def _about_made(
    change: DepartmentChange, departments: Mapping[str, Department], ever: set[str]
) -> Iterator[str]:
    for made in change.made:
        if made.id in ever and made.id not in departments:
            yield f"“{made.name}”的编号曾属于已撤销的单位，不能再用，请换一个。"
        if made.id not in change.after:
            yield f"新单位“{made.name}”不在调整后的单位之中，请改正。"
        if any(
            made.name in {other.name, *other.aliases}
            for other in departments.values()
            if other.id not in {made.id, *change.before}
        ):
            yield f"名称“{made.name}”已属于另一个单位，请改正。"

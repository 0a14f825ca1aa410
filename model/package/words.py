"""A package's contents in words, for screens and paper."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress

from model.domain.package import Contact, Duty, YearPackage
from model.domain.plan import Department, Plan
from model.domain.reorganisation import ChangeKind, DepartmentChange, in_order, reorganised
from model.domain.toml import read_toml
from model.domain.wording import day_words
from model.package.duties import ItemDuties


def contact_words(contact: Contact) -> str:
    return " ".join(filter(None, (contact.name, contact.phone, contact.email, contact.note)))


def duties_words(departments: Mapping[str, Department], duties: ItemDuties) -> str:
    """'区科技局牵头，区商务局、区金融局配合'; '无人承担'."""
    parts = []
    for wanted in (Duty.LEAD, Duty.SUPPORT):
        names = [departments[body].name for body, duty in duties.items() if duty is wanted]
        if names:
            parts.append(f"{'、'.join(names)}{wanted.value}")
    return "，".join(parts) or "无人承担"


def rulebook_words(package: YearPackage) -> str:
    """'百分制（指标 40 分、任务 60 分） 2025.1版', as its own text calls it."""
    edition, title = package.rulebook, "评估规则"
    with suppress(tomllib.TOMLDecodeError):
        title = str(read_toml(package.rulebook_text).get("title", title))
    return f"{title} {edition.version}版"


def reorganisations(
    plan: Plan, package: YearPackage | None
) -> Iterator[tuple[DepartmentChange, str]]:
    """Each reorganisation with its sentence, by date, every department by the name it had then."""
    departments = dict(plan.departments)
    for change in in_order(package.changes if package else ()):
        after = reorganised(departments, [change])
        yield change, _sentence(change, departments, after)
        departments = after


def _sentence(
    change: DepartmentChange,
    departments: Mapping[str, Department],
    later: Mapping[str, Department],
) -> str:
    before = "、".join(departments[body].name for body in change.before)
    after = "、".join(later[body].name for body in change.after)
    match change.kind:
        case ChangeKind.DISSOLVED:
            became = f"{before}撤销" + (f"，工作由{after}承接" if after else "，工作无单位承接")
        case ChangeKind.SPLIT:
            became = f"{before}拆分为{after}"
        case _:
            became = f"{before}{change.kind.value}为{after}"
    source = f"（{change.document}）" if change.document else ""
    return f"{day_words(change.on)}起，{became}{source}"

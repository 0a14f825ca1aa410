"""A package's contents in words, for screens and paper."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress

from model.domain.package import Archived, Contact, Duty, Ending, YearPackage
from model.domain.plan import Department, Item, Measure, Plan, Stage
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


def archived_words(plan: Plan, package: YearPackage, archived: Archived | None) -> str:
    """'2025年度区教育局第2次报送（校验码 3F2A 91C0 77BE 0D14）'; "" where there is nothing."""
    if archived is None:
        return ""
    year = f"{archived.year}年度"
    if not archived.reports:
        return f"{year}，由领导小组办公室认定"
    names = {body.id: body.name for body in plan.departments.values()}
    names |= {body.id: body.name for change in package.changes for body in change.made}
    said = (
        f"{names.get(one.department, one.department)}第{one.sequence}次报送"
        f"（校验码 {one.check_code}）"
        for one in archived.reports
    )
    return f"{year}{'、'.join(said)}"


def stage_words(item: Item) -> str:
    """'已完成归档（2025年度……）', '逾期，应在 2022 年底前完成'; "" for what is asked as usual."""
    if not isinstance(item, Measure):
        return item.stage.value
    return _measure_stage(item)


def _measure_stage(measure: Measure) -> str:
    match measure.stage:
        case Stage.ARCHIVED:
            return f"{measure.stage}（{measure.accepted}）" if measure.accepted else measure.stage
        case Stage.NOT_BEGUN:
            return f"{measure.stage}，从 {measure.starts} 年起填报"
        case Stage.OVER:
            return f"{measure.stage}，到 {measure.until} 年底为止"
        case Stage.OVERDUE:
            return f"{measure.stage}，应在 {measure.until} 年底前完成"
    return ""


def ending_words(ending: Ending | None) -> str:
    """'退出（王芳，2026年11月29日）'; "" where nothing was chosen."""
    if ending is None:
        return ""
    by = f"{ending.by}，" if ending.by else ""
    return f"{ending.choice}（{by}{day_words(ending.at[:10])}）"


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

"""What contradicts the plan, or itself, in a package and its reorganisations, each with a cure."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from model.domain.package import YearPackage
from model.domain.plan import Department, DepartmentKind, Indicator, Plan
from model.domain.reorganisation import ChangeKind, DepartmentChange, in_order, reorganised
from model.domain.submission import Edition
from model.domain.typed_days import is_day
from model.domain.wording import amount_words
from model.errors import PackageRejected, Problem
from model.package.duties import has_left
from model.scoring.loader import parse_serving_rulebook
from model.scoring.rulebook import Rulebook


class PackagePlace(StrEnum):
    """The parts of a package that a problem can be in, as people know them."""

    COVER = "封面"
    RULES = "评估规则"
    TARGETS = "指标目标"
    DUTIES = "职责分工"
    CHANGES = "机构调整"


def change_problems(plan: Plan, changes: Iterable[DepartmentChange]) -> Iterator[Problem]:
    """What is wrong with *changes*, each compared with the departments as those before it left
    them.
    """
    departments = dict(plan.departments)
    ever = set(departments)
    for change in in_order(changes):
        for sentence in (
            *_about_change(plan, change),
            *_about_before_and_after(change, departments),
            *_about_made(change, departments, ever),
        ):
            yield Problem(sentence, (PackagePlace.CHANGES, f"{change.on} {change.kind.value}"))
        departments = reorganised(departments, [change])
        ever |= {body.id for body in change.made}


def reporting_bodies(departments: Mapping[str, Department]) -> set[str]:
    """Ids of those that fill something in: all but the collectives."""
    return {body.id for body in departments.values() if body.kind is not DepartmentKind.COLLECTIVE}


def _about_change(plan: Plan, change: DepartmentChange) -> Iterator[str]:
    if not is_day(change.on):
        yield f"日期“{change.on}”不是日期，请填成“2026-01-31”的样子。"
    if not _fits_its_kind(change):
        yield f"调整前后的单位数目与“{change.kind.value}”不符，请改正。"
    for item, heirs in change.moves.items():
        if item not in plan.measures and item not in plan.indicators:
            yield "有一个移交的事项不在方案中，请删除。"
            continue
        if not set(heirs) <= set(change.after):
            words = plan.item(item).title
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


def refuse_if_wrong(plan: Plan, package: YearPackage, file: str = "") -> None:
    """
    Raises:
        PackageRejected: with one Problem per contradiction; *file* leads each where.
    """
    refuse_other_plan(plan, package, file)
    problems = [
        Problem(problem.message, tuple(filter(None, (file, *problem.where))))
        for problem in package_problems(plan, package)
    ]
    if problems:
        raise PackageRejected(
            f"{_of(file)}{package.year}年度任务包有 {len(problems)} 处问题，未接收。",
            problems,
            hint="请领导小组办公室按提示改正后重新发出。",
        )


def refuse_other_plan(plan: Plan, package: YearPackage, file: str = "") -> None:
    """
    Raises:
        PackageRejected: *package* goes by another plan, or another edition of it.
    """
    if package.plan.id != plan.id:
        raise PackageRejected(
            f"{_of(file)}任务包依据的是另一个方案，没有启用。",
            hint="请核对任务包是否发错；没有发错的，先收下办公室发来的“方案数据”文件，再接收任务包。",
        )
    if package.plan.version != plan.edition:
        raise PackageRejected(
            f"{_of(file)}任务包依据的是{package.plan.version}版方案，"
            f"本机有的是{plan.edition}版，没有启用。",
            hint="请向领导小组办公室索取该版的“方案数据”文件，先收下它，再接收任务包。",
        )


def rulebook_of(package: YearPackage, plan: Plan) -> Rulebook:
    """
    Raises:
        RulebookRejected: its text is no sound rulebook for *plan*.
        PackageRejected: it is another version than the package says.
    """
    said = package.rulebook
    rulebook = parse_serving_rulebook(package.rulebook_text, f"评估规则 {said.version}版", plan)
    if Edition(id=rulebook.id, version=rulebook.version) != said:
        raise PackageRejected(
            f"任务包写明的评估规则是{said.version}版，附上的却是另一版："
            f"{rulebook.title} {rulebook.version}版，没有接收，原有内容未变。",
            hint="请领导小组办公室重新选定规则版本后发出。",
        )
    return rulebook


def _of(file: str) -> str:
    return f"{file}：" if file else ""


def package_problems(plan: Plan, package: YearPackage) -> Iterator[Problem]:
    """For a package that goes by *plan*, in the order of the workbook's sheets."""
    yield from _about_itself(plan, package)
    yield from change_problems(plan, package.changes)
    bodies = reporting_bodies(reorganised(plan.departments, package.changes))
    yield from _about_targets(plan, package, bodies)
    yield from _about_duties(plan, package, bodies)
    questions = {question.id for question in plan.questions}
    for question in sorted(package.settled.keys() - questions):
        yield Problem(f"待明确事项“{question}”不在方案中，请删除。", (PackagePlace.COVER,))
    for asked in plan.questions:
        if (settled := package.settled.get(asked.id)) and not settled.on:
            words = f"待定问题“{asked.question}”的决定日期没有写，或者不是日期，请填写。"
            yield Problem(words, (PackagePlace.COVER,))
    for department in sorted(package.contacts.keys() - bodies):
        body = body_name(plan, package, department)
        yield Problem(f"联系人的责任单位{body}不在名单中，请改正或删除。", (PackagePlace.COVER,))


def _about_itself(plan: Plan, package: YearPackage) -> Iterator[Problem]:
    first, last = plan.years
    if not first <= package.year <= last:
        yield Problem(
            f"年度 {package.year} 不在方案的 {first}—{last} 年之内，请改正。", (PackagePlace.COVER,)
        )
    if package.version < 1 or (package.parent is None) != (package.version == 1):
        yield Problem("版次与上一版对不上，请从上一版重新生成更正版。", (PackagePlace.COVER,))
    if not is_day(package.deadline):
        yield Problem("没有写明报送截止日期，请填成“2026-01-31”的样子。", (PackagePlace.COVER,))
    elif int(package.deadline[:4]) < package.year:
        yield Problem(f"截止日期 {package.deadline} 早于评估年度，请改正。", (PackagePlace.COVER,))
    if not package.rulebook_text.strip():
        yield Problem("没有附上评估规则，请选定规则版本。", (PackagePlace.RULES,))


def _about_targets(plan: Plan, package: YearPackage, bodies: set[str]) -> Iterator[Problem]:
    measured = {i.id for i in plan.indicators.values() if not i.qualitative}
    for indicator in sorted(
        {*package.targets, *package.breakdown, *package.shares, *package.baselines} - measured
    ):
        if known := plan.indicators.get(indicator):
            words = f"“{known.name}”是定性指标，没有数值目标，请删除它的目标。"
        else:
            words = "有一项目标的指标不在方案中，请删除。"
        yield Problem(words, (PackagePlace.TARGETS,))
    for indicator, target in package.targets.items():
        if target.on and not is_day(target.on):
            name = _name(plan.indicators.get(indicator))
            yield Problem(
                f"“{name}”的下达日期“{target.on}”不是日期，请改正。", (PackagePlace.TARGETS,)
            )
    yield from _impossible_targets(plan, package)
    for indicator, baseline in package.baselines.items():
        if baseline.year > package.year:
            name = _name(plan.indicators.get(indicator))
            yield Problem(
                f"“{name}”的基线年份 {baseline.year} 晚于评估年度，请改正。",
                (PackagePlace.TARGETS,),
            )
    for indicator, by_department in package.shares.items():
        for department in sorted(by_department.keys() - bodies):
            name = _name(plan.indicators.get(indicator))
            body = body_name(plan, package, department)
            yield Problem(
                f"“{name}”分给了不在名单中的{body}，请在“目标”里删除，需要的另给承接单位填写。",
                (PackagePlace.TARGETS,),
            )


def stated_numbers(plan: Plan, package: YearPackage) -> Iterator[tuple[Indicator, str, Decimal]]:
    """Every number that *package* states of an indicator that is measured, and what it is."""
    said = [
        *((key, "上级下达的目标", one.value) for key, one in package.targets.items()),
        *(
            (key, f"{year} 年的目标", value)
            for key, years in package.breakdown.items()
            for year, value in years.items()
        ),
        *(
            (key, f"{body_name(plan, package, body)}的目标", value)
            for key, shares in package.shares.items()
            for body, value in shares.items()
        ),
        *((key, "基线值", one.value) for key, one in package.baselines.items()),
    ]
    for key, what, value in said:
        indicator = plan.indicators.get(key)
        if indicator and not indicator.qualitative:
            yield indicator, what, value


def _impossible_targets(plan: Plan, package: YearPackage) -> Iterator[Problem]:
    """Numbers that the indicator can't have: nobody could ever meet them, or miss them."""
    for indicator, what, value in stated_numbers(plan, package):
        if not has_left(package, indicator.id) and not indicator.can_be(value):
            number = amount_words(value, indicator.unit)
            yield Problem(
                f"“{indicator.name}”{what} {number}不可能，请核对后改正。", (PackagePlace.TARGETS,)
            )


def _name(indicator: Indicator | None) -> str:
    return indicator.name if indicator else "方案中没有的指标"


def body_name(plan: Plan, package: YearPackage, department: str) -> str:
    """The last name that *department* had; its id in quotes if nobody knows it."""
    names = {body.id: body.name for body in plan.departments.values()}
    names |= {body.id: body.name for change in package.changes for body in change.made}
    return names.get(department, f"“{department}”")


def _about_duties(plan: Plan, package: YearPackage, bodies: set[str]) -> Iterator[Problem]:
    gone = {body for change in package.changes for body in change.before}
    for _ in {*package.archived, *package.overdue} - plan.measures.keys():
        yield Problem("有一项归档或逾期的任务不在方案中，请删除。", (PackagePlace.DUTIES,))
    for item, duties in package.duties.items():
        if item not in plan.measures and item not in plan.indicators:
            yield Problem("有一项分工的事项不在方案中，请删除。", (PackagePlace.DUTIES,))
            continue
        for department in sorted(duties.keys() - bodies - gone):
            words, body = plan.item(item).title, body_name(plan, package, department)
            yield Problem(f"“{words}”分给了不在名单中的{body}，请改正。", (PackagePlace.DUTIES,))

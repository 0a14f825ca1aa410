"""Where a package stands, in words."""

from collections import Counter

from model.domain.wording import day_words
from model.package.editor import PackageEditor
from model.package.hints import blank_contacts, without_target
from model.package.validation import PackagePlace
from ui.kit.stepper import Step

UNWRITTEN = "文件还没有写出"


def state_words(work: PackageEditor) -> str:
    """One line for the head of the page."""
    if work.shown is None:
        return f"{work.year} 年度还没有任务包，各单位只能按方案原文填报"
    said = []
    if newest := work.newest:
        rivals = "（同号的有几份，请核对）" if work.rivals else ""
        said.append(f"现行第{newest.version}版{rivals}")
    if work.draft:
        said.append(f"第{work.draft.version}版编制中，随改随存")
    if work.closed:
        said.append("已封存，只能查看；要改请先解除封存")
    elif work.draft is None:
        said.append(f"已生效，{UNWRITTEN}" if work.unwritten else "已下发，要改请编制更正版")
    if work.package.sample:
        said.append("示例数据")
    day = work.package.deadline
    if len(day) == len("2026-01-31"):
        said.append(f"{day_words(day)}截止")
    return f"{work.year} 年度　" + "，".join(said)


def steps(work: PackageEditor) -> tuple[Step, ...]:
    """The way to a version that goes out, and where each step stands."""
    package, today = work.package, work.today
    wrong = Counter(problem.where[0] for problem in work.problems if problem.where)
    targets = {one.id for one in work.open_endings} | without_target(today, package)
    open_ = {
        "基本": wrong[PackagePlace.COVER]
        + wrong[PackagePlace.RULES]
        + len(blank_contacts(package)),
        "目标": wrong[PackagePlace.TARGETS] + len(targets),
        "职责分工": wrong[PackagePlace.DUTIES] + len(work.uncarried) + len(work.unconfirmed),
        "单位变更": wrong[PackagePlace.CHANGES] + len(work.left_behind),
        "待定问题": len(today.questions),
        "检查与下发": len(work.problems) + work.unwritten,
    }
    not_begun = {"单位变更": not package.changes, "检查与下发": work.draft is not None}
    return tuple(
        Step(word=word, open=count, done=not count and not not_begun.get(word, False))
        for word, count in open_.items()
    )


def sent_words(work: PackageEditor) -> str:
    """When the version in force was made, by whom, whether it went out, and its check code."""
    package = work.package
    by = f"，{package.made_by}" if package.made_by else ""
    sent = UNWRITTEN if work.unwritten else "已下发"
    return f"{day_words(package.made_at[:10])}编制{by}，{sent}；校验码 {package.check_code}"


def first_words(work: PackageEditor) -> str:
    """What the first version of a year fixes, counted."""
    package = work.package
    asked = sum(work.today.asks(body.id) for body in work.today.bodies)
    own = sum(work.year in years for years in package.breakdown.values())
    return (
        f"这是 {work.year} 年度的第一版：上级下达目标 {len(package.targets)} 项，"
        f"自定目标 {own} 项；单位变更 {len(package.changes)} 次；"
        f"待定问题已决定 {len(package.settled)} 个；{asked} 个单位填报。"
    )

"""The indicators of a package as lines: what the plan says, what is in force, what is suggested."""

from collections.abc import Iterator

from model.domain.package import EndingChoice
from model.domain.plan import Indicator
from model.domain.targets import Basis, Target, target_in_force
from model.package.editor import PackageEditor
from model.package.targets import is_past
from ui.kit.table_model import Cell, Line
from ui.status_marks import Mark

HEADINGS = ("指标", "下一阶段目标", "本年目标", "依据")
PAST = 3  # place among the views of the page
WIDTHS = (0, 136, 116, 156)


def target_of(work: PackageEditor, indicator: Indicator) -> Target:
    package = work.package
    return target_in_force(
        indicator,
        package.year,
        package.handed_down.get(indicator.id),
        package.baselines.get(indicator.id),
    )


def milestone_words(indicator: Indicator, year: int) -> str:
    """What the plan says is due next: '2025年 ≥ 270 家'."""
    if not indicator.milestones:
        return "方案未定"
    coming = [m for m in indicator.milestones if m.year >= year]
    if not coming:
        return "—"  # the last one is past: what it asked for is to be held
    target = target_in_force(indicator, coming[0].year)
    said = "未下达" if target.missing else target.wanted
    return f"{coming[0].year}年 {said}"


def _note(target: Target) -> str:
    """Where the target comes from, in a few words."""
    return f"巩固{target.due}年目标" if target.basis is Basis.HELD else target.note


def target_lines(work: PackageEditor, wanted: int) -> Iterator[Line]:
    """*wanted*: 0 all that are measured, 1 without a target yet, 2 with a suggestion, 3 past their
    last milestone, what is to be done (定性) included.
    """
    suggested = {one.indicator for one in work.suggestions}
    for indicator in work.today.indicators.values():
        target = target_of(work, indicator)
        past = is_past(indicator, work.year)
        shown = (True, target.missing, indicator.id in suggested, past)[wanted]
        if not shown or (indicator.qualitative and wanted != PAST):
            continue
        mark = Mark.NO_TARGET if target.missing else None
        note = "可采纳建议" if indicator.id in suggested else _note(target)
        handed = work.package.targets.get(indicator.id)
        own = target.basis is Basis.PACKAGE and handed is None
        if target.left:
            note = f"已选定{EndingChoice.LEAVE}"
        if handed and target.basis is Basis.PACKAGE and indicator.id not in suggested:
            note = handed.document or "已下达，没有写文号"
        if past and wanted == PAST:
            ending = work.package.endings.get(indicator.id)
            note = f"已选定{ending.choice.value}" if ending else "待选定"
        yield Line(
            key=indicator.id,
            cells=(
                Cell(words=indicator.name),
                Cell(words=milestone_words(indicator, work.year)),
                Cell(words=target.wanted, mark=mark),
                Cell(words="自定" if own else note),
            ),
        )

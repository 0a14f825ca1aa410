"""The basis of the report, and who reported."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.consolidation.consolidation import Told
from model.consolidation.target_attainment import DueTargets, Reach
from model.domain.plan import DepartmentKind, Stage
from model.domain.wording import UNCONFIRMED, day_words, share_text
from model.report.data import ReportData, department_names
from model.report.word import Cell, Document, Grid

# The plan's own words that ask for this report, wherever they stand.
EVALUATION = re.compile(r"[^，。；\n]{0,12}组织开展[^，。；\n]{0,12}年度评估")


def opening(document: Document, data: ReportData) -> None:
    turnout, whole = data.turnout, data.picture.whole
    stages = Counter(measure.stage for measure in data.plan.measures.values())
    measures = sum(count for stage, count in stages.items() if stage.asked)
    quoted = EVALUATION.search(data.plan.text)
    asked = f"关于“{quoted[0].strip()}”的要求" if quoted else "的要求"
    document.text(
        f"为落实《{data.plan.title}》{asked}，{data.office}"
        f"组织各责任单位对{data.year}年度工作开展了自评估。"
        f"{_review_words(data)}",
        f"本次评估涉及 {len(turnout.expected)} 个责任单位，任务清单 {measures} 项、"
        f"指标 {len(data.plan.indicators)} 项；已报送单位共承担 {whole.obligations} 项次。",
    )
    if said := out_of_year(stages):
        document.text(said)
    if count := len(data.plan.unconfirmed):
        document.text(f"职责分工中有 {count} 项{UNCONFIRMED}，照建议的牵头单位评估。")
    document.text(
        f"评分按《{data.rulebook.title}》（{data.rulebook.version} 版）执行。"
        "方案本身没有规定分值，该规则由领导小组办公室审定；每项得分的算式见汇总工作簿和各单位工作簿。",
        "文中“自评”为单位自报得分，“复算”为按同一规则对填报内容重新计算的得分，"
        "“复核”为计入办公室核改、逾期等情况后的得分。"
        + (f"本报告所依据的{data.record.words}。" if data.record else ""),
    )


def out_of_year(stages: Counter[Stage]) -> str:
    """How many measures the year doesn't ask, or asks after their term."""
    aside = {stage: count for stage, count in stages.items() if not stage.asked}
    said = "、".join(f"{stage} {aside[stage]} 项" for stage in Stage if stage in aside)
    late = stages[Stage.OVERDUE]
    parts = (
        f"方案的其余任务不在本年度填报范围：{said}" if said else "",
        f"{late} 项任务过了方案写明的期限没有完成，按逾期继续填报" if late else "",
    )
    return "；".join(filter(None, parts)) + ("。" if any(parts) else "")


def _review_words(data: ReportData) -> str:
    """How far the office's review is."""
    whole = data.picture.whole.obligations
    if data.waiting:
        return f"已报 {whole} 项次中复核了 {whole - data.waiting} 项次，其余正在复核。"
    if data.turnout.missing:
        return f"已报的 {whole} 项次已经复核，其他单位尚未报送。"
    return f"已报的 {whole} 项次已经全部复核。"


GOOD, FAIR = Decimal("0.9"), Decimal("0.7")  # shares that an overall judgement rests on
BODIES, FIGURES = Decimal("0.8"), Decimal("0.5")  # that reported, with data; below, no judgement


@dataclass(frozen=True)
class OverallBasis:
    """What an overall judgement rests on, and the verdict."""

    targets: DueTargets
    verdict: str  # "": there is nothing yet, or too little, to judge by
    missed: Sequence[str]  # names of binding indicators
    scored: bool  # there is something to judge by


def judged(data: ReportData) -> OverallBasis:
    picture, targets = data.picture, data.picture.due
    shares = [one for one in (targets.share, picture.whole.share) if one is not None]
    binding = [
        one.indicator.name
        for one in picture.indicators
        if one.indicator.binding and one.reach is Reach.MISSED
    ]
    it = data.turnout
    enough = targets.known >= FIGURES * targets.due and it.reported >= BODIES * len(it.expected)
    able = shares and (enough or binding)  # what is missed stays missed whoever comes
    verdict = _overall(min(shares), binding) if able else ""
    return OverallBasis(targets, verdict, binding, scored=bool(shares))


def judgement_words(data: ReportData) -> str:
    """The overall judgement in one sentence, or why there can't be one yet; "": there is nothing
    to judge by.
    """
    found = judged(data)
    if not found.scored:
        return ""
    if not found.verdict:
        return f"{_basis_words(data, found)}，还不足以对全年工作作总体评价。"
    return f"从自评和复核情况看，{data.year}年度{data.place}碳达峰工作{found.verdict}。"


def _basis_words(data: ReportData, found: OverallBasis) -> str:
    """'应报送的 48 个单位已报送 2 个，应在2027年达到的 48 项指标有数据的 14 项'."""
    it, targets = data.turnout, found.targets
    bodies = f"应报送的 {len(it.expected)} 个单位已报送 {it.reported} 个"
    if not targets.unknown:
        return bodies
    due = f"应在{data.year}年达到的 {targets.due} 项指标"
    return f"{bodies}，{due}中有数据的 {targets.known} 项"


def judgement(document: Document, data: ReportData) -> None:
    """Writes one paragraph that follows from the figures, and the figures it follows from."""
    whole, found = data.picture.whole, judged(data)
    due, binding = found.targets, found.missed
    if not found.scored:
        document.to_write("总体评价：还没有可以评价的数据")
        return
    targets = (
        f"{_due_words(data, found)} {due.known} 项指标达到 {due.reached} 项"
        f"（{share_text(due.share)}），未达到 {due.missed} 项"
        if due.share is not None
        else f"没有应在{data.year}年达到、已有数据的指标"
    )
    tasks = (
        f"已报送单位承担的 {whole.obligations} 项次中完成 {whole.told[Told.DONE]} 项次、"
        f"推进中 {whole.told[Told.ONGOING]} 项次、"
        f"滞后和未启动 {whole.told[Told.BEHIND] + whole.told[Told.NOT_STARTED]} 项次"
    )
    scored = f"，得分率 {share_text(whole.share)}" if whole.share is not None else ""
    document.text(
        f"{judgement_words(data)}{targets}；{tasks}{scored}。",
        f"目标尚未到期的指标中，{due.early} 项提前达到，不计入以上达到率。" if due.early else "",
        f"约束性指标“{'”“'.join(binding)}”未达到目标，须重点说明。" if binding else "",
        _by_section(data) if found.verdict else "",
        f"另有 {len(data.turnout.missing)} 个单位尚未报送，以上未包括其情况。"
        if data.turnout.missing
        else "",
    )
    document.note(
        f"注：总体判断按指标达到率和得分率中较低的一个得出：{GOOD:.0%} 以上为总体进展顺利，"
        f"{FAIR:.0%} 以上为总体按计划推进，低于 {FAIR:.0%} 或约束性指标未达到为进度偏慢；"
        f"已报送单位不到 {BODIES:.0%} 或有数据的指标不到 {FIGURES:.0%}、"
        "又没有约束性指标未达到的，不作总体判断。供修改。"
    )


def _due_words(data: ReportData, found: OverallBasis) -> str:
    """'应在2027年达到的 48 项指标中 34 项还没有数据，有数据的'."""
    due = found.targets
    if not due.unknown:
        return f"应在{data.year}年达到的"
    lacking = f"应在{data.year}年达到的 {due.due} 项指标中 {due.unknown} 项还没有数据，"
    return f"{lacking if found.verdict else ''}有数据的"


def _overall(share: Decimal, missed: Sequence[str]) -> str:
    if missed or share < FAIR:
        return "进度偏慢，部分目标任务存在差距"
    return "总体进展顺利" if share >= GOOD else "总体按计划推进"


def _by_section(data: ReportData) -> str:
    """'得分率较高的领域是…，较低的是…。'; "" with fewer than four sections."""
    shares = [
        (share, section.title)
        for section in data.picture.sections
        if (share := data.picture.section(section.key).share) is not None
    ]
    if len(shares) < 4:  # two at either end
        return ""
    ordered = [title for _, title in sorted(shares, key=lambda one: one[0])]
    return f"得分率较高的是{ordered[-1]}、{ordered[-2]}，较低的是{ordered[0]}、{ordered[1]}。"


def refused_words(data: ReportData) -> str:
    return (
        f"另有 {data.refused} 个文件因损坏、格式不符等原因未能接收，原件均已留存，"
        "原因和处理办法见汇总工作簿“未接收文件”表。"
    )


def turnout(document: Document, data: ReportData) -> None:
    it = data.turnout
    expected = max(len(it.expected), 1)
    due = f"报送截止日期为{day_words(it.deadline)}。" if it.deadline else ""
    on_time = share_text(Decimal(it.on_time) / expected)
    timely = f"按时报送 {it.on_time} 个（{on_time}），" if it.deadline else ""
    document.text(
        f"{due}应报送 {len(it.expected)} 个单位，已报送 {it.reported} 个"
        f"（{share_text(Decimal(it.reported) / expected)}），{timely}复核通过 {it.passed} 个。"
    )
    if origins := Counter(line.origin for line in data.bodies if line.origin):
        told = "，".join(f"{word} {count} 个" for word, count in origins.most_common())
        document.text(f"已报送单位的来源核对情况：{told}。")
    document.table("各类单位报送情况", _by_kind(data))
    if silent := [one for one in it.missing if one not in (*it.unproved, *it.unreceived)]:
        document.text(f"尚未报送的单位：{department_names(silent, 50)}。")
    if it.unproved:
        names = department_names(it.unproved, 50)
        document.text(f"收到来件、尚未认定是否为本单位报送的单位：{names}。")
    if it.unreceived:
        names = department_names(it.unreceived, 50)
        document.text(f"收到来件、未能接收的单位：{names}。")
    if it.late:
        words = "、".join(f"{one.name}（{days} 天）" for one, days in it.late)
        document.text(f"逾期报送的单位：{words}。")
    if it.returned:
        document.text(f"已退回、等待重报的单位：{department_names(it.returned, 50)}。")


def _by_kind(data: ReportData) -> Grid:
    missing = {one.id for one in data.turnout.missing}
    passed = {one.department.id for one in data.picture.departments if one.passed}
    rows: list[list[str | Cell]] = []
    for kind in DepartmentKind:
        bodies = [one for one in data.turnout.expected if one.kind is kind]
        if bodies:
            rows.append(_line(kind.value, [one.id for one in bodies], missing, passed))
    everybody = [one.id for one in data.turnout.expected]
    total = [
        Cell(text=str(cell), across="center", strong=True)
        for cell in _line("合计", everybody, missing, passed)
    ]
    return Grid(
        heads=("单位类别", "应报", "已报", "报送率", "复核通过"),
        shares=(3, 1.4, 1.4, 1.6, 1.6),
        across=("left", *["center"] * 4),
        rows=[*rows, total],
    )


def _line(name: str, bodies: list[str], missing: set[str], passed: set[str]) -> list[str | Cell]:
    came = [one for one in bodies if one not in missing]
    return [
        name,
        str(len(bodies)),
        str(len(came)),
        share_text(Decimal(len(came)) / len(bodies)) if bodies else "—",
        str(sum(one in passed for one in bodies)),
    ]

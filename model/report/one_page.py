"""一图读懂: what the page for leaders says, from the same figures as window and report."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from model.consolidation.consolidation import Told
from model.consolidation.target_attainment import Reach
from model.domain.numbers import points_text, rounded
from model.domain.wording import share_text
from model.report.chapters.appendix import amount
from model.report.chapters.overview import judged, judgement_words
from model.report.chapters.results import NO_GRADE
from model.report.data import ReportData

if TYPE_CHECKING:  # it is heavy
    from model.report.figures.matplotlib_parts import Figure

MOST_LOST, MOST_NAMED = 3, 8


def one_page(data: ReportData) -> "Figure":
    from model.report.figures import OnePage, lost_by_section, one_page_figure

    shares = [
        (section.title, share)
        for section in data.picture.sections
        if (share := data.picture.section(section.key).share) is not None
    ]
    lost = [one for one in lost_by_section(data.picture) if one[0]]
    return one_page_figure(
        OnePage(
            title=f"一图读懂{data.place}{data.year}年度碳达峰工作",
            note=_note(data),
            judgement=_judgement(data),
            numbers=tuple(_numbers(data)),
            shares=shares,
            lost=lost[:MOST_LOST],
            rectified=[("全部整改事项", data.rectified)] if data.rectifications else (),
            lists=(
                ("还没有达到目标的指标", tuple(_missed(data))),
                ("各单位等次", tuple(_grades(data))),
            ),
            foot=f"{data.office}　{data.day}　依据《{data.plan.title}》和各单位年度自评估，"
            "数字与年度评估报告一致。",
        )
    )


def _note(data: ReportData) -> str:
    marks = ["示例数据"] if data.sample else []
    if missing := len(data.turnout.missing):
        marks.append(f"截至{data.day}，{missing} 个单位尚未报送，以下不包括其情况")
    else:
        marks.append(f"截至{data.day}" if data.final else f"截至{data.day}，尚有未定事项")
    return "；".join(marks)


def _judgement(data: ReportData) -> str:
    found, told = judged(data), data.picture.whole.told
    slow = told[Told.BEHIND] + told[Told.NOT_STARTED]
    return (
        f"{judgement_words(data)}已报送单位承担的 {data.picture.whole.obligations} 项次中，"
        f"完成 {told[Told.DONE]} 项次、推进中 {told[Told.ONGOING]} 项次、"
        f"滞后和未启动 {slow} 项次。"
        + (f"约束性指标“{'”“'.join(found.missed)}”未达到目标。" if found.missed else "")
    )


def _numbers(data: ReportData) -> Iterator[tuple[str, str]]:
    due, whole, totals = data.picture.due, data.picture.whole, data.totals
    yield f"{data.turnout.reported} / {len(data.turnout.expected)}", "已报送单位"
    reached = f"指标达到，另 {due.unknown} 项无数据" if due.unknown else "应达到的指标已达到"
    yield f"{due.reached} / {due.known}", reached
    yield "—" if whole.share is None else share_text(whole.share), "得分率"
    mean = points_text(rounded(sum(totals, Decimal(0)) / len(totals))) if totals else "—"
    yield mean, "平均复核得分"


def _missed(data: ReportData) -> Iterator[str]:
    missed = [one for one in data.picture.indicators if one.reach is Reach.MISSED]
    for one in missed[:MOST_NAMED]:
        measured = one.value is not None
        told = f"{amount(one)}，目标 {one.target.wanted}" if measured else "没有完成"
        yield f"· {one.indicator.name}：{told}"
    if len(missed) > MOST_NAMED:
        yield f"……共 {len(missed)} 项，见年度评估报告"
    if not missed:
        yield "没有。"


def _grades(data: ReportData) -> Iterator[str]:
    found = Counter(one.reviewed.grade for one in data.picture.departments)
    for grade in data.rulebook.grades:
        if count := found[grade.name]:
            yield f"{grade.name}　{count} 个"
    if count := found[""]:
        yield f"{NO_GRADE}　{count} 个"

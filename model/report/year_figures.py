"""The year's figures by name, each titled with its finding: the same on screen, in files, in the
report.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from model.consolidation.target_attainment import reach_words
from model.domain.numbers import points_text, rounded
from model.domain.wording import points_words, share_text
from model.report.chapters.overview import judgement_words
from model.report.data import ReportData
from model.report.one_page import one_page

if TYPE_CHECKING:  # it is heavy
    from model.report.figures.matplotlib_parts import Figure


class Drawing(StrEnum):
    MATRIX = "分领域得分率"
    INDICATORS = "指标完成情况"
    DISTRIBUTION = "得分分布"
    LOST = "失分领域"
    RECTIFICATION = "整改进度"
    CHANGE = "与上年比较"
    ONE_PAGE = "一图读懂"


def drawn(drawing: Drawing, data: ReportData) -> "Figure | None":
    """The figure, or None if there is nothing to draw (no year to compare with)."""
    from model.report import figures

    title = finding_of(drawing, data)
    named = data.ranking_shown
    drawings: Mapping[Drawing, Callable[[], Figure | None]] = {
        Drawing.MATRIX: lambda: figures.matrix_figure(
            data.picture, data.turnout.expected, title=title
        ),
        Drawing.INDICATORS: lambda: figures.indicators_figure(data.picture, title=title),
        Drawing.DISTRIBUTION: lambda: figures.distribution_figure(
            data.groups, data.rulebook, data.year, title=title, named=named
        ),
        Drawing.CHANGE: lambda: figures.change_figure(data.picture, data.before, title=title),
        Drawing.LOST: lambda: figures.lost_figure(data.picture, title=title),
        Drawing.RECTIFICATION: lambda: figures.rectification_figure(
            data.rectified_by_body, title=title
        ),
        Drawing.ONE_PAGE: lambda: one_page(data) if data.picture.departments else None,
    }
    return drawings[drawing]()


def finding_of(drawing: Drawing, data: ReportData) -> str:
    """The figure's finding, in one line; "" if nothing can be told yet."""
    findings: Mapping[Drawing, Callable[[ReportData], str]] = {
        Drawing.MATRIX: _weakest,
        Drawing.INDICATORS: _reaches,
        Drawing.DISTRIBUTION: lambda told: _spread(told.totals),
        Drawing.CHANGE: _moved,
        Drawing.LOST: _most_lost,
        Drawing.RECTIFICATION: _rectified,
        Drawing.ONE_PAGE: lambda told: judgement_words(told) if told.picture.departments else "",
    }
    return findings[drawing](data)


def _reaches(data: ReportData) -> str:
    """The results of those with a bar; below the figure stand those without."""
    counts = reach_words(one for one in data.picture.indicators if one.numeric)
    return f"{counts}（目标＝100%；○＝各单位报数不一）" if data.picture.departments else ""


def _weakest(data: ReportData) -> str:
    shares = [
        (share, section.name)
        for section in data.picture.sections
        if (share := data.picture.section(section.key).share) is not None
    ]
    if not shares:
        return ""
    share, name = min(shares)
    return f"“{name}”得分率最低，为 {share_text(share)}（各单位分领域得分率，%）"


def _spread(totals: list[Decimal]) -> str:
    if not totals:
        return ""
    mean = rounded(sum(totals, Decimal(0)) / len(totals))
    return (
        f"{len(totals)} 个单位复核得分在 {points_text(min(totals))}～{points_words(max(totals))}"
        f"之间，平均 {points_words(mean)}"
    )


def _most_lost(data: ReportData) -> str:
    from model.report.figures.lost import lost_by_section

    lost = lost_by_section(data.picture)
    if not lost or not lost[0][0]:
        return ""
    points, _, name = lost[0]
    whole = sum((one[0] for one in lost), Decimal(0))
    told = f"失分最多的是“{name}”，失 {points_words(points)}"
    return f"{told}，占全部失分的 {share_text(points / whole)}"


def _rectified(data: ReportData) -> str:
    return f"整改事项：{data.rectified.words}" if data.rectifications else ""


def _moved(data: ReportData) -> str:
    gains = [
        total - data.before[one.department.id]
        for one in data.picture.departments
        if one.department.id in data.before and (total := one.reviewed.total) is not None
    ]
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    years = f"{data.year - 1}年（○）→{data.year}年（●）"
    return f"与上年相比 {up} 个单位上升、{down} 个下降（复核得分，{years}）" if gains else ""

"""The year's figures by name, each titled with its finding: the same on screen, in files, in the
report.
"""

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from model.domain.numbers import points_text, rounded
from model.domain.wording import points_words
from model.report.data import ReportData

if TYPE_CHECKING:  # it is heavy
    from model.report.figures.matplotlib_parts import Figure


class Drawing(StrEnum):
    MATRIX = "分领域得分率"
    INDICATORS = "指标完成情况"
    DISTRIBUTION = "得分分布"
    CHANGE = "与上年比较"


def drawn(drawing: Drawing, data: ReportData) -> "Figure | None":
    """The figure, or None if there is nothing to draw (no year to compare with)."""
    from model.report import figures

    title = finding_of(drawing, data)
    match drawing:
        case Drawing.MATRIX:
            return figures.matrix_figure(data.picture, data.turnout.expected, title=title)
        case Drawing.INDICATORS:
            return figures.indicators_figure(data.picture, title=title)
        case Drawing.DISTRIBUTION:
            named = data.ranking_shown
            return figures.distribution_figure(
                data.groups, data.rulebook, data.year, title=title, named=named
            )
        case Drawing.CHANGE:
            if not data.before:
                return None
            return figures.change_figure(data.picture, data.before, title=title)


def finding_of(drawing: Drawing, data: ReportData) -> str:
    """The figure's finding, in one line; "" if nothing can be told yet."""
    match drawing:
        case Drawing.MATRIX:
            return _weakest(data)
        case Drawing.INDICATORS:
            counts = "、".join(f"{count} 项{reach}" for reach, count in data.picture.reaches)
            return f"{counts}（目标＝100%；○＝各单位报数不一）" if data.picture.departments else ""
        case Drawing.DISTRIBUTION:
            return _spread(data.totals)
        case Drawing.CHANGE:
            return _moved(data)


def _weakest(data: ReportData) -> str:
    shares = [
        (share, section.name)
        for section in data.picture.sections
        if (share := data.picture.section(section.key).share) is not None
    ]
    if not shares:
        return ""
    share, name = min(shares)
    return f"“{name}”得分率最低，为 {share:.1%}（各单位分领域得分率，%）"


def _spread(totals: list[Decimal]) -> str:
    if not totals:
        return ""
    mean = rounded(sum(totals, Decimal(0)) / len(totals))
    return (
        f"{len(totals)} 个单位复核得分在 {points_text(min(totals))}～{points_words(max(totals))}"
        f"之间，平均 {points_words(mean)}"
    )


def _moved(data: ReportData) -> str:
    gains = [
        total - data.before[one.department.id]
        for one in data.picture.departments
        if one.department.id in data.before and (total := one.reviewed.total) is not None
    ]
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    years = f"{data.year - 1}年（○）→{data.year}年（●）"
    return f"与上年相比 {up} 个单位上升、{down} 个下降（复核得分，{years}）" if gains else ""

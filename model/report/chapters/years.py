"""指标多年变化: indicators over the years, and where this pace leads, marked as a forecast."""

from model.domain.trends import AT_THIS_PACE, IndicatorTrend
from model.report.data import ReportData
from model.report.figures import png_bytes
from model.report.trends import indicator_trend_figure
from model.report.word import Document

MOST, HEIGHT = 6, 2.55  # figures, and inches: three to a page


def years(document: Document, data: ReportData) -> None:
    """Writes the trends of indicators; those that miss the target at this pace come first."""
    missed = [trend for trend in data.trends if trend.in_reach is False]
    reached = sum(trend.in_reach is True for trend in data.trends)
    names = "、".join(trend.indicator.name for trend in missed)
    document.text(
        f"有两年以上填报数的指标 {len(data.trends)} 项。{AT_THIS_PACE}推算，"
        f"{reached} 项能达到阶段目标，{len(missed)} 项达不到{f'：{names}' if names else ''}。"
        "推算只把近几年的变化按直线延长，不是事实，也不是预测结论。"
    )
    others = [trend for trend in data.trends if trend not in missed]
    for trend in [*missed, *others][:MOST]:
        _draw(document, trend, data.plan.years)


def _draw(document: Document, trend: IndicatorTrend, span: tuple[int, int]) -> None:
    figure = indicator_trend_figure(trend, span, HEIGHT)
    width, height = figure.get_size_inches()
    document.figure(
        png_bytes(figure),
        (float(width), float(height)),
        f"{trend.indicator.name}历年变化",
        str(figure.get_label()),
    )

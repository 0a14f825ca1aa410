"""Indicators against their targets: how far each got, the worst first."""

from collections.abc import Sequence
from decimal import Decimal

from model.consolidation.consolidation import Consolidation
from model.consolidation.target_attainment import IndicatorYear, Reach, reach_words
from model.domain.numbers import number_text, rounded
from model.domain.wording import with_unit
from model.report.figure_look import POINTS, SMALL_PT, look
from model.report.figures.canvas import (
    axes_in,
    colours,
    finished,
    in_lines,
    new_figure,
    shortened,
    sized,
)
from model.report.figures.matplotlib_parts import Axes, Figure

ROW, NAMES, NUMBERS = 0.19, 2.12, 1.3  # inches
LIMIT = Decimal("1.5")  # a bar's longest: what is beyond is said in figures
NAME_LENGTH = 19
INKS = {Reach.REACHED: "done", Reach.EARLY: "done", Reach.NOT_DUE: "ongoing"}


def indicators_figure(picture: Consolidation, *, title: str = "") -> Figure:
    """The indicators with a numeric target; those without are counted below."""
    lines = _in_order([one for one in picture.indicators if one.numeric])
    aside = in_lines(without_bars(picture), look().width * POINTS / SMALL_PT)
    foot = 0.26 + 0.14 * len(aside)
    figure = new_figure(
        0.62 + ROW * max(len(lines), 1) + foot,
        title or f"{picture.year}年度指标完成情况（目标＝100%；○＝各单位报数不一，待核定）",
    )
    axes = axes_in(figure, left=NAMES, top=0.5, right=NUMBERS, bottom=foot)
    axes.set_xlim(0, float(LIMIT))
    axes.set_ylim(max(len(lines), 1), -0.1)
    axes.set_xticks([0, 0.5, 1, 1.5], ["0", "50%", "100%", "150%"])
    axes.xaxis.tick_bottom()
    axes.set_yticks([])
    axes.axvline(1, color=colours()["edge"], linewidth=0.8, zorder=3)
    if not lines:
        axes.text(0.02, 0.5, "没有带目标值的指标", color=colours()["quiet"])
    for row, one in enumerate(lines):
        _bar(axes, row, one)
    _numbers_head(axes)
    figure.text(
        0, 0.05 / figure.get_figheight(), "\n".join(aside), va="bottom", color=colours()["quiet"],
        fontproperties=sized(SMALL_PT),
    )  # fmt: skip
    return finished(figure)


def without_bars(picture: Consolidation) -> str:
    """'另有 22 项定性或目标未下达的指标不画条：3 项已达到、…'; "" where there are none."""
    aside = [one for one in picture.indicators if not one.numeric]
    counted = f"另有 {len(aside)} 项定性或目标未下达的指标不画条"
    return f"{counted}：{reach_words(aside)}" if aside else ""


def _in_order(indicators: Sequence[IndicatorYear]) -> list[IndicatorYear]:
    """Missed indicators by how far they got, then reached ones, then those nobody can tell."""
    order = [
        Reach.MISSED,
        Reach.NOT_DUE,
        Reach.EARLY,
        Reach.REACHED,
        Reach.CONFLICT,
        Reach.PART,
        Reach.UNREPORTED,
        Reach.AWAY,
        Reach.NO_TARGET,
        Reach.LEFT,
    ]

    def place(one: IndicatorYear) -> tuple[int, Decimal]:
        return order.index(one.reach), one.completion or Decimal(0)

    return sorted(indicators, key=place)


def _bar(axes: Axes, row: int, one: IndicatorYear) -> None:
    said = one.completion is not None
    axes.text(
        -0.02, row + 0.5, shortened(one.indicator.name, NAME_LENGTH), ha="right",
        va="center_baseline", color=colours()["ink" if said else "quiet"],
        fontproperties=sized(SMALL_PT),
    )  # fmt: skip
    if one.completion is not None:
        colour = colours()[INKS.get(one.reach, "returned")]
        length = float(min(max(one.completion, Decimal(0)), LIMIT))
        axes.barh(row + 0.5, length, height=0.56, color=colour, linewidth=0)
        words = f"{rounded(one.completion * 100, 0)}%"
        inside = length > 0.3
        axes.text(
            length - 0.02 if inside else length + 0.02, row + 0.51, words,
            ha="right" if inside else "left", va="center_baseline",
            color=colours()["on_accent" if inside else "ink"], fontproperties=sized(SMALL_PT),
        )  # fmt: skip
    else:
        _undecided(axes, row, one)
    axes.text(
        float(LIMIT) + 0.06, row + 0.5, _numbers(one), ha="left", va="center_baseline",
        color=colours()["ink" if said else "quiet"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip


def _undecided(axes: Axes, row: int, one: IndicatorYear) -> None:
    """Draws every reported number as a ring; writes words if there is none."""
    known = [share for v in one.values.values() if (share := one.share_of(v)) is not None]
    shares = {float(min(share, LIMIT)) for share in known}
    for place in shares:
        axes.plot(
            place, row + 0.5, "o", markersize=4, markerfacecolor=colours()["surface"],
            markeredgecolor=colours()["look"], markeredgewidth=1, zorder=4, clip_on=False,
        )  # fmt: skip
    if len(shares) > 1:
        ends = [min(shares), max(shares)]
        axes.plot(ends, [row + 0.5] * 2, color=colours()["look"], linewidth=0.8, zorder=2)
    axes.text(
        0.02, row + 0.5, one.result, ha="left", va="center_baseline",
        color=colours()["look"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip


def _numbers(one: IndicatorYear) -> str:
    """'256 / ≥ 270 家'."""
    several = len(set(one.values.values()))
    own = f"{several} 个数" if several else "—"
    own = own if one.value is None else number_text(one.value)
    wanted = "—" if one.target.value is None else number_text(one.target.value)
    return with_unit(f"{own} / {one.target.sign}{wanted}", one.indicator.unit)


def _numbers_head(axes: Axes) -> None:
    axes.text(
        float(LIMIT) + 0.06, -0.25, "实际 / 目标", ha="left", va="bottom",
        color=colours()["quiet"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip

"""The change against last year: every department's score then and now."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from model.consolidation.consolidation import Consolidation
from model.domain.numbers import points_text
from model.report.figure_look import SMALL_PT
from model.report.figures.canvas import (
    axes_in,
    colours,
    finished,
    new_figure,
    shortened,
    sized,
)
from model.report.figures.matplotlib_parts import Axes, Figure

ROW, NAMES = 0.165, 1.5  # inches
NAME_LENGTH = 13


def change_figure(
    picture: Consolidation, before: Mapping[str, Decimal], *, title: str = ""
) -> Figure | None:
    """The changes, the largest gain first; None if no department has a score in both years.

    Args:
        before: last year's reviewed total, by department.
    """
    both = sorted(
        (
            (total - before[one.department.id], one.department.name, before[one.department.id])
            for one in picture.departments
            if one.department.id in before and (total := one.reviewed.total) is not None
        ),
        reverse=True,
    )
    if not both:
        return None
    figure = new_figure(
        0.55 + ROW * len(both) + 0.28,
        title or f"与上年相比：{picture.year - 1}年（○）与{picture.year}年（●）复核得分",
    )
    axes = axes_in(figure, left=NAMES, top=0.34, right=0.62, bottom=0.26)
    _scale(axes, both)
    for row, (gain, name, then) in enumerate(both):
        _line(axes, row, name, then, gain)
    return finished(figure)


def _scale(axes: Axes, both: Sequence[tuple[Decimal, str, Decimal]]) -> None:
    scores = [float(score) for gain, _, then in both for score in (then, then + gain)]
    lowest = max(min([*scores, 60.0]) // 10 * 10, 0)
    axes.set_xlim(lowest, 101)
    axes.set_ylim(len(both), 0)
    ticks = [lowest + 10 * n for n in range(int((100 - lowest) // 10) + 1)]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_yticks([])
    for tick in ticks:
        axes.axvline(tick, color=colours()["line"], linewidth=0.5, zorder=0)


def _line(axes: Axes, row: int, name: str, then: Decimal, gain: Decimal) -> None:
    now, place = float(then + gain), row + 0.5
    colour = colours()["done" if gain > 0 else "returned" if gain < 0 else "quiet"]
    lowest, _ = axes.get_xlim()
    axes.text(
        lowest - (101 - lowest) * 0.012, place, shortened(name, NAME_LENGTH), ha="right",
        va="center_baseline", color=colours()["ink"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip
    axes.plot([float(then), now], [place, place], color=colour, linewidth=1.6, zorder=2)
    axes.plot(
        float(then), place, "o", markersize=3.6, markerfacecolor=colours()["surface"],
        markeredgecolor=colour, markeredgewidth=0.9, zorder=3,
    )  # fmt: skip
    axes.plot(now, place, "o", markersize=4, color=colour, zorder=4)
    sign = "▲ +" if gain > 0 else "▼ −" if gain < 0 else "● "
    axes.text(
        102.2, place, f"{sign}{points_text(abs(gain))}", ha="left", va="center_baseline",
        color=colour, fontproperties=sized(SMALL_PT), clip_on=False,
    )  # fmt: skip

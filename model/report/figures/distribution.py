"""The distribution of scores: a dot for each department, by kind, over the bands of the grades."""

from collections.abc import Sequence

from model.consolidation.ranking_groups import RankedPlace, RankingGroup
from model.domain.numbers import points_text
from model.report.figure_look import SMALL_PT
from model.report.figures.canvas import (
    BODY_PT,
    axes_in,
    colours,
    finished,
    new_figure,
    shortened,
    sized,
    thinned,
)
from model.report.figures.matplotlib_parts import Axes, Figure
from model.scoring.rulebook import Rulebook

ROW, KINDS = 0.58, 1.42  # inches
STEP = 0.13  # rows between dots that would lie on each other
WASH = 0.7  # of the bands' tints
NEAR = 1.2  # points: nearer dots are put beside each other
FILLS = ("done_tint", "ongoing_tint", "behind_tint", "returned_tint")


def distribution_figure(
    groups: Sequence[RankingGroup],
    rulebook: Rulebook,
    year: int,
    *,
    title: str = "",
    named: bool = True,
) -> Figure:
    """Args: named: the best and the last of each kind by name; False where ranks are off."""
    figure = new_figure(0.62 + ROW * max(len(groups), 1) + 0.45, title or f"{year}年度复核得分分布")
    axes = axes_in(figure, left=KINDS, top=0.52, bottom=0.43, right=0.12)
    scores = [_score(place) for group in groups for place in group.places]
    known = [score for score in scores if score is not None]
    lowest = min([60.0, *known]) // 10 * 10
    highest = float(rulebook.maximum)
    axes.set_xlim(lowest, highest)
    axes.set_ylim(max(len(groups), 1), 0)
    ticks = [lowest + 10 * n for n in range(int((highest - lowest) // 10) + 1)]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_yticks([])
    _bands(axes, rulebook, lowest, highest)
    for row, group in enumerate(groups):
        _strip(axes, row, group, lowest, named=named)
    figure.text(
        0, 0.05 / figure.get_figheight(), "每点一个单位；深色＝已通过复核，浅色＝尚未通过",
        va="bottom", color=colours()["quiet"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip
    return finished(figure)


def _score(place: RankedPlace) -> float | None:
    total = place.one.reviewed.total
    return None if total is None else float(total)


def _bands(axes: Axes, rulebook: Rulebook, lowest: float, highest: float) -> None:
    """Draws the bands of the grades; nothing if totals decide no grade."""
    top = highest
    for grade, fill in zip(rulebook.grades, FILLS, strict=False):
        if grade.at_least is None:
            return
        start = max(float(grade.at_least), lowest)
        if start < top:
            axes.axvline(start, color=colours()["edge"], linewidth=0.5, zorder=0)
            axes.axvspan(start, top, color=thinned(fill, WASH), linewidth=0, zorder=0)
            axes.text(
                (start + top) / 2, -0.06, grade.name, ha="center", va="bottom",
                color=colours()["quiet"], fontproperties=sized(BODY_PT),
            )  # fmt: skip
        top = min(top, start)


def _heading(group: RankingGroup) -> str:
    """The kind with the number of departments; how many items they have in a line of its own."""
    whole = f"{group.kind}（{len(group.places)}）"
    return f"{whole}\n{group.size}" if group.size else whole


def _strip(axes: Axes, row: int, group: RankingGroup, lowest: float, *, named: bool) -> None:
    axes.text(
        lowest - (100 - lowest) * 0.012, row + 0.5, f"{_heading(group)}",
        ha="right", va="center_baseline", color=colours()["ink"], fontproperties=sized(BODY_PT),
    )  # fmt: skip
    if row:
        axes.axhline(row, color=colours()["surface"], linewidth=1.5, zorder=1)
    scored = [(float(t), p) for p in group.places if (t := p.one.reviewed.total) is not None]
    heights = _heights([score for score, _ in scored])
    for (score, place), height in zip(scored, heights, strict=True):
        axes.plot(
            score, row + height, "o", markersize=4.2, color=colours()["accent"],
            markeredgecolor=colours()["surface"], markeredgewidth=0.6, zorder=4,
            alpha=1 if place.one.passed else 0.55,
        )  # fmt: skip
    if named and scored:
        _name(axes, row + 0.17, scored[0][1], first=True)
        if len(scored) > 1:
            _name(axes, row + 0.85, scored[-1][1], first=False)


def _heights(scores: Sequence[float]) -> list[float]:
    """The height of each dot in its row, so that no dot hides another."""
    taken: list[tuple[float, int]] = []
    heights = []
    for score in scores:
        used = {level for other, level in taken if abs(other - score) < NEAR}
        level = next(n for n in range(len(scores) + 1) if n not in used)
        taken.append((score, level))
        offset = (level + 1) // 2 * (1 if level % 2 else -1)
        heights.append(min(max(0.5 + offset * STEP, 0.24), 0.76))
    return heights


def _name(axes: Axes, height: float, place: RankedPlace, *, first: bool) -> None:
    """Writes the name left of the best dot or right of the last one, so that names keep apart."""
    score = place.one.reviewed.total
    if score is None:
        return
    words = f"{shortened(place.one.department.name, 11)} {points_text(score)}"
    low, high = axes.get_xlim()
    middle = float(score) > (low + high) / 2
    axes.text(
        float(score), height, words, ha="right" if middle or (first and float(score) > low + 12)
        else "left", va="center_baseline", color=colours()["ink" if first else "quiet"],
        fontproperties=sized(SMALL_PT), zorder=5, clip_on=True,
    )  # fmt: skip

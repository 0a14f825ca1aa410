"""Figures of the years: data → matplotlib Figure, without Qt and pyplot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from model.domain.numbers import number_text, points_text
from model.domain.trends import AT_THIS_PACE, IndicatorTrend, Move, ScoreTrend
from model.report.figure_look import SMALL_PT
from model.report.figures.canvas import (
    BODY_PT,
    axes_in,
    colours,
    finished,
    new_figure,
    shortened,
    sized,
    under_title,
)
from model.report.figures.matplotlib_parts import Annotation, Axes, Bbox, Figure, MaxNLocator

HEIGHT, ROW = 3.9, 0.24  # inches
NAME_LENGTH, WIDEST, LONGEST = 22, 36, 44  # letters
AHEAD = 2  # years shown after the last with a value
STEPS = 12  # places of a line between two points that labels keep clear of


def indicator_trend_figure(
    trend: IndicatorTrend, years: tuple[int, int], height: float | None = None
) -> Figure:
    """Reported values in the accent colour, targets and milestones in grey, the forecast dashed.

    Args:
        years: the first and the last that the plan runs.
        height: inches; None for paper.
    """
    figure = new_figure(height or HEIGHT, trend.sentence)
    below = f"，单位：{trend.indicator.unit}" if trend.indicator.unit else ""
    _say_below(figure, f"{shortened(trend.indicator.name, WIDEST)}{below}")
    axes = axes_in(figure, left=0.55, top=0.78, right=0.75, bottom=0.32)
    ink = colours()
    later = {*trend.forecast, *trend.milestones, *trend.targets}
    _frame(axes, _span(years, trend.values, later))
    _line(axes, trend.targets, ink["edge"], marker="" if len(trend.targets) > 1 else "s")
    for year, value in trend.milestones.items():
        axes.plot([year], [float(value)], "D", color=ink["quiet"], markersize=5)
    _line(axes, trend.values, ink["accent"], marker="o")
    if trend.values:
        last = max(trend.values)
        words = f"{last}年 {number_text(trend.values[last])}"
        up = trend.values[last] > trend.targets.get(last, trend.values[last])
        _note(axes, last, trend.values[last], words, ink["accent"], above=up)
    if ahead := trend.forecast:
        path = {last: trend.values[last], **ahead}
        axes.plot([*path], _floats(path), "--", color=ink["accent"], linewidth=1.2, alpha=0.7)
        end = max(ahead)
        words = f"{AT_THIS_PACE} {number_text(ahead[end])}"
        up = ahead[end] >= trend.values[last]
        _note(axes, end, ahead[end], words, ink["accent"], above=up)
    for year, value in trend.milestones.items():
        words = f"{year}年目标 {number_text(value)}"
        _note(axes, year, value, words, ink["quiet"], above=value >= trend.values.get(year, value))
    if trend.targets:
        end = max(trend.targets)
        _note(axes, end, trend.targets[end], "年度目标", ink["quiet"], above=False)
    axes.margins(y=0.22)
    if axes.get_ylim()[0] > 0:  # 31.5 beside 30 is no tower
        axes.set_ylim(bottom=0)
    counted = not trend.indicator.decimals
    axes.yaxis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10], integer=counted))
    return _labelled(figure)


def score_trend_figure(
    trend: ScoreTrend, years: tuple[int, int], height: float | None = None
) -> Figure:
    """Totals by year, each under its own rules; a change of rules is a line across. Predecessors
    stand in grey under their own names.
    """
    who = shortened(trend.who, LONGEST - 1 - len(trend.change))  # never the number
    figure = new_figure(height or HEIGHT, f"{who}：{trend.change}")
    said = (trend.caution, "得分，单位：分，各年按当年的规则", trend.origin)
    _say_below(figure, "；".join(filter(None, said)))
    axes = axes_in(figure, left=0.55, top=0.78, right=0.75, bottom=0.32)
    earlier = {score.year for one in trend.earlier for score in one.scores}
    _frame(axes, _span(years, {*earlier, *(score.year for score in trend.scores)}, ()))
    ink = colours()
    totals = {score.year: score.total for score in trend.scores}
    for one in trend.earlier:
        was = {score.year: score.total for score in one.scores}
        _line(axes, was, ink["edge"], marker="o")
        end = max(was)
        others = [s.total for o in trend.earlier for s in o.scores if s.year == end]
        words = f"{one.who} {points_text(was[end])}"
        _note(axes, end, was[end], words, ink["quiet"], above=was[end] == max(others))
    _line(axes, totals, ink["accent"], marker="o")
    for score in trend.scores:
        words = f"{points_text(score.total)}\n{score.grade}"
        near = [totals[y] for y in (score.year - 1, score.year + 1) if y in totals]
        peak = score.total >= max(near, default=score.total)
        _note(axes, score.year, score.total, words, ink["ink"], above=peak)
    for before, after in zip(trend.scores, trend.scores[1:], strict=False):
        if before.rules != after.rules:
            middle = (before.year + after.year) / 2
            axes.axvline(middle, color=ink["quiet"], linewidth=0.8, linestyle=":")
            axes.annotate(
                f"换用 {after.rules}",
                (middle, 0.02),
                xycoords=("data", "axes fraction"),
                fontproperties=sized(SMALL_PT),
                color=ink["quiet"],
                ha="center",
            )
    shown = [*totals.values(), *(s.total for one in trend.earlier for s in one.scores)]
    lowest = min([*shown, Decimal(90)]) // 10 * 10 - 10
    axes.set_ylim(max(float(lowest), 0), max([*map(float, shown), 100.0]) + 5)
    axes.set_yticks(range(max(int(lowest), 0), 101, 10))
    return _labelled(figure)


def moves_figure(
    moved: Sequence[Move], years: tuple[int, int], what: str, caution: str = ""
) -> Figure:
    """The largest changes between two years: gains to the right, losses to the left.

    Args:
        what: is compared, with its unit.
        caution: to be kept in mind.
    """
    title = f"{years[0]}年到{years[1]}年，{what}变化最大的{f'（{caution}）' if caution else ''}"
    figure = new_figure(0.62 + ROW * max(len(moved), 1), title)
    axes = axes_in(figure, left=2.6, top=0.42, right=0.1, bottom=0.06)
    ink = colours()
    axes.set_yticks([])
    axes.set_xticks([])
    axes.set_ylim(max(len(moved), 1), 0)
    axes.axvline(0, color=ink["edge"], linewidth=0.8)
    for row, move in enumerate(moved):
        gain = float(move.gain)
        axes.barh(row + 0.5, gain, 0.6, color=ink["done" if gain > 0 else "returned"])
        axes.annotate(
            shortened(move.words, NAME_LENGTH),
            (0, row + 0.5),
            xycoords=("axes fraction", "data"),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontproperties=sized(BODY_PT),
            color=ink["ink"],
        )
        axes.annotate(
            f"{'+' if gain > 0 else '−'}{points_text(abs(move.gain))}",
            (gain, row + 0.5),
            xytext=(4 if gain > 0 else -4, 0),
            textcoords="offset points",
            ha="left" if gain > 0 else "right",
            va="center",
            fontproperties=sized(SMALL_PT),
            color=ink["quiet"],
        )
    widest = max((abs(float(move.gain)) for move in moved), default=1.0)
    axes.set_xlim(-1.5 * widest, 1.5 * widest)
    return finished(figure)


def _say_below(figure: Figure, words: str) -> None:
    """Writes a quiet line under the title."""
    figure.text(
        0.0,
        1.0 - under_title(figure, 0.3) / figure.get_figheight(),
        words,
        va="top",
        color=colours()["quiet"],
        fontproperties=sized(BODY_PT),
    )


def _span(years: tuple[int, int], known: Iterable[int], later: Iterable[int]) -> tuple[int, int]:
    """From the first year with a value to the last with anything to show, and a little ahead;
    all of *years* where nothing is known.
    """
    first, last = years
    if not (told := sorted(known)):
        return years
    return max(told[0], first), min(max(told[-1] + AHEAD, *later, told[-1]), last)


def _frame(axes: Axes, years: tuple[int, int]) -> None:
    first, last = years
    axes.set_xlim(first - 0.4, last + 0.4)
    axes.set_xticks(range(first, last + 1), [f"{year}" for year in range(first, last + 1)])
    axes.grid(axis="y", color=colours()["line"], linewidth=0.6)
    axes.set_axisbelow(True)


def _line(axes: Axes, points: Mapping[int, Decimal], colour: str, *, marker: str) -> None:
    known = dict(sorted(points.items()))
    axes.plot([*known], _floats(known), "-", marker=marker, color=colour, linewidth=1.6)


def _labelled(figure: Figure) -> Figure:
    """*figure* finished, its labels moved off lines, points and each other."""
    finished(figure)
    taken = [text.get_window_extent() for text in figure.texts]
    for axes in figure.axes:
        taken += _covered(axes)
        for note in axes.texts:
            if isinstance(note, Annotation) and note.anncoords == "offset points":
                taken.append(_kept_apart(note, taken))
    return figure


def _kept_apart(note: Annotation, taken: Sequence[Bbox]) -> Bbox:
    """Moves *note* up or down to the next free place; returns the place it has."""
    places = [place := note.xyann[1]]
    height = note.get_window_extent().height * 72 / note.figure.dpi
    for further in range(4):
        for base in (place, -9 if place > 0 else 7):
            away = further * height * 0.6
            places.append(base + away if base > 0 else base - away)
    for at in places:
        _put(note, at)
        box = note.get_window_extent()
        if not any(box.overlaps(other) for other in taken):
            return box
    _put(note, place)
    return note.get_window_extent()


def _put(note: Annotation, offset: float) -> None:
    note.xyann = (0, offset)
    note.set_verticalalignment("bottom" if offset > 0 else "top")


def _covered(axes: Axes) -> Iterator[Bbox]:
    """What lines and their points cover, in small boxes."""
    for line in axes.lines:
        places = line.get_transform().transform(line.get_xydata())
        for start, end in zip(places, [*places[1:], *places[-1:]], strict=True):
            for step in range(STEPS):
                x, y = start + (end - start) * step / STEPS
                yield Bbox.from_extents(x - 2, y - 2, x + 2, y + 2)


def _floats(points: Mapping[int, Decimal]) -> list[float]:
    return [float(value) for value in points.values()]


def _note(
    axes: Axes, year: int, value: Decimal, words: str, colour: str, *, above: bool = True
) -> None:
    axes.annotate(
        words,
        (year, float(value)),
        xytext=(0, 7 if above else -9),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        fontproperties=sized(SMALL_PT),
        color=colour,
    )

"""整改进度: how far each department is with what was handed over, the most open ones first."""

from collections.abc import Sequence

from model.domain.rectification import RectificationProgress, RectificationStage
from model.report.figure_look import SMALL_PT
from model.report.figures.canvas import (
    BODY_PT,
    axes_in,
    colours,
    finished,
    new_figure,
    shortened,
    sized,
)
from model.report.figures.matplotlib_parts import Axes, Figure, Rectangle

ROW, NAMES = 0.27, 1.75  # inches
NAME_LENGTH = 15
MOST = 20  # departments, a row each
FILLS = {  # fill, words on it, hatching: neighbours differ in brightness or are hatched
    RectificationStage.CLOSED: ("done_fill", "on_fill", ""),
    RectificationStage.ACCEPTED: ("done_tint", "ink", "///"),
    RectificationStage.ANSWERED: ("ongoing_fill", "ink", ""),
    RectificationStage.ONGOING: ("track", "ink", ""),
    RectificationStage.LATE: ("returned", "on_fill", ""),
}
ProgressRow = tuple[str, RectificationProgress]  # whose it is, and how far


def rectification_figure(rows: Sequence[ProgressRow], *, title: str) -> Figure | None:
    """A bar for each of *rows*; None if there are none."""
    if not rows:
        return None
    shown = rows[:MOST]
    figure = new_figure(0.5 + ROW * len(shown) + 0.34, title)
    axes = axes_in(figure, left=NAMES, top=0.42, right=1.9, bottom=0.32)
    draw_progress(axes, shown)
    left = f"其余 {len(rows) - MOST} 个单位见整改台账" if len(rows) > MOST else ""
    draw_legend(figure, 0.0, 0.06, left)
    return finished(figure)


def draw_progress(axes: Axes, rows: Sequence[ProgressRow]) -> None:
    most = max(one.assigned for _, one in rows)
    axes.set_xlim(0, most)
    axes.set_ylim(len(rows), 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for row, (name, one) in enumerate(rows):
        place, left = row + 0.5, 0
        axes.text(
            -most * 0.015, place, shortened(name, NAME_LENGTH), ha="right",
            va="center_baseline", color=colours()["ink"], fontproperties=sized(BODY_PT),
        )  # fmt: skip
        for stage, count in one.at.items():
            if count:
                _segment(axes, place, left, count, stage)
            left += count
        late = f"，逾期 {one.late}" if one.late else ""
        axes.text(
            most * 1.02, place, f"交办 {one.assigned}，销号 {one.closed}{late}", ha="left",
            va="center_baseline", color=colours()["returned" if one.late else "ink"],
            fontproperties=sized(BODY_PT), clip_on=False,
        )  # fmt: skip


def _segment(axes: Axes, place: float, left: int, count: int, stage: RectificationStage) -> None:
    fill, ink, hatch = FILLS[stage]
    axes.barh(
        place, count, left=left, height=0.62, color=colours()[fill], hatch=hatch,
        edgecolor=colours()["done" if hatch else "surface"], linewidth=0.6, zorder=2,
    )  # fmt: skip
    if not hatch:
        axes.text(
            left + count / 2, place, str(count), ha="center", va="center_baseline",
            color=colours()[ink], fontproperties=sized(SMALL_PT), zorder=3,
        )  # fmt: skip
        return
    axes.text(
        left + count / 2, place, str(count), ha="center", va="center_baseline",
        color=colours()[ink], fontproperties=sized(SMALL_PT), zorder=3,
        bbox={"facecolor": colours()["surface"], "linewidth": 0, "pad": 0.8},
    )  # fmt: skip


def draw_legend(figure: Figure, left: float, bottom: float, more: str = "") -> None:
    """The stages in a line. Args: left, bottom: inches from the corner below."""
    width, height = figure.get_size_inches()
    for stage, (fill, _, hatch) in FILLS.items():
        figure.add_artist(
            Rectangle(
                (left / width, bottom / height), 0.16 / width, 0.11 / height,
                facecolor=colours()[fill], hatch=hatch, linewidth=0.3,
                edgecolor=colours()["done" if hatch else "surface"],
                transform=figure.transFigure,
            )
        )  # fmt: skip
        figure.text(
            (left + 0.21) / width, (bottom + 0.045) / height, stage.value, va="center_baseline",
            color=colours()["quiet"], fontproperties=sized(SMALL_PT),
        )  # fmt: skip
        left += 0.36 + 0.095 * len(stage.value)
    figure.text(
        left / width, (bottom + 0.045) / height, more, va="center_baseline",
        color=colours()["quiet"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip

"""Where points are lost: a bar for each section of the plan, the most lost first."""

from collections.abc import Sequence
from decimal import Decimal

from model.consolidation.consolidation import Consolidation
from model.domain.wording import points_words, share_text
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
from model.report.figures.matplotlib_parts import Axes, Figure

ROW, NAMES = 0.27, 2.05  # inches
NAME_LENGTH = 18
Lost = tuple[Decimal, Decimal, str]  # points lost, points possible, name of the section


def lost_by_section(picture: Consolidation) -> list[Lost]:
    """The sections in which points count, the most lost first; over all departments that
    reported.
    """
    tallies = [(section.name, picture.section(section.key)) for section in picture.sections]
    return sorted(
        (
            (one.countable - one.earned, one.countable, name)
            for name, one in tallies
            if one.countable
        ),
        key=lambda lost: (-lost[0], lost[2]),
    )


def lost_figure(picture: Consolidation, *, title: str = "") -> Figure | None:
    """The points that departments didn't earn, by section; None if nothing counts."""
    lost = lost_by_section(picture)
    if not lost:
        return None
    figure = new_figure(0.5 + ROW * len(lost) + 0.3, title or f"{picture.year}年度各领域失分")
    axes = axes_in(figure, left=NAMES, top=0.42, right=1.75, bottom=0.28)
    draw_lost(axes, lost)
    figure.text(
        0, 0.05 / figure.get_figheight(),
        "失分＝已报送单位在该领域可得的分减去复核得分",
        va="bottom", color=colours()["quiet"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip
    return finished(figure)


def draw_lost(axes: Axes, lost: Sequence[Lost]) -> None:
    most = max([float(points) for points, _, _ in lost] + [1.0])
    axes.set_xlim(0, most)
    axes.set_ylim(len(lost), 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for row, (points, possible, name) in enumerate(lost):
        place = row + 0.5
        axes.barh(place, most, height=0.62, color=colours()["track"], alpha=0.35, zorder=0)
        axes.barh(place, float(points), height=0.62, color=colours()["behind"], zorder=2)
        axes.text(
            -most * 0.015, place, shortened(name, NAME_LENGTH), ha="right",
            va="center_baseline", color=colours()["ink"], fontproperties=sized(BODY_PT),
        )  # fmt: skip
        told = f"失 {points_words(points)}，得分率 {share_text((possible - points) / possible)}"
        axes.text(
            most * 1.02, place, told, ha="left", va="center_baseline",
            color=colours()["ink"], fontproperties=sized(BODY_PT),
            clip_on=False,
        )  # fmt: skip

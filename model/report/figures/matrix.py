"""Departments × sections: where points are earned and where they are lost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from model.consolidation.consolidation import Consolidation, Tally
from model.consolidation.sections import PlanSection
from model.domain.numbers import points_text, rounded
from model.domain.plan import Department
from model.report.figure_look import SMALL_PT
from model.report.figures.canvas import (
    axes_in,
    colours,
    finished,
    new_figure,
    shortened,
    sized,
    thinned,
)
from model.report.figures.matplotlib_parts import Axes, Figure, Rectangle

ROW, HEAD, FOOT, NAMES = 0.15, 0.58, 0.28, 1.42  # inches
NAME_LENGTH = 13
BANDS: tuple[tuple[str, str, float], ...] = (  # from, words, how much of the colour is laid on
    ("0.95", "95% 以上", 0.6),
    ("0.8", "80%–95%", 0.36),
    ("0.6", "60%–80%", 0.16),
)
LOW = "60% 以下"


def matrix_figure(
    picture: Consolidation, bodies: Sequence[Department], *, title: str = ""
) -> Figure:
    """Args: bodies: everybody expected, in the order of rows; who has not reported stays blank."""
    sections = picture.sections
    totals = {one.department.id: one.reviewed.total for one in picture.departments}
    figure = new_figure(
        0.3 + HEAD + FOOT + ROW * len(bodies),
        title or f"{picture.year}年度各单位分领域得分率",
    )
    axes = axes_in(figure, left=NAMES, top=0.3 + HEAD, bottom=FOOT, right=0.02)
    axes.set_xlim(0, len(sections) + 1.35)
    axes.set_ylim(len(bodies), 0)
    axes.set_xticks([])
    axes.set_yticks([])
    _head(axes, sections)
    for row, body in enumerate(bodies):
        _row(axes, row, body, picture.by_cell, sections, totals)
    _between_kinds(axes, bodies, len(sections) + 1.35)
    _legend(figure)
    return finished(figure)


def _head(axes: Axes, sections: Sequence[PlanSection]) -> None:
    for column, section in enumerate(sections):
        words = section.title.removesuffix("行动")
        lines = [words[start : start + 4] for start in range(0, len(words), 4)]
        axes.text(
            column + 0.5, -0.25, "\n".join([section.key, *lines]), ha="center", va="bottom",
            color=colours()["quiet"], fontproperties=sized(SMALL_PT), linespacing=1.1,
        )  # fmt: skip
    axes.text(
        len(sections) + 0.68, -0.25, "得分", ha="center", va="bottom", color=colours()["ink"],
        fontproperties=sized(SMALL_PT, bold=True),
    )  # fmt: skip


def _row(
    axes: Axes,
    row: int,
    body: Department,
    cells: Mapping[tuple[str, str], Tally],
    sections: Sequence[PlanSection],
    totals: Mapping[str, Decimal | None],
) -> None:
    came = body.id in totals
    axes.text(
        -0.12, row + 0.5, shortened(body.name, NAME_LENGTH), ha="right", va="center_baseline",
        color=colours()["ink" if came else "quiet"], fontproperties=sized(SMALL_PT),
    )  # fmt: skip
    if not came:
        axes.text(
            0.1, row + 0.5, "未报", ha="left", va="center_baseline", color=colours()["returned"],
            fontproperties=sized(SMALL_PT),
        )  # fmt: skip
        return
    for column, section in enumerate(sections):
        tally = cells.get((body.id, section.key))
        if tally is not None:
            _cell(axes, column, row, tally.share)
    total = totals[body.id]
    axes.text(
        len(sections) + 1.3, row + 0.5, "—" if total is None else points_text(total), ha="right",
        va="center_baseline", color=colours()["ink"], fontproperties=sized(SMALL_PT, bold=True),
    )  # fmt: skip


def _cell(axes: Axes, column: int, row: int, share: Decimal | None) -> None:
    """Draws one cell; *share* is None if the cell has items but none of them counts."""
    fill, ink, words = colours()["track"], "quiet", "—"
    if share is not None:
        fill, ink = next(
            ((thinned("done_fill", laid), "ink") for at, _, laid in BANDS if share >= Decimal(at)),
            (colours()["returned_tint"], "returned"),
        )
        words = str(rounded(share * 100, 0))
    axes.add_patch(Rectangle((column + 0.04, row + 0.06), 0.92, 0.88, facecolor=fill, linewidth=0))
    axes.text(
        column + 0.5, row + 0.52, words, ha="center", va="center_baseline", color=colours()[ink],
        fontproperties=sized(SMALL_PT),
    )  # fmt: skip


def _between_kinds(axes: Axes, bodies: Sequence[Department], width: float) -> None:
    for row in range(1, len(bodies)):
        if bodies[row].kind is not bodies[row - 1].kind:
            axes.plot(
                [-2.6, width], [row, row], color=colours()["edge"], linewidth=0.5, clip_on=False
            )


def _legend(figure: Figure) -> None:
    """Writes the meaning of the colours below."""
    width, height = figure.get_size_inches()
    place = 0.0
    fills = [(words, thinned("done_fill", laid)) for _, words, laid in BANDS]
    for words, fill in [*fills, (LOW, colours()["returned_tint"])]:
        patch = Rectangle(
            (place / width, 0.08 / height), 0.14 / width, 0.12 / height,
            facecolor=fill, transform=figure.transFigure, figure=figure,
        )  # fmt: skip
        figure.patches.append(patch)
        _note(figure, place + 0.19, words)
        place += 0.72
    _note(figure, place + 0.1, "得分率＝得分÷可计分值（%）；—：无可计分事项；空白：无分工")


def _note(figure: Figure, place: float, words: str) -> None:
    width, height = figure.get_size_inches()
    figure.text(
        place / width, 0.14 / height, words, va="center_baseline", color=colours()["quiet"],
        fontproperties=sized(SMALL_PT),
    )  # fmt: skip

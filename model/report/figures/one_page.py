"""一图读懂: the year on one A4 page for leaders, drawn from figures that are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.domain.wording import share_text
from model.report.figures.canvas import axes_in, colours, finished, in_lines, sized
from model.report.figures.lost import Lost, draw_lost
from model.report.figures.matplotlib_parts import Axes, Figure, Rectangle
from model.report.figures.rectification import ProgressRow, draw_legend, draw_progress

PAGE = (210 / 25.4, 297 / 25.4)  # inches, A4
EDGE = 0.62  # inches


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """The words and figures of the page; `numbers` are big ones with what they count."""

    title: str
    note: str  # below the title: the day, and what is not settled
    judgement: str
    numbers: Sequence[tuple[str, str]]
    shares: Sequence[tuple[str, Decimal]]  # section and its share of the possible points, 0 to 1
    lost: Sequence[Lost]
    rectified: Sequence[ProgressRow]  # the whole in one row; none where nothing was handed over
    lists: Sequence[tuple[str, Sequence[str]]]  # heading and its lines
    foot: str


def one_page_figure(page: OnePage) -> Figure:
    ink = colours()
    figure = Figure(figsize=PAGE, facecolor=ink["surface"])
    figure.set_label(page.title)
    _put(figure, EDGE, 0.62, page.title, 21, bold=True)
    _put(figure, EDGE, 1.08, page.note, 9, colour="quiet")
    figure.add_artist(_rule(figure, 1.36))
    height = _wrapped(figure, 1.52, page.judgement, 11)
    height = _numbers(figure, height + 0.1, page.numbers)
    height = _heading(figure, height + 0.2, "各领域得分率")
    height = _shares(figure, height, page.shares)
    height = _heading(figure, height + 0.18, "失分最多的领域")
    height = _lost(figure, height, page.lost)
    if page.rectified:
        height = _heading(figure, height + 0.18, "整改进度")
        height = _rectified(figure, height, page.rectified)
    _lists(figure, height + 0.18, page.lists)
    _put(figure, EDGE, PAGE[1] - 0.45, page.foot, 8, colour="quiet")
    return finished(figure)


def _put(
    figure: Figure,
    left: float,
    top: float,
    words: str,
    points: float,
    *,
    bold: bool = False,
    colour: str = "ink",
    across: str = "left",
) -> None:
    """Args: left, top: inches from the page's corner."""
    figure.text(
        left / PAGE[0], 1 - top / PAGE[1], words, ha=across, va="top", color=colours()[colour],
        fontproperties=sized(points, bold=bold), linespacing=1.5,
    )  # fmt: skip


def _rule(figure: Figure, top: float) -> Rectangle:
    return Rectangle(
        (EDGE / PAGE[0], 1 - top / PAGE[1]), 1 - 2 * EDGE / PAGE[0], 0.02 / PAGE[1],
        color=colours()["accent"], transform=figure.transFigure,
    )  # fmt: skip


def _wrapped(figure: Figure, top: float, words: str, points: float) -> float:
    """Writes *words* in lines; the height where the next part may begin."""
    lines = in_lines(words, (PAGE[0] - 2 * EDGE) * 72 / points)
    for number, line in enumerate(lines):
        _put(figure, EDGE, top + number * points * 1.6 / 72, line, points)
    return top + len(lines) * points * 1.6 / 72


def _numbers(figure: Figure, top: float, numbers: Sequence[tuple[str, str]]) -> float:
    width = (PAGE[0] - 2 * EDGE) / max(len(numbers), 1)
    for place, (number, words) in enumerate(numbers):
        left = EDGE + place * width
        figure.add_artist(
            Rectangle(
                (left / PAGE[0], 1 - (top + 0.95) / PAGE[1]), (width - 0.12) / PAGE[0],
                0.95 / PAGE[1], color=colours()["done_tint"], transform=figure.transFigure,
            )
        )  # fmt: skip
        middle = left + (width - 0.12) / 2
        _put(figure, middle, top + 0.14, number, 17, bold=True, colour="accent", across="center")
        _put(figure, middle, top + 0.6, words, 9, colour="quiet", across="center")
    return top + 0.95


def _heading(figure: Figure, top: float, words: str) -> float:
    _put(figure, EDGE, top, words, 12, bold=True)
    return top + 0.3


def _axes(figure: Figure, top: float, height: float, right: float) -> Axes:
    return axes_in(figure, left=EDGE + 2.1, top=top, right=right, bottom=PAGE[1] - top - height)


def _shares(figure: Figure, top: float, shares: Sequence[tuple[str, Decimal]]) -> float:
    height = 0.2 * max(len(shares), 1)
    axes = _axes(figure, top, height, EDGE + 0.6)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(shares), 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for row, (name, share) in enumerate(shares):
        axes.barh(row + 0.5, 1, height=0.6, color=colours()["track"], alpha=0.35, zorder=0)
        axes.barh(row + 0.5, float(share), height=0.6, color=colours()["done"], zorder=2)
        axes.text(
            -0.015, row + 0.5, name, ha="right", va="center_baseline", color=colours()["ink"],
            fontproperties=sized(8.5),
        )  # fmt: skip
        axes.text(
            1.02, row + 0.5, share_text(share), ha="left", va="center_baseline",
            color=colours()["ink"], fontproperties=sized(8.5), clip_on=False,
        )  # fmt: skip
    return top + height


def _lost(figure: Figure, top: float, lost: Sequence[Lost]) -> float:
    height = 0.24 * max(len(lost), 1)
    if lost:
        draw_lost(_axes(figure, top, height, EDGE + 1.75), lost)
    return top + height


def _rectified(figure: Figure, top: float, rows: Sequence[ProgressRow]) -> float:
    height = 0.24 * len(rows)
    draw_progress(_axes(figure, top, height, EDGE + 1.75), rows)
    draw_legend(figure, EDGE + 2.1, PAGE[1] - top - height - 0.2)
    return top + height + 0.2


def _lists(figure: Figure, top: float, lists: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Side by side, each as wide as the page allows."""
    width = (PAGE[0] - 2 * EDGE) / max(len(lists), 1)
    room = (width - 0.25) * 72 / 9
    for place, (heading, lines) in enumerate(lists):
        left, below = EDGE + place * width, top + 0.32
        _put(figure, left, top, heading, 12, bold=True)
        for line in lines:
            parts = in_lines(line, room)
            _put(figure, left, below, "\n".join(parts), 9)
            below += len(parts) * 9 * 1.5 / 72 + 0.06

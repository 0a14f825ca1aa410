"""Fonts, colours and sizes of all figures, and their output as files."""

import io
import tomllib
from collections.abc import Mapping
from functools import cache

from model.paths import asset
from model.report.figures.matplotlib_parts import (
    Axes,
    Figure,
    FontProperties,
    Text,
    fontManager,
    mpl,
)

WIDTH = 156 / 25.4  # inches, the text of a 公文 page
TALLEST = 218 / 25.4  # inches, its height, with room for a caption
TITLE_PT, BODY_PT, SMALL_PT = 10.0, 7.5, 6.5
PNG_DPI = 220


@cache
def colours() -> Mapping[str, str]:
    """Token -> colour of the light theme: paper is white."""
    tokens: dict[str, str] = tomllib.loads(asset("palette.toml").read_text("utf-8"))["light"]
    return tokens


@cache
def font(*, bold: bool = False) -> FontProperties:
    """The bundled font, by its file: an installed font can't replace it."""
    path = asset(f"fonts/HebeiSans-{'Bold' if bold else 'Regular'}.ttf")
    fontManager.addfont(str(path))
    return FontProperties(fname=str(path))


def new_figure(height: float, title: str) -> Figure:
    """Args: height: inches."""
    figure = Figure(figsize=(WIDTH, min(height, TALLEST)), facecolor=colours()["surface"])
    figure.text(
        0.0,
        1.0 - 0.04 / figure.get_figheight(),
        title,
        ha="left",
        va="top",
        fontsize=TITLE_PT,
        color=colours()["ink"],
        fontproperties=sized(TITLE_PT, bold=True),
    )
    figure.set_label(title)  # what a document says in its place
    return figure


def sized(points: float, *, bold: bool = False) -> FontProperties:
    properties: FontProperties = font(bold=bold).copy()
    properties.set_size(points)
    return properties


def axes_in(
    figure: Figure, *, left: float, top: float, right: float = 0.05, bottom: float = 0.05
) -> Axes:
    """Axes with margins in inches, so that text has the same room in figures of every size."""
    width, height = figure.get_size_inches()
    axes: Axes = figure.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height)
    )
    axes.set_facecolor("none")
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, pad=2, colors=colours()["quiet"], labelsize=BODY_PT)
    return axes


def finished(figure: Figure) -> Figure:
    """*figure* with every text in the bundled font, those of the axes included."""
    figure.draw_without_rendering()
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_fontproperties().get_file() is None:
            text.set_fontproperties(sized(float(text.get_fontsize())))
    return figure


def png_bytes(figure: Figure, dpi: float = PNG_DPI) -> bytes:
    """*figure* as PNG: equal figures give equal bytes."""
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
    return target.getvalue()


def pdf_bytes(figure: Figure) -> bytes:
    """*figure* as PDF with letters as letters: equal figures give equal bytes."""
    target = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure.savefig(target, format="pdf", metadata={"CreationDate": None})
    return target.getvalue()


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"

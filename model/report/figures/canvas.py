"""Fonts, colours and sizes of all figures, and their output as files."""

import io
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache

from model.paths import asset
from model.report.figure_look import POINTS, SMALL_PT, look
from model.report.figures.matplotlib_parts import (
    Axes,
    Figure,
    FontProperties,
    Text,
    fontManager,
    mpl,
)

TITLE_PT, BODY_PT = 10.0, 7.5
TITLE_LINE = 0.2  # inches, from line to line of a title
PNG_DPI = 220
CLOSING = {"Pe", "Pf", "Po"}  # kinds of signs that begin no line


def colours() -> Mapping[str, str]:
    """Token -> colour, of the look in force; paper is white."""
    return _palette()[look().scheme]


@cache
def _palette() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(asset("palette.toml").read_text("utf-8"))


def thinned(token: str, share: float) -> str:
    """The colour *token* laid over the paper, *share* of it covered."""
    ink, paper = colours()[token], colours()["surface"]
    pairs = ((int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


@cache
def font(*, bold: bool = False) -> FontProperties:
    """The bundled font, by its file: an installed font can't replace it."""
    path = asset(f"fonts/HebeiSans-{'Bold' if bold else 'Regular'}.ttf")
    fontManager.addfont(str(path))
    return FontProperties(fname=str(path))


def new_figure(height: float, title: str) -> Figure:
    """A figure with its title, in as many lines as it needs.

    Args:
        height: inches, with a title of one line.
    """
    width, lines = look().width, _title_lines(title)
    height = min(height + (len(lines) - 1) * TITLE_LINE, look().tallest)
    figure = Figure(figsize=(width, height), facecolor=colours()["surface"])
    figure.text(
        0.0,
        1.0 - 0.04 / figure.get_figheight(),
        "\n".join(lines),
        ha="left",
        va="top",
        fontsize=TITLE_PT,
        color=colours()["ink"],
        fontproperties=sized(TITLE_PT, bold=True),
    )
    figure.set_label(title)  # what a document says in its place
    return figure


def _title_lines(title: str) -> list[str]:
    return in_lines(title, look().width * POINTS / TITLE_PT) or [""]


def under_title(figure: Figure, below: float) -> float:
    """*below*, inches from the top to what stands under a title of one line, for this title."""
    return below + (len(_title_lines(str(figure.get_label()))) - 1) * TITLE_LINE


def sized(points: float, *, bold: bool = False) -> FontProperties:
    properties: FontProperties = font(bold=bold).copy()
    properties.set_size(points)
    return properties


def axes_in(
    figure: Figure, *, left: float, top: float, right: float = 0.05, bottom: float = 0.05
) -> Axes:
    """Axes with margins in inches, so that text has the same room in figures of every size."""
    width, height = figure.get_size_inches()
    top = under_title(figure, top)
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


def smallest_letters(figure: Figure) -> float:
    """Points."""
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]
    return min((float(text.get_fontsize()) for text in texts), default=SMALL_PT)


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


def in_lines(words: str, room: float) -> list[str]:
    """*words* in lines of at most *room* square characters; Latin letters and figures are about
    half as wide and stay together, and no line begins with a closing sign.
    """
    lines, line, width = [], "", 0.0
    for part in _unbroken(words):
        wide = sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.56 for sign in part)
        if line and width + wide > room:
            lines.append(line)
            line, width = "", 0.0
        line, width = line + (part if line else part.lstrip()), width + wide
    return [*lines, line] if line else lines


def _unbroken(words: str) -> list[str]:
    """*words* in parts between which a line may end."""
    parts: list[str] = []
    for sign in words:
        latin = sign.isascii() and parts and parts[-1][-1].isascii()
        closes = unicodedata.category(sign) in CLOSING and not sign.isascii()
        spaced = parts and (sign == " " or parts[-1].endswith(" "))  # '≥ 100%', '755 项'
        if parts and (latin or closes or spaced):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"

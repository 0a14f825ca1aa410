"""How much room text takes on paper, estimated so that no program cuts it.

Excel, WPS and LibreOffice break lines in slightly different places, and each replaces fonts it
lacks. The figures here are those of the widest and tallest of them.
"""

import math
import unicodedata
from collections.abc import Sequence

UNIT_PT = 5.5  # width of one column unit (a digit of the standard font) [pt], at the least
PADDING_PT = 5.0  # what a cell keeps free on its left and right, together
LINE = 1.45  # line height in ems, of the tallest Chinese font in use
TALLEST_ROW_PT = 405.0  # Excel's limit is 409


def width_em(text: str) -> float:
    """Width of *text* set in one line, in ems."""
    return sum(map(_letter_em, text))


def _letter_em(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WFA" or letter > "\u2e80":
        return 1.0
    if letter == "\t":
        return 4.0
    return 0.8 if letter.isupper() or letter in "mw%@&—" else 0.6


def line_count(text: str, width: float, size_pt: float) -> int:
    """Lines that *text* takes, at the most, in a column *width* units wide."""
    ems = max((width * UNIT_PT - PADDING_PT) / size_pt, 1.0)
    # A line ends early where a word or a closing bracket does not fit any more.
    usable = max(ems - 1.0, 1.0)
    return sum(
        1 if (wide := width_em(line)) <= ems - 0.3 else math.ceil(wide / usable)
        for line in text.split("\n")
    )


def height_pt(lines: int, size_pt: float) -> float:
    return lines * size_pt * LINE + 5.0


def shared_widths(
    total: float, least: Sequence[float], rows: Sequence[Sequence[float]]
) -> list[float]:
    """*total* units shared out among columns so that the rows become as low as possible.

    Args:
        least: each column's narrowest width [units].
        rows: [row, column] the area that each text needs [units × lines].
    """
    widths = list(least)
    step = 2.0
    columns = range(len(widths))
    while sum(widths) + step <= total:
        gains = [0.0] * len(widths)
        for row in rows:
            needs = [row[column] / widths[column] for column in columns]
            tallest = max(columns, key=needs.__getitem__)
            others = max((n for c, n in enumerate(needs) if c != tallest), default=0.0)
            wider = row[tallest] / (widths[tallest] + step)
            gains[tallest] += needs[tallest] - max(wider, others)
        best = max(columns, key=gains.__getitem__)
        if gains[best] <= 0:
            best = widths.index(max(widths))
        widths[best] += step
    return widths

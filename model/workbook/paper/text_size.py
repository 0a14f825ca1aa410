"""How much room text takes on paper, estimated so that no program cuts it.

Excel, WPS and LibreOffice break lines in slightly different places, and each replaces fonts it
lacks. The figures here are those of the widest and tallest of them.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

STANDARD_FONT, STANDARD_SIZE = "Arial", 10  # the same digits, or as wide ones, on every system
UNIT_PT = 5.25  # width of a column unit: a digit of the standard font on a coarse screen [pt]
PADDING_PT = 5.5  # what a cell keeps free on its left and right, together
SAFETY = 0.97  # of the width that is left
LINE = 1.45  # line height in ems, of the tallest Chinese font in use
NEARLY = 1e-6  # em; sums of widths differ by less
TALLEST_ROW_PT = 400.0  # Excel's limit is 409
PART_PT = 260.0  # of what is too tall for one row
REMEMBERED = 4096  # texts: a table is laid out to be written, and again to be referred to

NO_START = frozenset("，。、；：？！）》〉」』】〕”’…％%,.;:?!)]}")  # never begin a line
NO_END = frozenset("（《〈「『【〔“‘([{")  # never end one


@lru_cache(maxsize=REMEMBERED)
def width_em(text: str) -> float:
    """Width of *text* set in one line, in ems."""
    return sum(map(_letter_em, text))


@lru_cache(maxsize=8192)
def _letter_em(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WFA" or letter > "\u2e80":
        return 1.0
    if letter == "\t":
        return 4.0
    return 0.8 if letter.isupper() or letter in "mw%@&" else 0.63


@lru_cache(maxsize=REMEMBERED)
def line_count(text: str, width: float, size_pt: float) -> int:
    """The greatest number of lines that *text* takes in a column *width* units wide."""
    ems = _line_em(width, size_pt)
    if width_em(text) < ems - NEARLY and "\n" not in text:
        return 1
    return sum(1 for _ in _line_ends(text, ems))


def parts(text: str, width: float, size_pt: float, lines: int) -> list[str]:
    """*text* cut into pieces of at most *lines* lines; joined they are the text again."""
    ends = list(_line_ends(text, _line_em(width, size_pt)))
    cuts = [0, *ends[lines - 1 :: lines]]
    if cuts[-1] != len(text):
        cuts.append(len(text))
    return [text[start:end] for start, end in pairwise(cuts)]


def rows_of(
    text: str, width: float, size_pt: float, least_pt: float = 0.0
) -> list[tuple[str, float]]:
    """*text* in as many rows of a column *width* units wide as it takes, each with its height.

    Args:
        least_pt: the height of a row at least [pt].
    """
    whole = height_pt(line_count(text, width, size_pt), size_pt)
    if whole <= TALLEST_ROW_PT:
        return [(text, max(least_pt, whole))]
    pieces = parts(text, width, size_pt, lines_in(PART_PT, size_pt))
    heights = (height_pt(line_count(piece, width, size_pt), size_pt) for piece in pieces)
    return [(piece, max(least_pt, pt)) for piece, pt in zip(pieces, heights, strict=True)]


def lines_in(height: float, size_pt: float) -> int:
    """How many lines a part *height* points high holds, one at the least."""
    return max(int(height / (size_pt * LINE)), 1)


def _line_em(width: float, size_pt: float) -> float:
    return max((width * UNIT_PT - PADDING_PT) * SAFETY / size_pt, 2.0)


def _line_ends(text: str, ems: float) -> Iterator[int]:
    """Where each line ends, broken as spreadsheet programs do: between Chinese characters,
    between words, never before a closing mark; what is longer than a line, anywhere.
    """
    used, place = 0.0, 0
    for word, wide in _words(text):
        if word == "\n":
            place, used = place + 1, 0.0
            yield place
        elif used + wide <= ems:
            place, used = place + len(word), used + wide
        elif word == " ":  # hangs over the end of its line
            place, used = place + 1, ems
        elif wide <= ems:
            yield place
            place, used = place + len(word), wide
        else:
            for letter in word:
                if used + _letter_em(letter) > ems:
                    yield place
                    used = 0.0
                place, used = place + 1, used + _letter_em(letter)
    yield len(text)


def _words(text: str) -> Iterator[tuple[str, float]]:
    """The units that are not broken: a word of letters and digits, a character with its marks."""
    word, wide = "", 0.0
    for letter in text:
        sticks = (
            (letter in NO_START and word != "\n")
            or (word and word[-1] in NO_END and letter != "\n")
            or _letter_em(letter) == 0.0
            or (_is_latin(letter) and word and _is_latin(word[-1]))
        )
        if word and not sticks:
            yield word, wide
            word, wide = "", 0.0
        word += letter
        wide += _letter_em(letter)
    if word:
        yield word, wide


def _is_latin(letter: str) -> bool:
    return letter < "\u2e80" and letter not in " \n“”‘’…—"


def height_pt(lines: int, size_pt: float) -> float:
    return lines * size_pt * LINE + 8.0


def shared_widths(
    total: float, least: Sequence[float], rows: Sequence[Sequence[float]]
) -> list[float]:
    """*total* units shared out among columns so that the rows become as low as possible.

    Args:
        least: each column's narrowest width [units].
        rows: [row, column] the area that each text needs [units × lines].
    """
    if not least:
        return []
    widths = list(least)
    step = 2.0
    columns = range(len(widths))
    lines = [[area / width for area, width in zip(row, widths, strict=True)] for row in rows]
    while sum(widths) + step <= total:
        gains = [0.0] * len(widths)
        for row, needs in zip(rows, lines, strict=True):
            height = max(needs)
            tallest = needs.index(height)
            wider = row[tallest] / (widths[tallest] + step)
            others = max(needs[:tallest] + needs[tallest + 1 :], default=0.0)
            gains[tallest] += height - max(wider, others)
        best = max(columns, key=gains.__getitem__)
        if gains[best] <= 0:
            best = min(columns, key=widths.__getitem__)
        widths[best] += step
        for row, needs in zip(rows, lines, strict=True):
            needs[best] = row[best] / widths[best]
    return widths

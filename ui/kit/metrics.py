"""Every length of the app, in pixels at the usual text size, and how lengths grow with the text.

What holds words grows with the size of the text that people chose: rows, controls, columns, the
rail. Gaps, margins, lines and corners stay as they are: a screen of large text needs its room for
words. The style sheet reads each length by its name in small letters.
"""

TEXT_SIZES = {"": 1.0, "large": 1.15, "largest": 1.3}
SIZES = {"small": 12, "text": 14, "heading": 15, "title": 20, "figure": 34}  # of the type

# Gaps between neighbours
NONE, HAIR, TIGHT, GAP, BLOCK, EDGE = 0, 4, 8, 12, 16, 24
SNUG = 6  # between HAIR and TIGHT: links under each other

# Margins: left, top, right, bottom
TOOLS = (BLOCK, GAP, BLOCK, GAP)  # what stands above a list
ABOVE_LIST = (BLOCK, GAP, BLOCK, TIGHT)  # the same, with a link as its last row
PAGE = (EDGE, NONE, EDGE, EDGE)  # below a page's header
UNDER_HEADER = (EDGE, NONE, EDGE, GAP)  # pills between header and content
PAPER = (EDGE, 20, EDGE, EDGE)  # a scrolled sheet
STRIP = (EDGE, TIGHT, EDGE, TIGHT)  # a line of words across a page
FOOT = (EDGE, GAP, EDGE, GAP)  # the buttons below a sheet
CARD = (20, BLOCK, 20, BLOCK)
FLAT_CARD = (EDGE, BLOCK, EDGE, BLOCK)

# Controls
INPUT, BUTTON, COMBO, PRIMARY, SMALL_BUTTON, PILL, SEGMENT = 34, 32, 30, 38, 28, 26, 40
ARROW_ROOM = 24  # of a combo box
ICON, SMALL_ICON, MARK = 18, 16, 14
RADIUS, CARD_RADIUS, SMALL_RADIUS = 5, 8, 4

# Rows
TABLE_ROW, COMPACT_ROW, LINE = 40, 34, 20

# The frame
RAIL, NARROW_RAIL, HEADER = 184, 60, 76
LEAST_LIST, LEAST_PANEL = 240, 360
WIDEST = 780  # of a sheet: longer lines of text are hard to read

_scale = {"text": 1.0}


def px(length: float) -> int:
    """*length* in pixels of the text size that people chose."""
    return round(length * _scale["text"])


def grow_to(size: str) -> bool:
    """Sets one of TEXT_SIZES; False where it is in use already."""
    factor = TEXT_SIZES.get(size, 1.0)
    changed = _scale["text"] != factor
    _scale["text"] = factor
    return changed

"""Every length of the app, in pixels at the usual text size, and how lengths grow with the text.

What holds words grows with the size of the text that people chose: rows, controls, columns, the
rail. Gaps, margins, lines and corners stay as they are: a screen of large text needs its room for
words. The style sheet reads a length as `${input}`, and less a border as `${input-2}`.
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
SHEET = (EDGE, BLOCK, EDGE, EDGE)  # one that has no heading of the page above it
STRIP = (EDGE, TIGHT, EDGE, TIGHT)  # a line of words across a page
FOOT = (EDGE, GAP, EDGE, GAP)  # the buttons below a sheet
DIALOG = (EDGE, 20, EDGE, 20)
CARD = (20, BLOCK, 20, BLOCK)
FLAT_CARD = (EDGE, BLOCK, EDGE, BLOCK)

# Controls
INPUT, BUTTON, COMBO, PRIMARY, SMALL_BUTTON, PILL, LINK, SEGMENT = 34, 32, 30, 38, 28, 26, 18, 40
INSET, BUTTON_INSET, PRIMARY_INSET = 10, 14, 22  # from the border to the words
ARROW = 24  # the place of a combo box's arrow
ICON, SMALL_ICON, MARK = 18, 16, 14
RADIUS, CARD_RADIUS, SMALL_RADIUS, PILL_RADIUS = 5, 8, 4, 14
BAR, SCROLL_BAR, HANDLE = 8, 10, 40

# Rows: an entry of a list is as high as its lines and the air above and below them
TABLE_ROW, COMPACT_ROW, LINE = 40, 34, 20
LEADING = {"text": 20, "small": 18}  # from line to line of an entry
AIR, AIR_COMPACT = 8, 4  # above and below an entry's lines
ROW_MARGIN, SYMBOL, CHOSEN_EDGE = 16, 16, 3
CHIP, CHIP_PAD = 20, 8
FIGURES, BAR, THICK, ACT = 96, 96, 6, 84  # at the right of an entry

# The frame
RAIL, NARROW_RAIL, HEADER = 184, 60, 76
LEAST_LIST, LEAST_PANEL = 240, 360
WIDEST = 780  # of a sheet: longer lines of text are hard to read

GROWING = {
    "input",
    "button",
    "combo",
    "primary",
    "small_button",
    "pill",
    "link",
    "arrow",
    "pill_radius",
}

_scale = {"text": 1.0}


def px(length: float) -> int:
    """*length* in pixels of the text size that people chose."""
    return round(length * _scale["text"])


def length(name: str) -> int:
    """The length called *name* as the style sheet needs it, grown where it holds words."""
    value: int = globals()[name.upper()]
    return px(value) if name in GROWING else value


def use_text_size(size: str) -> bool:
    """Sets one of TEXT_SIZES; False where it is in use already."""
    factor = TEXT_SIZES.get(size, 1.0)
    changed = _scale["text"] != factor
    _scale["text"] = factor
    return changed

"""Every length of the app, in pixels at the usual text size, and how lengths grow with the text.

What holds words grows with the size of the text, up to twice the usual: rows, controls, marks and
icons, columns, the rail. Gaps, margins, lines, rings and corners stay as they are: a screen of
large text needs its room for words. The style sheet reads a length as `${input}`, and less a
border as `${input-2}`.
"""

TEXT_SIZES = {"standard": 1.0, "large": 1.15, "largest": 1.3, "double": 2.0}
MOST_GROWN = 2.0
SIZES = {"small": 12, "text": 14, "heading": 15, "title": 20, "figure": 34}  # of the type

# Gaps between neighbours
NONE, HAIR, TIGHT, GAP, BLOCK, EDGE = 0, 4, 8, 12, 16, 24
SNUG = 6  # between HAIR and TIGHT: links under each other
INDENT = 52  # of what belongs to a choice above it

# Margins: left, top, right, bottom
TOOLS = (BLOCK, TIGHT, BLOCK, TIGHT)  # what stands above a list
ABOVE_LIST = (BLOCK, TIGHT, BLOCK, TIGHT)  # the same, with a link as its last row
PAGE = (EDGE, NONE, EDGE, EDGE)  # below a page's header
UNDER_HEADER = (EDGE, NONE, EDGE, GAP)  # pills between header and content
PAPER = (EDGE, BLOCK, EDGE, EDGE)  # a scrolled sheet
LOW_PAPER = (EDGE, TIGHT, EDGE, TIGHT)  # the same where the window is low
SHEET = (EDGE, BLOCK, EDGE, EDGE)  # one that has no heading of the page above it
STRIP = (EDGE, TIGHT, EDGE, TIGHT)  # a line of words across a page
FOOT = (EDGE, TIGHT, EDGE, TIGHT)  # the buttons below a sheet
DIALOG = (EDGE, 20, EDGE, 20)
CARD = (20, BLOCK, 20, BLOCK)
VOICE = (0, SNUG, 0, SNUG)  # one of several that are ruled off
FLAT_CARD = (EDGE, BLOCK, EDGE, BLOCK)

# Controls, without their border; a segment and the primary button have it inside
INPUT, BUTTON, COMBO, PRIMARY, SMALL_BUTTON, PILL, LINK, SEGMENT = 30, 30, 30, 36, 26, 26, 18, 34
INSET, BUTTON_INSET, PRIMARY_INSET = 10, 14, 20  # from the border to the words
ARROW = 24  # the place of a combo box's arrow
ICON, SMALL_ICON, MARK, PICTURE = 18, 16, 14, 48
TICK = 18  # a box to tick
LINE_WIDTH = 1
RADIUS, CARD_RADIUS, SMALL_RADIUS, PILL_RADIUS = 5, 8, 4, 14
SCROLL_BAR, HANDLE = 10, 40
WORD_BUTTON = 140  # a column of buttons, all equally wide
NUMBER, NAME = 140, 80  # fields: a number, a person
SEARCH, LEAST_SEARCH = 320, 120  # a search beside other things
RING = 2  # around what has the focus; it does not grow

# Rows: an entry of a list is as high as its lines and the air above and below them
TABLE_ROW, COMPACT_ROW, LINE = 32, 28, 20
ITEM_ROW, HEADING_ROW, JUMP_ROW = 36, 26, 40
LEADING = {"text": 20, "small": 18}  # from line to line of an entry
AIR, AIR_DENSE, AIR_COMPACT = 7, 6, 4  # above and below an entry's lines
READING = 22  # from line to line of running text
ROW_MARGIN, SYMBOL, CHOSEN_EDGE = 16, 16, 3
CHIP, CHIP_PAD = 20, 8
DOTS, ACT = 128, 84  # at the right of an entry: dots, what may be pressed
BAR = 96  # px, a bar of progress

# The frame
RAIL, NARROW_RAIL, HEADER, FOOT_ROW, HIGH_FOOT = 184, 76, 48, 56, 76
LOW_HEADER, LOW_FOOT = 44, 44
RAIL_ROW, NARROW_RAIL_ROW, LEAST_RAIL_ROW = 36, 44, 28
LOW = 620  # of a window: below, quotations are one line and rows stand closer
LEAST_LIST, LEAST_PANEL = 240, 360
CODE = 240  # of a field for a check code or a fingerprint, with its hint
PANEL_TEXT = 700  # of a panel's paper, margins and all: 42 characters and a little
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
    "small_icon",
}

_scale = {"system": 1.0, "text": 1.0}
_rows = {"dense": False}


def px(length: float) -> int:
    """*length* in pixels of the text size in force."""
    return round(length * _scale["text"])


def length(name: str) -> int:
    """The length called *name* as the style sheet needs it, grown where it holds words."""
    value: int = globals()[name.upper()]
    return px(value) if name in GROWING else value


def follow_system(factor: float) -> None:
    """What the desktop makes of its usual text size: the size of whoever chose none."""
    _scale["system"] = min(max(factor, 1.0), MOST_GROWN)


def is_dense() -> bool:
    """Whether rows of lists are one line each, as people chose."""
    return _rows["dense"]


def use_dense_rows(*, dense: bool) -> None:
    _rows["dense"] = dense


def use_text_size(size: str) -> bool:
    """Sets one of TEXT_SIZES, "" for the desktop's; False where it is in use already."""
    factor = TEXT_SIZES.get(size, _scale["system"])
    changed = _scale["text"] != factor
    _scale["text"] = factor
    return changed

"""The limits for incoming files: far above any honest workbook."""

CHILD = "--read-workbook"  # what main.py is told by the program that starts it under these limits
FILE = 20 * 2**20  # bytes
PART = 48 * 2**20  # bytes of one member, unpacked
TOTAL = 96 * 2**20  # bytes of all members, unpacked
RATIO = 250  # unpacked to packed, of members above RATIO_FROM bytes
RATIO_FROM = 2**20
MEMBERS = 500
NAME = 255  # characters of a member's name
SHEETS = 64
CELLS = 300_000  # with content, in the whole workbook
SAID_CELLS = 2_000_000  # with or without content, in one sheet
SAID_ROWS = 500_000  # in one sheet
STRINGS = 300_000
CHARACTERS = 24 * 2**20  # of all texts together
TEXT = 32_767  # characters of a cell
DEPTH = 40  # of XML elements
ATTRIBUTES = 64  # of one element
TOKEN = 2**20  # bytes of one tag or comment
UNWATCHED = 2**18  # bytes of XML whose depth can do no harm
LOOK = 2**12  # bytes of a sheet by which is guessed what it is
COLLECTED = 20_000  # elements of interest in one part
STYLES = 65_490  # formats of cells, as many as Excel bears; names, too
ROWS, COLUMNS = 1_048_576, 16_384

KEPT = 60_000  # cells that a workbook may hand on
NOTED = 20  # oddities of one kind that are named one by one
ANSWER = 24 * 2**20  # bytes of the child's reply

MEMORY = 512 * 2**20  # bytes of the child
CPU_S = 10  # per file
WALL_S = 20  # per file

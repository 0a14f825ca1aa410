"""An empty workbook whose column widths mean the same on every system."""

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.indexed_list import IndexedList

from model.workbook.paper.text_size import STANDARD_FONT, STANDARD_SIZE


def new_book() -> Workbook:
    """An empty workbook with the standard font, on which column widths depend, set everywhere."""
    book = Workbook()
    font = Font(name=STANDARD_FONT, size=STANDARD_SIZE)
    book._fonts = IndexedList([font])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]  # noqa: SLF001
    return book

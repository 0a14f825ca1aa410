"""The bytes of a workbook that consists of tables only."""

from collections.abc import Callable, Mapping, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from model.jobs import JobContext
from model.workbook.file_bytes import sealed_bytes
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush
from model.workbook.paper.table import Table


def tables_bytes(
    tables: Sequence[Table],
    page: Page,
    *,
    title: str,
    author: str,
    moment: str,
    job: JobContext,
    finish: Mapping[str, Callable[[Worksheet], None]] | None = None,
) -> bytes:
    """A sheet per table; `moment` (ISO 8601 with offset) is the date of everything in the file.

    Args:
        finish: table key -> what is done to its sheet at last; see model.workbook.charts.
    """
    book, brush = new_book(), Brush()
    book.remove(book.worksheets[0])
    for done, table in enumerate(tables):
        job.step(done, len(tables) + 1, table.title)
        sheet = book.create_sheet(table.title)
        write_table(sheet, table, page, brush)
        if finish and table.key in finish:
            finish[table.key](sheet)
    book.properties.title, book.properties.creator = title, author
    return sealed_bytes(book, moment, brush.results)

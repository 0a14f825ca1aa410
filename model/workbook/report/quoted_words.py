"""The words of the plan that a workbook quotes beside the answers."""

from collections.abc import Mapping

from model.workbook.cell_comparison import ReadCells
from model.workbook.intake.keyed_tables import Tables
from model.workbook.keys import CONTINUED

QUOTED = {
    "measure": ("words",),
    "quantity": ("name", "quote"),
    "quality": ("name", "quote"),
    "support": ("words",),
    "supply": ("name", "quote"),
}


def quoted_words(tables: Tables) -> Mapping[str, str]:
    """Item id -> what the plan asked for when the workbook was written; blanks are left out."""
    cells = ReadCells(tables)
    words: dict[str, str] = {}
    for table, columns in QUOTED.items():
        for row in tables[table].rows if table in tables else ():
            if CONTINUED in row:
                continue
            found = [cells.found(table, row, column) for column in columns]
            if all(found):
                words[row] = " ".join(one.text for one in found if one)
    return words

"""What the child noticed while reading, as codes; they are put into words later."""

from typing import NamedTuple

from model.workbook.codes import Notice
from model.workbook.intake import limits


class Note(NamedTuple):
    """`sheet` and `cell` are "" where they don't matter."""

    code: Notice
    sheet: str = ""
    cell: str = ""
    detail: str = ""


class Notes:
    """Collects notes, of each kind only as many as a person would read."""

    def __init__(self) -> None:
        self.found: list[Note] = []
        self._counts: dict[Notice, int] = {}

    def add(self, note: Note) -> None:
        count = self._counts.get(note.code, 0)
        self._counts[note.code] = count + 1
        if count < limits.NOTED:
            self.found.append(note)

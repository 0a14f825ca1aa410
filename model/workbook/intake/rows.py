"""The rows of a sheet, by an XML parser: no grid is built, no range is expanded."""

import re

from model.workbook.codes import Reason
from model.workbook.intake import limits, quick
from model.workbook.intake.cells import (
    RawCell,
    RawRow,
    Rich,
    column_letters,
    column_number,
    joined,
)
from model.workbook.intake.formats import PICTURE
from model.workbook.intake.refused import Refused
from model.workbook.intake.strings import Runs
from model.workbook.intake.xml import check, parse

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SHORTEST = len("<v>1</v>")  # that a cell can say


class SheetRows:
    """The rows of a sheet that say something, read when they are asked for.

    Raises (everywhere): Refused: the part is not sound, or says two things at once.
    """

    def __init__(self, content: bytes, sheet: str, part: str) -> None:
        _refuse_crowds(content, sheet)
        self._content = content
        self._sheet = sheet
        self._part = part
        self._read: tuple[list[RawRow], quick.HiddenColumns, list[str]] | None = None

    def first_look(self) -> list[RawRow]:
        return quick.first_rows(self._content)

    def skip(self) -> None:
        if not quick.is_free_of_dtd(self._content):
            check(self._content, self._part)

    def all(self) -> list[RawRow]:
        return self._once()[0]

    @property
    def hidden_columns(self) -> quick.HiddenColumns:
        return self._once()[1]

    @property
    def merged(self) -> list[str]:
        return self._once()[2]

    def _once(self) -> tuple[list[RawRow], quick.HiddenColumns, list[str]]:
        if self._read is None:
            self._read = self._quickly() or self._thoroughly()
        return self._read

    def _quickly(self) -> tuple[list[RawRow], quick.HiddenColumns, list[str]] | None:
        if (parts := quick.parted(self._content)) is None:
            return None
        rest, data = parts
        hidden = quick.hidden_columns(rest)
        if hidden is None or not quick.is_sound(data):
            return None
        check(rest, self._part)
        return quick.rows_in(data), hidden, quick.merged(rest)

    def _thoroughly(self) -> tuple[list[RawRow], quick.HiddenColumns, list[str]]:
        reader = _Rows(self._sheet)
        parse(self._content, reader, self._part, of_sheets=True)
        return reader.rows, reader.hidden_columns, reader.merged


def _refuse_crowds(content: bytes, sheet: str) -> None:
    """Count before reading: what is written in the usual way is told from afar."""
    if len(content) < limits.CELLS * _SHORTEST:
        return
    if content.count(b"<v>") + content.count(b"<is>") > limits.CELLS:
        raise Refused(Reason.TOO_MUCH, "单元格", (sheet,))
    if content.count(b"<c ") > limits.SAID_CELLS:
        raise Refused(Reason.TOO_MUCH, "单元格", (sheet,))
    if content.count(b"<row ") > limits.SAID_ROWS:
        raise Refused(Reason.TOO_MUCH, "行", (sheet,))


class _Rows:
    """Collects rows with what their cells say. A cell without content costs as little as it can."""

    def __init__(self, sheet: str) -> None:
        self.rows: list[RawRow] = []
        self.hidden_columns: quick.HiddenColumns = []
        self.merged: list[str] = []
        self._sheet = sheet
        self._row = 0
        self._hidden = False
        self._cells: list[RawCell] = []
        self._refs: list[str] = []  # of the row's cells so far, as written
        self._room = limits.SAID_CELLS
        self._attributes: dict[str, str] = {}
        self._formula = ""
        self._aids = 0
        self._collecting = False
        self._pieces: list[str] = []
        self._characters = 0
        self._runs = Runs()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._attributes = attributes
            self._refs.append(attributes.get("r") or self._next_ref())
            self._formula = ""
            self._pieces = []
            self._characters = 0
        elif name in {"v", "t"}:
            self._collecting = not self._aids
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._formula = "<f"
        elif name == "rPh":
            self._aids += 1
        elif name == "col" and attributes.get("hidden") in quick.TRUE:
            self._hide(attributes)
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", "")[:20])
        else:
            self._runs.start(name, attributes)

    def text(self, text: str) -> None:
        if self._collecting:
            self._characters += len(text)
            if self._characters > 2 * limits.TEXT:
                raise Refused(Reason.BAD_CELL, "文字太长", (self._sheet, self._refs[-1][:20]))
            self._pieces.append(text)
            self._runs.text(text)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._collecting = False
        elif name == "c":
            if self._pieces or self._formula:
                self._keep_cell()
        elif name == "rPh":
            self._aids -= 1
        elif name == "row":
            self._end_row()

    def _start_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self._row + 1))
        row = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        if not self._row < row <= limits.ROWS:
            raise Refused(Reason.SUSPICIOUS, "行号", (self._sheet, text[:20]))
        self._row = row
        self._hidden = attributes.get("hidden") in quick.TRUE
        self._cells, self._refs = [], []

    def _end_row(self) -> None:
        if len(set(self._refs)) < len(self._refs):
            raise Refused(Reason.SUSPICIOUS, "单元格重复", (self._sheet, f"第 {self._row} 行"))
        self._room -= len(self._refs)
        if self._room < 0:
            raise Refused(Reason.TOO_MUCH, "单元格", (self._sheet,))
        if self._cells:
            self.rows.append(RawRow(self._row, self._hidden, self._cells))

    def _keep_cell(self) -> None:
        letters, row = self._placed(self._refs[-1])
        said = self._attributes
        content = joined(self._pieces, self._runs.taken())
        if said.get("vm") and said.get("t") == "e" and content == "#VALUE!":
            content = Rich(content, PICTURE)  # a rich value, which is a picture mostly
        self._cells.append(
            (letters, row, said.get("s", ""), said.get("t", ""), self._formula, content, "")
        )

    def _placed(self, ref: str) -> tuple[str, str]:
        """Column and row of 'F14'."""
        match = _REF.fullmatch(ref)
        if match is None or int(match[2]) != self._row or column_number(match[1]) > limits.COLUMNS:
            raise Refused(Reason.SUSPICIOUS, "单元格位置", (self._sheet, ref[:20]))
        return match[1], match[2]

    def _next_ref(self) -> str:
        """The place of a cell that doesn't say: right of the one before."""
        before = column_number(self._placed(self._refs[-1])[0]) if self._refs else 0
        return f"{column_letters(before + 1)}{self._row}"

    def _hide(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isascii() and first.isdigit() and last.isascii() and last.isdigit():
            self.hidden_columns.append((int(first[:9]), int(last[:9])))

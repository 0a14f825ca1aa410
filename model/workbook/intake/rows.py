"""The rows of a sheet, by an XML parser: no grid is built, no range is expanded."""

import re

from model.workbook.intake import limits, quick
from model.workbook.intake.cells import RawCell, RawRow, column_number
from model.workbook.intake.refused import Refused
from model.workbook.intake.xml import parse
from model.workbook.reasons import Reason

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = {"1", "true", "on"}
HiddenColumns = list[tuple[int, int]]


def rows_of_sheet(content: bytes, sheet: str, part: str) -> tuple[list[RawRow], HiddenColumns]:
    """The rows that say something, and which columns are hidden (first and last number).

    Raises:
        Refused: the part is not sound, or says two things at once.
    """
    parted = quick.parted(content)
    if parted is not None and (rows := quick.rows_in(parted[1])) is not None:
        rest = _Rows(sheet)
        parse(parted[0].encode(), rest, part, of_sheets=True)
        if rest.sheet_data:
            return rows, rest.hidden_columns
    reader = _Rows(sheet)
    parse(content, reader, part, of_sheets=True)
    return reader.rows, reader.hidden_columns


class _Rows:
    """Collects rows with what their cells say."""

    def __init__(self, sheet: str) -> None:
        self.rows: list[RawRow] = []
        self.hidden_columns: HiddenColumns = []
        self.sheet_data = False
        self._sheet = sheet
        self._row = 0
        self._hidden = False
        self._cells: list[RawCell] = []
        self._columns: set[str] = set()
        self._letters = ""
        self._last = 0
        self._count = 0
        self._attributes: dict[str, str] = {}
        self._formula = ""
        self._aids = 0
        self._collecting = False
        self._pieces: list[str] = []
        self._characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._collecting = not self._aids
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._formula = "<f"
        elif name == "rPh":
            self._aids += 1
        elif name == "sheetData":
            self.sheet_data = True
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hide(attributes)

    def _hide(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isascii() and first.isdigit() and last.isascii() and last.isdigit():
            self.hidden_columns.append((int(first[:9]), int(last[:9])))

    def _start_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self._row + 1))
        row = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        if not self._row < row <= limits.ROWS:
            raise Refused(Reason.SUSPICIOUS, "行号", (self._sheet, text[:20]))
        self._row, self._last = row, 0
        self._hidden = attributes.get("hidden") in _TRUE
        self._cells, self._columns = [], set()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > limits.EMPTY_CELLS:
            raise Refused(Reason.TOO_MUCH, "单元格", (self._sheet,))
        if (text := attributes.get("r")) is None:
            self._letters = _letters(self._last + 1)
        else:
            match = _REF.fullmatch(text)
            if match is None or int(match[2]) != self._row:
                raise Refused(Reason.SUSPICIOUS, "单元格位置", (self._sheet, text[:20]))
            self._letters = match[1]
        self._last = column_number(self._letters)
        if self._last > limits.COLUMNS:
            raise Refused(Reason.SUSPICIOUS, "单元格位置", (self._sheet, str(text)[:20]))
        if self._letters in self._columns:
            where = (self._sheet, f"{self._letters}{self._row}")
            raise Refused(Reason.SUSPICIOUS, "单元格重复", where)
        self._columns.add(self._letters)
        self._attributes = attributes
        self._formula = ""
        self._pieces.clear()
        self._characters = 0

    def text(self, text: str) -> None:
        if self._collecting:
            self._characters += len(text)
            if self._characters > 2 * limits.TEXT:
                where = (self._sheet, f"{self._letters}{self._row}")
                raise Refused(Reason.BAD_CELL, "文字太长", where)
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._collecting = False
        elif name == "c" and (self._pieces or self._formula):
            said = self._attributes
            content = "".join(self._pieces)
            self._cells.append((
                self._letters, str(self._row), said.get("s", ""), said.get("t", ""),
                self._formula, content, "",
            ))  # fmt: skip
        elif name == "rPh":
            self._aids -= 1
        elif name == "row" and self._cells:
            self.rows.append(RawRow(self._row, self._hidden, self._cells))


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

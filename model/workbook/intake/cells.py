"""The cells of one sheet, read as they come: no grid is built, no range is expanded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from model.workbook.intake import limits
from model.workbook.intake.refused import Refused
from model.workbook.reasons import Reason
from model.workbook.text import unescaped

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"-?[0-9]{1,25}(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?")

TEXT, NUMBER, BOOLEAN, ERROR = "text", "number", "boolean", "error"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a cell. `formula`: a formula computes it; its last result is `text`."""

    kind: str
    text: str
    formula: bool = False


Place = tuple[int, int]  # row, column, from 1


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def reference(place: Place) -> str:
    """'F14' for row 14, column 6."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class SheetCells:
    """Collects the cells with content of one sheet's XML."""

    def __init__(self, sheet: str, shared: Sequence[str], room: int) -> None:
        self.cells: dict[Place, Found] = {}
        self._sheet = sheet
        self._shared = shared
        self._room = room
        self._row = self._column = 0
        self._type = "n"
        self._formula = False
        self._collecting = False
        self._aids = 0
        self._pieces: list[str] = []
        self._characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in {"v", "t"}:
            self._collecting = not self._aids
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aids += 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self._row + 1))
        row = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        if not self._row < row <= limits.ROWS:
            raise Refused(Reason.SUSPICIOUS, "行号", (self._sheet, text[:20]))
        self._row, self._column = row, 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        if (text := attributes.get("r")) is not None:
            match = _REF.fullmatch(text)
            if match is None or int(match[2]) != self._row:
                raise Refused(Reason.SUSPICIOUS, "单元格位置", (self._sheet, text[:20]))
            column = column_number(match[1])
        if not self._column < column <= limits.COLUMNS:
            where = (self._sheet, reference((self._row, column)))
            raise Refused(Reason.SUSPICIOUS, "单元格重复", where)
        self._column = column
        self._type = attributes.get("t", "n")
        self._formula = False
        self._pieces.clear()
        self._characters = 0

    def text(self, text: str) -> None:
        if self._collecting:
            self._characters += len(text)
            if self._characters > 2 * limits.TEXT:
                raise Refused(Reason.BAD_CELL, "文字太长", self._where)
            self._pieces.append(text)

    @property
    def _where(self) -> tuple[str, str]:
        return self._sheet, reference((self._row, self._column))

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._collecting = False
        elif name == "rPh":
            self._aids -= 1
        elif name == "c" and (self._pieces or self._formula):
            self._end_cell("".join(self._pieces))

    def _end_cell(self, content: str) -> None:
        if len(self.cells) >= self._room:
            raise Refused(Reason.TOO_MUCH, "单元格", (self._sheet,))
        found = self._found(content)
        if found.text or found.formula:
            self.cells[self._row, self._column] = found

    def _found(self, content: str) -> Found:
        match self._type:
            case "s":
                index = int(content) if content.isascii() and content.isdigit() else -1
                if not 0 <= index < len(self._shared):
                    raise Refused(Reason.BAD_CELL, "文字编号", self._where)
                return Found(TEXT, self._shared[index], self._formula)
            case "inlineStr" | "str" | "d":
                return Found(TEXT, unescaped(content), self._formula)
            case "b":
                return Found(BOOLEAN, content[:10], self._formula)
            case "e":
                return Found(ERROR, content[:30], self._formula)
            case "n":
                content = content.strip()
                if content and not _NUMBER.fullmatch(content):
                    raise Refused(Reason.BAD_CELL, f"“{content[:30]}”不是数", self._where)
                return Found(NUMBER, content, self._formula)
            case other:
                raise Refused(Reason.BAD_CELL, f"类型 {other[:20]}", self._where)

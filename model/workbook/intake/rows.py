"""Reads the rows of a sheet by an XML parser; builds no grid, expands no range."""

import re
from collections.abc import Mapping

from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.cells import (
    HiddenColumns,
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
from model.workbook.intake.xml import TRUE, Stream, sheet_names

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SHORTEST = len("<v>1</v>")  # that a cell can say
_NAMES = sheet_names(
    "c", "v", "t", "row", "f", "rPh", "col", "mergeCell", "r", "strike", "vertAlign"
)  # fmt: skip


class SheetRows:
    """The rows of a sheet that are not empty, read when needed.

    Raises (everywhere): Refused: the part is not sound, or says two things at once.
    """

    def __init__(self, content: bytes, sheet: str, part: str) -> None:
        _refuse_crowds(content, sheet)
        self._content = content
        self._stream = Stream(content, part)
        self._found = _Rows(sheet, self._stream, part)
        self._read = False

    def first_look(self) -> list[RawRow]:
        """The first rows, enough to tell what the sheet is; no DTD can follow them."""
        start = max(self._content.find(b"sheetData"), 0)
        self._stream.read_to(start + limits.LOOK)
        return self._found.rows

    def all(self) -> list[RawRow]:
        return self._once().rows

    @property
    def hidden_columns(self) -> HiddenColumns:
        return self._once().hidden_columns

    @property
    def merged(self) -> list[str]:
        return self._once().merged

    def _once(self) -> "_Rows":
        if not self._read:
            self._stream.read()
            self._read = True
        return self._found


def _refuse_crowds(content: bytes, sheet: str) -> None:
    """Refuse a sheet with too many cells before it is parsed."""
    if len(content) < limits.CELLS * _SHORTEST:
        return
    if content.count(b"<v>") + content.count(b"<is>") > limits.CELLS:
        raise Refused(Reason.TOO_MUCH, "单元格", (sheet,))
    if content.count(b"<c ") > limits.SAID_CELLS:
        raise Refused(Reason.TOO_MUCH, "单元格", (sheet,))
    if content.count(b"<row ") > limits.SAID_ROWS:
        raise Refused(Reason.TOO_MUCH, "行", (sheet,))


class _Rows:
    """Collects rows with what their cells say. A cell without content costs as little as it can.

    Sheets are most of what there is to read, so the parser calls these methods itself.
    """

    def __init__(self, sheet: str, stream: Stream, part: str) -> None:
        self.rows: list[RawRow] = []
        self.hidden_columns: HiddenColumns = []
        self.merged: list[str] = []
        self._sheet = sheet
        self._part = part
        self._depth = 0
        self._row = 0
        self._row_text = ""
        self._hidden = False
        self._cells: list[RawCell] = []
        self._refs: list[str] = []  # of the row's cells so far, as written
        self._letters: set[str] = set()  # of columns that were looked at already
        self._room = limits.SAID_CELLS
        self._attributes: dict[str, str] = {}
        self._formula = ""
        self._aids = 0
        self._collecting = False
        self._pieces: list[str] = []
        self._characters = 0
        self._runs = Runs()
        stream.parser.StartElementHandler = self.start
        stream.parser.EndElementHandler = self.end
        stream.parser.CharacterDataHandler = self.text

    def start(
        self, name: str, attributes: dict[str, str], names: Mapping[str, str] = _NAMES
    ) -> None:
        self._depth += 1
        if self._depth > limits.DEPTH or len(attributes) > limits.ATTRIBUTES:
            raise Refused(Reason.TOO_MUCH, self._part)
        known = names.get(name)
        if known is None:
            return
        if known == "c":
            self._attributes = attributes
            self._refs.append(attributes.get("r") or self._next_ref())
            self._formula = ""
            self._pieces = []
            self._characters = 0
        elif known in {"v", "t"}:
            self._collecting = not self._aids
        elif known == "row":
            self._start_row(attributes)
        elif known == "f":
            self._formula = "<f"
        elif known == "rPh":
            self._aids += 1
        elif known == "col":
            if attributes.get("hidden") in TRUE:
                self._hide(attributes)
        elif known == "mergeCell":
            self.merged.append(attributes.get("ref", "")[:20])
        else:
            self._runs.start(known, attributes)

    def text(self, text: str) -> None:
        if self._collecting:
            self._characters += len(text)
            if self._characters > 2 * limits.TEXT:
                what = f"文字超过 {limits.TEXT} 字"
                raise Refused(Reason.BAD_CELL, what, (self._sheet, self._refs[-1][:20]))
            self._pieces.append(text)
            if self._runs.run:
                self._runs.text(text)

    def end(self, name: str, names: Mapping[str, str] = _NAMES) -> None:
        self._depth -= 1
        known = names.get(name)
        if known is None:
            return
        if known in {"v", "t"}:
            self._collecting = False
        elif known == "c":
            if self._pieces or self._formula:
                self._keep_cell()
        elif known == "rPh":
            self._aids -= 1
        elif known == "row":
            self._end_row()

    def _start_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self._row + 1))
        row = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        if not self._row < row <= limits.ROWS:
            raise Refused(Reason.SUSPICIOUS, "行号", (self._sheet, text[:20]))
        self._row = row
        self._row_text = str(row)
        self._hidden = attributes.get("hidden") in TRUE
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
        pieces = self._pieces
        plain = len(pieces) == 1 and not self._runs.found
        content = pieces[0] if plain else joined(pieces, self._runs.taken())
        if said.get("vm") and said.get("t") == "e" and content == "#VALUE!":
            content = Rich(content, PICTURE)  # a rich value, which is a picture mostly
        self._cells.append(
            (letters, row, said.get("s", ""), said.get("t", ""), self._formula, content, "")
        )

    def _placed(self, ref: str) -> tuple[str, str]:
        """Column and row of 'F14'."""
        letters = ref.removesuffix(self._row_text)
        if letters in self._letters and ref != letters:
            return letters, self._row_text
        match = _REF.fullmatch(ref)
        if match is None or int(match[2]) != self._row or column_number(match[1]) > limits.COLUMNS:
            raise Refused(Reason.SUSPICIOUS, "单元格位置", (self._sheet, ref[:20]))
        self._letters.add(match[1])
        return match[1], match[2]

    def _next_ref(self) -> str:
        """The address of a cell without one: to the right of the cell before."""
        before = column_number(self._placed(self._refs[-1])[0]) if self._refs else 0
        return f"{column_letters(before + 1)}{self._row}"

    def _hide(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isascii() and first.isdigit() and last.isascii() and last.isdigit():
            self.hidden_columns.append((int(first[:9]), int(last[:9])))

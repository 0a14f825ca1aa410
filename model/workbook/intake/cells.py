"""The content of a cell, and the rows of a sheet as in its XML."""

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol, Self

from model.workbook.codes import Reason
from model.workbook.intake.formats import PICTURE, STRUCK, Format
from model.workbook.intake.refused import Refused
from model.workbook.text import LIMIT, cell_length, unescaped

TEXT, NUMBER, BOOLEAN, ERROR = "text", "number", "boolean", "error"
_NUMBER = re.compile(r"-?(?:[0-9]{1,25}(?:\.[0-9]{0,25})?|\.[0-9]{1,25})(?:[eE][+-]?[0-9]{1,3})?")

_WPS_PICTURE = re.compile(r"\s*=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)

SHORT = LIMIT // 2  # so that nothing in it needs counting

HiddenColumns = list[tuple[int, int]]
"""First and last number."""

RawCell = tuple[str, str, str, str, str, str, str]
"""As written: column letters, row number, style, type, "<f" for a formula, value, inline text."""
LETTERS, ROW, STYLE, TYPE, FORMULA, STORED, INLINE = range(7)


class Rich(str):
    """A text with runs whose look changes their meaning; `look` names it."""

    __slots__ = ("look",)
    look: str

    def __new__(cls, text: str, look: str) -> Self:
        made = super().__new__(cls, text)
        made.look = look
        return made


def joined(pieces: Sequence[str], look: str) -> str:
    """The runs of a cell's text together; Rich where *look* says something."""
    text = "".join(pieces)
    return Rich(text, look) if look else text


class Found(NamedTuple):
    """What stands in a cell.

    `formula`: a formula computes it; its last result is `text`. `look` is "" or how its number
    format makes it look: as a date, a percentage, or as something that it is not.
    """

    kind: str
    text: str
    formula: bool = False
    look: str = ""

    @property
    def picture(self) -> bool:
        """Whether a picture was put into the cell, by WPS (=DISPIMG(…)) or by Excel."""
        return self.look == PICTURE or bool(_WPS_PICTURE.match(self.text))


class RawRow(NamedTuple):
    """A row with those of its cells that are not empty."""

    number: int
    hidden: bool
    cells: Sequence[RawCell]


class Rows(Protocol):
    """The rows of a sheet that are not empty. Raises (everywhere): Refused: it is not sound."""

    @property
    def hidden_columns(self) -> HiddenColumns: ...

    @property
    def merged(self) -> list[str]:
        """What is merged, as written: 'E5:E8'."""

    def all(self) -> list[RawRow]: ...

    def first_look(self) -> list[RawRow]:
        """The first rows, enough to recognise the sheet."""


class Sheet(NamedTuple):
    """A worksheet, and what is needed to understand its cells."""

    name: str
    hidden: bool
    rows: Rows
    shared: Sequence[str] = ()
    looks: Sequence[str | Format] = ()  # by style; () where every number looks like a number
    struck: frozenset[str] = frozenset()  # styles that strike out what stands in a cell

    def found(self, cell: RawCell) -> Found:
        """Raises: Refused: no program writes such a cell."""
        _, _, style, kind, formula, stored, inline = cell
        content = stored or inline
        if self.struck and style in self.struck and content.strip():
            return self._odd(cell, STRUCK)
        if type(content) is Rich:
            return self._odd(cell, content.look)
        if kind == "inlineStr" and len(content) < SHORT and "_x" not in content:
            return Found(TEXT, content, bool(formula))  # mostly
        if kind in {"n", ""}:
            look = self._look(cell) if self.looks and style else ""
            return Found(NUMBER, self._number(cell, content), bool(formula), look)
        if kind == "s":
            text = self._shared(cell, content)
            look = text.look if type(text) is Rich else ""
            return Found(TEXT, self._text(cell, text), bool(formula), look)
        return Found(*self._other(cell, kind, content), bool(formula))

    def _odd(self, cell: RawCell, look: str) -> Found:
        """What stands in the cell, and that it is struck out, partly raised, or a picture."""
        _, _, _, kind, formula, stored, inline = cell
        plain = self._replace(struck=frozenset())
        found = plain.found((*cell[:4], formula, str(stored), str(inline)))
        return found._replace(look=look) if kind not in {"b", "e"} or look == PICTURE else found

    def _shared(self, cell: RawCell, content: str) -> str:
        place = int(content) if content.isascii() and content.isdigit() else -1
        if not 0 <= place < len(self.shared):
            raise self.bad(cell, "文字编号")
        return self.shared[place]

    def _other(self, cell: RawCell, kind: str, content: str) -> tuple[str, str]:
        match kind:
            case "inlineStr" | "str" | "d":
                text = unescaped(content) if "_x" in content else content
                return TEXT, self._text(cell, text)
            case "b":
                return BOOLEAN, "TRUE" if content.strip() == "1" else "FALSE"
            case "e":
                return ERROR, content.strip()[:30]
        raise self.bad(cell, f"类型 {kind[:20]}")

    def _text(self, cell: RawCell, text: str) -> str:
        if 2 * len(text) > LIMIT and cell_length(text) > LIMIT:
            raise self.bad(cell, f"文字超过 {LIMIT} 字")
        return text

    def _number(self, cell: RawCell, content: str) -> str:
        content = content.strip()
        if content and not _NUMBER.fullmatch(content):
            raise self.bad(cell, f"“{content[:30]}”不是数")
        return content

    def _look(self, cell: RawCell) -> str:
        style = int(cell[STYLE]) if cell[STYLE].isascii() and cell[STYLE].isdigit() else -1
        if not 0 <= style < len(self.looks):
            raise self.bad(cell, "格式编号")
        look = self.looks[style]
        return look if isinstance(look, str) else look.look(cell[STORED] or cell[INLINE])

    def bad(self, cell: RawCell, what: str) -> Refused:
        return Refused(Reason.BAD_CELL, what, (self.name, f"{cell[LETTERS]}{cell[ROW]}"))


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

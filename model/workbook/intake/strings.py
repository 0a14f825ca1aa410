"""Reads the strings that cells share: runs joined, phonetic guides left out."""

from collections.abc import Sequence

from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.cells import joined
from model.workbook.intake.formats import RAISED, STRUCK
from model.workbook.intake.refused import Refused
from model.workbook.intake.xml import TRUE, parse, sheet_names
from model.workbook.text import unescaped

_NAMES = sheet_names("t", "rPh", "si", "r", "strike", "vertAlign")


def shared_strings(content: bytes, part: str) -> Sequence[str]:
    """The texts of the part, in their order. Raises: Refused: it is not sound."""
    reader = _Strings()
    parse(content, reader, part, _NAMES)
    return reader.texts


class Runs:
    """Notices runs of a cell's text that are struck out, or stand above or below the line."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.run = ""  # how the present run looks

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "r":
            self.run = ""
        elif name == "strike" and attributes.get("val", "1") in TRUE:
            self.run = STRUCK
        elif name == "vertAlign" and attributes.get("val") in {"superscript", "subscript"}:
            self.run = self.run or RAISED

    def text(self, text: str) -> None:
        if self.run and text.strip():
            self.found.add(self.run)

    def taken(self) -> str:
        """The look of the text so far; resets for the next text."""
        found = STRUCK if STRUCK in self.found else RAISED if self.found else ""
        self.found.clear()
        self.run = ""
        return found


class _Strings:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._inside = False
        self._aids = 0
        self._characters = 0
        self._runs = Runs()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._inside = not self._aids
        elif name == "rPh":
            self._aids += 1
        else:
            self._runs.start(name, attributes)

    def text(self, text: str) -> None:
        if self._inside:
            self._characters += len(text)
            if self._characters > limits.CHARACTERS:
                raise Refused(Reason.TOO_MUCH, "sharedStrings")
            self._pieces.append(text)
            if self._runs.run:
                self._runs.text(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._aids -= 1
        elif name == "si":
            text = unescaped("".join(self._pieces))
            self.texts.append(joined((text,), self._runs.taken()))
            self._pieces.clear()
            if len(self.texts) > limits.STRINGS:
                raise Refused(Reason.TOO_MUCH, "sharedStrings")

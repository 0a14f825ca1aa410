"""The strings that cells share: runs joined, reading aids left out."""

from collections.abc import Sequence
from typing import overload

from model.workbook.codes import Reason
from model.workbook.intake import limits, quick
from model.workbook.intake.cells import Rich, joined
from model.workbook.intake.formats import RAISED, STRUCK
from model.workbook.intake.refused import Refused
from model.workbook.intake.xml import check, parse
from model.workbook.text import unescaped


def shared_strings(content: bytes, part: str) -> Sequence[str]:
    """Raises: Refused: the part is not sound."""
    found = quick.strings_in(content)
    if found is None:
        return _thoroughly(content, part)
    check(content, part)
    if len(found) > limits.STRINGS:
        raise Refused(Reason.TOO_MUCH, "sharedStrings")
    return _Lazy(found, content, part)


def _thoroughly(content: bytes, part: str) -> list[str]:
    reader = _Strings()
    parse(content, reader, part, of_sheets=True)
    return [
        Rich(unescaped(text), text.look) if isinstance(text, Rich) else unescaped(text)
        for text in reader.texts
    ]


class _Lazy(Sequence[str]):
    """Texts that are taken out of their XML when they are asked for; most never are."""

    def __init__(self, found: list[str], content: bytes, part: str) -> None:
        self._found = found
        self._source = content, part
        self._texts: list[str] | None = None  # all of them, once one was in no usual form

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        text = quick.text_in(self._found[place]) if self._texts is None else None
        if text is None:
            self._texts = self._texts or _thoroughly(*self._source)
            text = self._texts[place]
        return text


class Runs:
    """Notices runs of a cell's text that are struck out, or stand above or below the line."""

    def __init__(self) -> None:
        self._found: set[str] = set()
        self._run = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "r":
            self._run = ""
        elif name == "strike" and attributes.get("val", "1") in {"1", "true", "on"}:
            self._run = STRUCK
        elif name == "vertAlign" and attributes.get("val") in {"superscript", "subscript"}:
            self._run = self._run or RAISED

    def text(self, text: str) -> None:
        if self._run and text.strip():
            self._found.add(self._run)

    def taken(self) -> str:
        """How the text looks, once; the next one begins anew."""
        found = STRUCK if STRUCK in self._found else RAISED if self._found else ""
        self._found.clear()
        self._run = ""
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
            self._runs.text(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._aids -= 1
        elif name == "si":
            self.texts.append(joined(self._pieces, self._runs.taken()))
            self._pieces.clear()
            if len(self.texts) > limits.STRINGS:
                raise Refused(Reason.TOO_MUCH, "sharedStrings")

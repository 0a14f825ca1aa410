"""The strings that cells share: runs joined, reading aids left out."""

from collections.abc import Sequence

from model.workbook.intake import limits, quick
from model.workbook.intake.refused import Refused
from model.workbook.intake.xml import check, parse
from model.workbook.reasons import Reason
from model.workbook.text import unescaped


def shared_strings(content: bytes, part: str) -> Sequence[str]:
    """Raises: Refused: the part is not sound."""
    found = quick.strings_in(content)
    if found is not None:
        check(content, part)
        if len(found) <= limits.STRINGS:
            return found
    reader = _Strings()
    parse(content, reader, part, of_sheets=True)
    return [unescaped(text) for text in reader.texts]


class _Strings:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._inside = False
        self._aids = 0
        self._characters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._inside = not self._aids
        elif name == "rPh":
            self._aids += 1

    def text(self, text: str) -> None:
        if self._inside:
            self._characters += len(text)
            if self._characters > limits.CHARACTERS:
                raise Refused(Reason.TOO_MUCH, "sharedStrings")
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._aids -= 1
        elif name == "si":
            self.texts.append("".join(self._pieces))
            self._pieces.clear()
            if len(self.texts) > limits.STRINGS:
                raise Refused(Reason.TOO_MUCH, "sharedStrings")

"""Reads how each cell style shows numbers: its number format, and whether it strikes out."""

from collections.abc import Mapping, Sequence

from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.formats import STRUCK, Format, look_in
from model.workbook.intake.refused import Refused
from model.workbook.intake.xml import TRUE, parse, sheet_names

_PARTS = ("fonts", "cellXfs", "cellStyleXfs", "dxfs", "cellStyles")
_NAMES = sheet_names(*_PARTS, "numFmt", "font", "strike", "xf")


def looks_of(content: bytes, part: str) -> list[str | Format]:
    """Style number -> "", DATE, PERCENT, STRUCK, ODD for formats that hide or fake a number,
    UNIT with the words beside it; or the format, where that depends on the number.
    """
    styles = _Styles()
    parse(content, styles, part, _NAMES)
    known: dict[int, str | Format] = {}
    for number in {number for number, _ in styles.formats}:
        known[number] = look_in(number, styles.codes)
    struck = styles.struck
    return [STRUCK if font in struck else known[number] for number, font in styles.formats]


class _Styles:
    """Collects formats and struck-out fonts of cells; nothing of named styles is kept."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[tuple[int, int]] = []  # number format and font, by style
        self.struck: set[int] = set()
        self._fonts = -1
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _PARTS:
            self._inside = name
        elif name == "numFmt" and self._inside != "dxfs":
            self._keep(self.codes)
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "font" and self._inside == "fonts":
            self._fonts += 1
        elif name == "strike" and self._inside == "fonts":
            if attributes.get("val", "1") in TRUE:
                self.struck.add(self._fonts)
        elif name == "xf" and self._inside == "cellXfs":
            self._keep(self.formats)
            number = _number(attributes.get("numFmtId", "0"))
            self.formats.append((number, _number(attributes.get("fontId", "0"))))

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""

    def text(self, text: str) -> None: ...

    @staticmethod
    def _keep(so_far: Sequence[object] | Mapping[int, str]) -> None:
        if len(so_far) >= limits.STYLES:
            raise Refused(Reason.BLOAT, "单元格样式")


def _number(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else -1

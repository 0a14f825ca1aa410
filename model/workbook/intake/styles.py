"""How number formats make numbers look, where that is not like a number."""

import re

from model.workbook.intake.quick import is_plain, resolved
from model.workbook.intake.xml import check, collected

DATE, PERCENT, ODD = "date", "percent", "odd"
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_CODES = re.compile(rb'<numFmt numFmtId="([0-9]{1,9})" formatCode="([^"<]*)" ?/>')
_STYLES = re.compile(rb'<xf (?:[^<>]*? )?numFmtId="([0-9]{1,9})"')
_DATE_LETTER = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)


def looks_of(content: bytes, part: str) -> list[str]:
    """Style number -> "", DATE, PERCENT, or ODD for formats that hide or fake a number."""
    found = _quickly(content)
    if found is not None:
        check(content, part)
        numbers, codes = found
        of_number = {number: _look(number, codes) for number in set(numbers)}
        return [of_number[number] for number in numbers]
    return _thoroughly(content, part)


def _quickly(content: bytes) -> tuple[list[int], dict[int, str]] | None:
    """Number formats by style, and what they are; None: the part is in no usual form."""
    if not is_plain(content):
        return None
    start, end = content.find(b"<cellXfs"), content.rfind(b"</cellXfs>")
    codes = _CODES.findall(content)
    styles = content[start:end]
    numbers = _STYLES.findall(styles)
    if (
        start < 0
        or len(numbers) != styles.count(b"<xf")
        or len(codes) != content.count(b"<numFmt ")
    ):
        return None
    texts = {_number(number.decode()): resolved(code.decode()) for number, code in codes}
    return [int(number) for number in numbers], texts


def _thoroughly(content: bytes, part: str) -> list[str]:
    codes: dict[int, str] = {}
    looks: list[str] = []
    inside = False
    for name, attributes in collected(content, part, "numFmt", "cellXfs", "xf", "cellStyles"):
        if name == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name in {"cellXfs", "cellStyles"}:
            inside = name == "cellXfs"
        elif inside:
            looks.append(_look(_number(attributes.get("numFmtId", "0")), codes))
    return looks


def _number(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else -1


def _look(number: int, codes: dict[int, str]) -> str:
    if number not in codes:
        return DATE if number in _DATES else PERCENT if number in _PERCENTS else ""
    sections = [_LITERAL.sub("", section) for section in codes[number].split(";")]
    shown = sections[0]
    if "general" in shown.lower():
        return ""
    if _DATE_LETTER.search(shown):
        return DATE
    if "%" in shown:
        return PERCENT
    return "" if re.search(r"[0#?@]", shown) else ODD

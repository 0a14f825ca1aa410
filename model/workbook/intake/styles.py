"""How number formats make numbers look, where that is not like a number."""

import re

from model.workbook.intake.xml import collected

DATE, PERCENT, ODD = "date", "percent", "odd"
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)


def looks_of(content: bytes, part: str) -> list[str]:
    """Style number -> "", DATE, PERCENT, or ODD for formats that hide or fake a number."""
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

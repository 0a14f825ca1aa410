"""What an XML parser would say, ten times as fast, of sheets in the form that programs give them.

Only what is wholly in that form is taken. Of anything else nothing is said here (None): the XML
parser reads it, or says what is wrong with it.
"""

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter

from model.workbook.intake import limits
from model.workbook.intake.cells import FORMULA, INLINE, ROW, STORED, RawCell, RawRow

HEAD, TAIL = "<sheetData>", "</sheetData>"
OWN_ROOT = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><'
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
_DECLARED = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?\s*<[a-zA-Z]"
)
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


def _ungrouped(pattern: str) -> str:
    return re.sub(r"\((?!\?)", "(?:", pattern)


_ATTRIBUTES = r'(?: [A-Za-z][A-Za-z0-9:]*+="[^"<>&]*+")*+'
_TEXT = r'<t(?: xml:space="preserve")?+>([^<>]*+)</t>'
_CELL = (
    r'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]{1,5}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+ ?+'
    rf"(?:/>|>\s*+(?:(<f){_ATTRIBUTES} ?+(?:/>|>[^<>]*+</f>)\s*+)?+"
    rf"(?:<v>([^<>]*+)</v>|<is>\s*+{_TEXT}\s*+</is>|<v ?+/>)?+\s*+</c>)"
)
_CELL_OF_ROW = _ungrouped(_CELL).replace("(?:[1-9][0-9]{0,6}+)", r"\1", 1)
_CELLS = re.compile(_CELL)
_ROWS = re.compile(
    rf'\s*+(?:<row r="([1-9][0-9]{{0,6}}+)"{_ATTRIBUTES} ?+'
    rf"(?:/>|>\s*+(?:{_CELL_OF_ROW}\s*+)*+</row>)\s*+)*+"
)
_ROW_HEADS = re.compile(rf'<row r="([1-9][0-9]*+)"({_ATTRIBUTES})')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_RUN = rf"<r>\s*+(?:<rPr>(?:\s*+<[A-Za-z]++{_ATTRIBUTES} ?+/>)*+\s*+</rPr>\s*+)?+{_TEXT}\s*+</r>"
_RUNS = rf"(?:{_ungrouped(_RUN)}\s*+)++"
_STRING = (
    rf"<si>\s*+(?:{_TEXT}|<t ?+/>|({_RUNS}))?+\s*+"
    rf"(?:<phoneticPr{_ATTRIBUTES} ?+/>\s*+)?+</si>"
)
_STRINGS = re.compile(_STRING)
_ALL_STRINGS = re.compile(rf"\s*+(?:{_ungrouped(_STRING)}\s*+)*+")
_TEXTS = re.compile(_TEXT)


def parted(content: bytes) -> tuple[str, str] | None:
    """A sheet's XML without its rows, and its rows; None if it is in no usual form."""
    text = _plain(content)
    if text is None or text.count(HEAD) != 1 or text.count(TAIL) != 1:
        return None
    start, end = text.index(HEAD) + len(HEAD), text.index(TAIL)
    return f"{text[:start]}{text[end:]}", text[start:end]


def rows_in(data: str, *, own: bool = False) -> list[RawRow] | None:
    """The rows of a sheet that say something, from the inside of its sheetData.

    Args:
        own: the sheet is as this app wrote it, but for what somebody meant to deceive.
    """
    if not own and not _ROWS.fullmatch(data):
        return None
    heads = _ROW_HEADS.findall(data)
    cells: list[RawCell] = _CELLS.findall(data)
    if len(heads) != data.count("<row") or len(cells) != data.count("<c"):
        return None
    if not own and not _is_orderly(heads, cells, data):
        return None
    cells = [cell for cell in cells if cell[STORED] or cell[INLINE] or cell[FORMULA]]
    if "&" in data:
        if not _entities_are_sound(data):
            return None
        cells = [_resolved(cell) for cell in cells]
    hidden = {number for number, rest in heads if _HIDDEN.search(rest)}
    return [
        RawRow(int(number), number in hidden, tuple(same))
        for number, same in groupby(cells, itemgetter(ROW))
    ]


def strings_in(content: bytes) -> list[str] | None:
    """The texts of a sharedStrings part."""
    text = _plain(content)
    if text is None or text.count("<sst") != 1 or not text.rstrip().endswith("</sst>"):
        return None
    start = text.index(">", text.index("<sst")) + 1
    data = text[start : text.rindex("</sst>")]
    if not _ALL_STRINGS.fullmatch(data) or not _entities_are_sound(data):
        return None
    found = [
        plain or "".join(_TEXTS.findall(runs)) if runs else plain
        for plain, runs in _STRINGS.findall(data)
    ]
    return [resolved(text) for text in found] if "&" in data else found


def rest_of_strings(content: bytes) -> bytes:
    """The same part without its strings."""
    start = content.index(b">", content.index(b"<sst")) + 1
    return content[:start] + content[content.rindex(b"</sst>") :]


def resolved(text: str) -> str:
    """*text* with its entities as the characters that they stand for."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    return chr(_code(*match.groups())) if match[1] or match[2] else _NAMED[match[0]]


def _code(decimal: str | None, hexadecimal: str | None) -> int:
    return int(decimal) if decimal else int(hexadecimal or "0", 16)


def _entities_are_sound(data: str) -> bool:
    """All of them known, and of characters that XML allows."""
    if "&" not in data:
        return True
    found = _ENTITY.findall(data)
    codes = {_code(*numbers) for numbers in found if any(numbers)}
    return data.count("&") == len(found) and all(
        code in {9, 10, 13} or any(code in characters for characters in _CHARACTERS)
        for code in codes
    )


def _resolved(cell: RawCell) -> RawCell:
    if "&" not in cell[STORED] and "&" not in cell[INLINE]:
        return cell
    letters, row, style, kind, formula, stored, inline = cell
    return letters, row, style, kind, formula, resolved(stored), resolved(inline)


def _plain(content: bytes) -> str | None:
    """*content* as text; None if it has comments, sections, line ends that XML would change,
    characters that it forbids, or another encoding.
    """
    if len(content) > limits.QUICK or len(content.translate(None, _CONTROLS)) < len(content):
        return None
    if b"<!" in content or b"<?" in content[5:] or not _DECLARED.match(content):
        return None
    if any(sign in content for sign in _NO_CHARACTERS):
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_orderly(heads: Iterable[tuple[str, str]], cells: Iterable[RawCell], data: str) -> bool:
    """Rows downwards, no cell twice, none beyond the edges, no attribute twice."""
    numbers = [int(number) for number, _ in heads]
    places = [cell[:2] for cell in cells]
    return (
        all(one < after for one, after in pairwise(numbers))
        and (not numbers or numbers[-1] <= limits.ROWS)
        and len(set(places)) == len(places)
        and all(len(letters) < 3 or letters <= "XFD" for letters, _ in set(places))
        and data.count(' r="') == len(numbers) + len(places)
    )

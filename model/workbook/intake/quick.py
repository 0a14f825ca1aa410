"""What an XML parser would say, ten times as fast, of sheets in the form that programs give them.

Only what is wholly in that form is taken. Of anything else nothing is said here (None): the XML
parser reads it, or says what is wrong with it.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import overload

from model.workbook.intake import limits
from model.workbook.intake.cells import FORMULA, INLINE, ROW, STORED, RawCell, RawRow
from model.workbook.intake.refused import Refused
from model.workbook.reasons import Reason
from model.workbook.text import unescaped

HiddenColumns = list[tuple[int, int]]
TRUE = {"1", "true", "on"}
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_HEAD, _TAIL, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_DECLARED = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>)?\s*<[a-zA-Z]"
)
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_CONTROLS = r"\x00-\x08\x0b-\x1f"  # among them the line ends that XML would change


def _ungrouped(pattern: str) -> str:
    return re.sub(r"\((?!\?)", "(?:", pattern)


# Possessive (*+) are repeats of single characters only: of groups, Python 3.11.2 takes half a match
# for a whole one. Each alternative begins otherwise, so that there is nothing to go back for.
_SAID = rf"[^<>{_CONTROLS}]*+"
_ATTRIBUTES = r'(?: [A-Za-z][A-Za-z0-9:]*+="[^"<>&\x00-\x1f]*+")*'
_TEXT = rf'<t(?: xml:space="preserve")?>({_SAID})</t>'
_CELL = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]{1,9})")? ?'
    rf"(?:/>|>\s*+(?:(<f){_ATTRIBUTES} ?(?:/>|>{_SAID}</f>)\s*+)?"
    rf"(?:<v>({_SAID})</v>|<is>\s*+{_TEXT}\s*+</is>|<v ?/>)?\s*+</c>)"
)
_CELL_OF_ROW = _ungrouped(_CELL).replace("(?:[1-9][0-9]{0,6})", r"\1", 1)
_FILLED = re.compile(_CELL.replace(r"(?:/>|>", r"(?:>", 1))
_ROWS = re.compile(
    rf'\s*+(?:<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES} ?'
    rf"(?:/>|>\s*+(?:{_CELL_OF_ROW}\s*+)*</row>)\s*+)*"
)
_ROW_NUMBERS = re.compile(r'<row r="([0-9]++)"')
_HIDDEN_ROWS = re.compile(r'<row r="([0-9]++)"[^<>]*? hidden="(?:1|true)"')
_PLACES = re.compile(r'<c r="([A-Z]++[0-9]++)"')
_BEYOND = re.compile(r'<c r="(?:XF[E-Z]|X[G-Z][A-Z]|[YZ][A-Z][A-Z])')
_COLUMN = re.compile(rb"<col ([^<>]*)>")
_PAIR = re.compile(r'([A-Za-z]+)="([^"<>&]*)"')
_STRING = re.compile(r"<t(?: xml:space=\"preserve\")?>([^<]*)</t>")


def parted(content: bytes) -> tuple[bytes, str] | None:
    """A sheet's XML without its rows, and its rows; None if it is in no usual form."""
    if not is_plain(content):
        return None
    start, end = content.find(_HEAD) + len(_HEAD), content.rfind(_TAIL)
    if not len(_HEAD) <= start <= end:
        return None
    rest = content[:start] + content[end:]
    if rest.count(b"xmlns=") != 1 or MAIN not in rest:
        return None
    try:
        return rest, content[start:end].decode()
    except UnicodeDecodeError:
        return None


def hidden_columns(rest: bytes) -> HiddenColumns | None:
    """First and last number, from a sheet's XML without its rows; None: in no usual form."""
    found = []
    for column in _COLUMN.findall(rest):
        if b"hidden" in column:
            said = dict(_PAIR.findall(column.decode("latin-1")))
            if len(said) != column.count(b"="):
                return None
            first, last = said.get("min", ""), said.get("max", "")
            if said.get("hidden") in TRUE and first.isdigit() and last.isdigit():
                found.append((int(first[:9]), int(last[:9])))
    return found


def is_sound(data: str) -> bool:
    """Whether the inside of a sheetData is wholly in the usual form, and says nothing twice."""
    if not _ROWS.fullmatch(data) or not _entities_are_sound(data):
        return False
    if "\ufffe" in data or "\uffff" in data:
        return False
    numbers = [int(number) for number in _ROW_NUMBERS.findall(data)]
    places = _PLACES.findall(data)
    return (
        all(one < after for one, after in pairwise(numbers))
        and (not numbers or numbers[-1] <= limits.ROWS)
        and len(set(places)) == len(places)
        and not _BEYOND.search(data)
        and data.count(' r="') == len(numbers) + len(places)
    )


def rows_in(data: str) -> list[RawRow]:
    """The rows that say something, from the inside of a sheetData that is sound."""
    cells: list[RawCell] = [
        cell for cell in _FILLED.findall(data) if cell[STORED] or cell[INLINE] or cell[FORMULA]
    ]
    if "&" in data:
        cells = [_resolved(cell) for cell in cells]
    hidden = set(_HIDDEN_ROWS.findall(data)) if ' hidden="' in data else set()
    return [
        RawRow(int(number), number in hidden, tuple(same))
        for number, same in groupby(cells, itemgetter(ROW))
    ]


def first_rows(content: bytes) -> list[RawRow]:
    """The first rows of a sheet, as they seem to be; none if it is in no usual form."""
    start = content.find(_HEAD) + len(_HEAD)
    end = content.rfind(_ROW_END, start, start + limits.LOOK)
    if start < len(_HEAD) or end < 0:
        return []
    return rows_in(content[start:end].decode(errors="replace"))


class Strings(Sequence[str]):
    """The texts of a sharedStrings part that an XML parser found sound, each when asked for."""

    def __init__(self, raw: list[str]) -> None:
        self._raw = raw

    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        raw = self._raw[place]
        texts = _STRING.findall(raw)
        if len(texts) != raw.count("</t>"):
            raise Refused(Reason.SUSPICIOUS, "sharedStrings")
        return unescaped(resolved("".join(texts)))


def strings_in(content: bytes) -> Strings | None:
    """The texts of a sharedStrings part, if it is sound; None if it is in no usual form."""
    if not is_plain(content) or content.count(b"xmlns=") != 1 or MAIN not in content:
        return None
    if content.find(b"\r", content.find(b"?>") + 4) >= 0:
        return None
    try:
        *raw, last = content.decode().split("</si>")
    except UnicodeDecodeError:
        return None
    texts = content.count(b"</t>")
    usual = (
        content.count(b"<si") == content.count(b"<si>") == len(raw)
        and content.count(b"<t>") + content.count(b'<t xml:space="preserve">') == texts
        and content.count(b"<t ") + content.count(b"<t>") == texts
        and b"rPh" not in content
        and "<t" not in last
    )
    return Strings(raw) if usual else None


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


def is_plain(content: bytes) -> bool:
    """Whether it is said to be UTF-8, and there are neither comments nor sections in it."""
    return (
        len(content) <= limits.QUICK
        and b"<!" not in content
        and content.find(b"<?", 5) < 0
        and _DECLARED.match(content) is not None
    )

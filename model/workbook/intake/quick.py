"""What an XML parser would say, ten times as fast, of sheets in the form that programs give them.

Only what is wholly in that form is taken. Of anything else nothing is said here (None): the XML
parser reads it, or says what is wrong with it.
"""

import re
from itertools import groupby, pairwise
from operator import itemgetter

from model.workbook.intake import limits
from model.workbook.intake.cells import FORMULA, INLINE, ROW, STORED, RawCell, RawRow
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
_LETTERS = r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]"
_CELL = (
    rf'<c r="({_LETTERS})([1-9][0-9]{{0,6}})"(?: s="([0-9]{{1,5}})")?(?: t="([a-zA-Z]{{1,9}})")? ?'
    rf"(?:/>|>\s*+(?:(<f){_ATTRIBUTES} ?(?:/>|>{_SAID}</f>)\s*+)?"
    rf"(?:<v>({_SAID})</v>|<is>\s*+{_TEXT}\s*+</is>|<v ?/>)?\s*+</c>)"
)
_CELL_OF_ROW = _ungrouped(_CELL).replace("(?:[1-9][0-9]{0,6})", r"\1", 1)
_FILLED = re.compile(  # of cells that are known to be in that form
    r'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")? ?>\s*+'
    r"(?:(<f)[^<>]*+>(?:[^<]*+</f>)?\s*+)?(?:<v>([^<]*+)|<is>\s*+<t[^<>]*+>([^<]*+))?"
)
_ROWS = re.compile(
    rf'\s*+(?:<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES} ?'
    rf"(?:/>|>\s*+(?:{_CELL_OF_ROW}\s*+)*</row>)\s*+)*"
)
_ROW_NUMBERS = re.compile(r'<row r="([0-9]++)"')
_HIDDEN_ROWS = re.compile(r'<row r="([0-9]++)"[^<>]*? hidden="(?:1|true)"')
_PLACES = re.compile(r'<c r="([A-Z]++[0-9]++)"')
_COLUMN = re.compile(rb"<col ([^<>]*)>")
_MERGED = re.compile(rb'<mergeCell [^<>]*?ref="([A-Z0-9:]{1,20})"')
_PAIR = re.compile(r'([A-Za-z]+)="([^"<>&]*)"')
_STRING = re.compile(r"<t(?: xml:space=\"preserve\")?>([^<]*)</t>")


def parted(content: bytes) -> tuple[bytes, str] | None:
    """A sheet's XML without its rows, and its rows; None if it is in no usual form."""
    start, end = content.find(_HEAD) + len(_HEAD), content.rfind(_TAIL)
    if not len(_HEAD) <= start <= end or len(content) > limits.QUICK:
        return None
    rest = content[:start] + content[end:]
    if not is_plain(rest) or rest.count(b"xmlns=") != 1 or MAIN not in rest:
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


def merged(rest: bytes) -> list[str]:
    """What is merged, from a sheet's XML without its rows."""
    return [ref.decode() for ref in _MERGED.findall(rest)]


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


def strings_in(content: bytes) -> list[str] | None:
    """The XML of each text of a sharedStrings part that is sound; None: it's in no usual form."""
    if not is_plain(content) or content.count(b"xmlns=") != 1 or MAIN not in content:
        return None
    if content.find(b"\r", content.find(b"?>") + 4) >= 0:
        return None
    *found, _ = content.decode(errors="replace").split("</si>")
    return found if content.count(b"<si") == len(found) else None


def text_in(xml: str) -> str | None:
    """The text of one of them: its runs joined; None: it is in no usual form."""
    texts = _STRING.findall(xml)
    if len(texts) != xml.count("</t>") or "<rPh" in xml or "<strike" in xml or "<vertAlign" in xml:
        return None
    text = "".join(texts)
    return unescaped(resolved(text)) if "&" in text or "_x" in text else text


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


def is_free_of_dtd(content: bytes) -> bool:
    """Whether it is said to be UTF-8, and begins with its root: no DTD can follow."""
    return _DECLARED.match(content) is not None


def is_plain(content: bytes) -> bool:
    """Whether it is said to be UTF-8, and there are neither comments nor sections in it."""
    declared = _DECLARED.match(content)
    if declared is None or len(content) > limits.QUICK:
        return False
    root = declared.end()
    # A single sign is found ten times as fast as two.
    return (b"!" not in content or b"<!" not in content) and (
        content.find(b"?", root) < 0 or content.find(b"<?", root) < 0
    )

"""The bytes of a workbook: equal content gives equal bytes on every machine, at any time."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from model.workbook.intake.pristine import CUSTOM, UNKNOWN, fingerprint

CORE, LANGUAGE = "docProps/core.xml", "zh-CN"  # read aloud in it
STYLES, NO_FORMATS = "xl/styles.xml", b'<numFmts count="0" />'  # the format knows no empty list
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip archive can say
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_NAMED = re.compile(rb'<cNvPr id="([0-9]+)" name="Chart [0-9]+"( ?/>|>)')
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)</c>')


def sealed_bytes(
    book: Workbook, moment: str, results: Mapping[tuple[str, str], str | Decimal] | None = None
) -> bytes:
    """The bytes of *book*; every date in them is *moment* (ISO 8601 with offset).

    Args:
        results: (sheet, cell) -> what its formula works out to; openpyxl itself writes none.
    """
    draft, final = io.BytesIO(), io.BytesIO()
    book.properties.language = LANGUAGE
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            _show_cursor(sheet)
    book.save(draft)
    utc = datetime.fromisoformat(moment).astimezone(UTC)
    parts = {
        f"xl/worksheets/sheet{number}.xml": sheet.title
        for number, sheet in enumerate(book.worksheets, start=1)
    }
    pictures = dict(_descriptions(book))
    with zipfile.ZipFile(draft) as source:
        contents = {name: _plain(name, source.read(name)) for name in _in_order(source.namelist())}
    stamp = utc.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    contents[CORE] = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<3>", contents[CORE])
    for name in parts.keys() & contents.keys() if results else ():
        put_results = partial(_with_result, parts[name], results or {})
        contents[name] = _FORMULA.sub(put_results, contents[name])
    for name, told in pictures.items():
        contents[name] = _NAMED.sub(partial(_with_words, told), contents[name])
    contents[STYLES] = contents[STYLES].replace(NO_FORMATS, b"")
    if CUSTOM in contents:
        contents[CUSTOM] = contents[CUSTOM].replace(UNKNOWN.encode(), _fingerprint(contents))
    with zipfile.ZipFile(final, "w") as target:
        for name, content in contents.items():
            member = zipfile.ZipInfo(name, max(utc.timetuple()[:6], EARLIEST))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, content, compresslevel=6)
    return final.getvalue()


def _plain(name: str, content: bytes) -> bytes:
    """*content* with Linux line ends; openpyxl writes those of the system."""
    return content.replace(b"\r\n", b"\n") if name.endswith((".xml", ".rels")) else content


def _fingerprint(contents: Mapping[str, bytes]) -> bytes:
    return fingerprint(
        (name, zlib.crc32(content), len(content))
        for name, content in contents.items()
        if name != CUSTOM
    ).encode()


def _with_result(
    sheet: str, results: Mapping[tuple[str, str], str | Decimal], match: re.Match[bytes]
) -> bytes:
    cell, attributes, formula = match.groups()
    result = results[sheet, cell.decode()]
    if isinstance(result, Decimal):
        return b'<c r="%s"%s>%s<v>%s</v></c>' % (cell, attributes, formula, f"{result:f}".encode())
    text = escape(result).encode()
    return b'<c r="%s"%s t="str">%s<v>%s</v></c>' % (cell, attributes, formula, text)


def _descriptions(book: Workbook) -> Iterator[tuple[str, Sequence[str]]]:
    """Part -> what its charts say, in their order; of a book that was saved."""
    for sheet in book.worksheets:
        drawing = sheet._drawing  # type: ignore[attr-defined]  # noqa: SLF001  set by saving
        if drawing:
            yield drawing.path[1:], [getattr(chart, "told", "") for chart in drawing.charts]


def _with_words(told: Sequence[str], match: re.Match[bytes]) -> bytes:
    number = int(match[1])
    said = quoteattr(told[number - 1])
    return f'<cNvPr id="{number}" name="图 {number}" descr={said}'.encode() + match[2]


def _show_cursor(sheet: Worksheet) -> None:
    """Moves the cursor out of what is hidden: the keys of rows and columns stand there."""
    for selection in sheet.sheet_view.selection:
        column, row = coordinate_from_string(selection.activeCell or "A1")
        while sheet.column_dimensions[column].hidden:
            column = get_column_letter(column_index_from_string(column) + 1)
        while sheet.row_dimensions[row].hidden:
            row += 1
        selection.activeCell = selection.sqref = f"{column}{row}"


def _in_order(names: list[str]) -> list[str]:
    """The parts with the list of content types first, as the format demands."""
    return sorted(names, key=lambda name: name != "[Content_Types].xml")

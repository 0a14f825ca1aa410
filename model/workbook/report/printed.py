"""The facts printed beside the answers: kept in the packet, compared on receipt.

The plan's words, targets and units, what evidence belongs to, the scores: facts that somebody
reads, signs and stamps. Nothing of them is ever taken from a workbook.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from model.domain.cell_edit import in_quotes
from model.domain.numbers import number_text
from model.domain.plan import Indicator
from model.workbook.cell_comparison import NOISE, ReadCells, folded_as_saved, found_words
from model.workbook.intake.cells import Found
from model.workbook.intake.keyed_tables import HEADING, KeyedTable, Tables
from model.workbook.keys import COVER, VALUE
from model.workbook.layout import Questionnaire, place_words
from model.workbook.packet import CHUNK, PAYLOAD_LIMIT
from model.workbook.paper.values import Formula

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from model.workbook.paper.table import Table as PaperTable

ROW = "printed"  # rows of the packet: printed1, printed2, …
ABOVE = "@above"  # in place of a row: what stands outside the rows, numbered
COMPARED = "@compared"  # in place of a row: the columns that are; without it all with a heading
LIVE = "\0"  # a formula works it out
MOST_SIGNS = 200_000  # quotes, at the most
Printed = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Table -> row -> column -> what stands there; HEADING, ABOVE and COMPARED are rows, too. No cell:
it is empty.
"""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One printed cell that no longer says what it said when the workbook was made."""

    sheet: str
    cell: str
    table: str
    row: str
    column: str
    label: str
    was: str
    now: str

    def __str__(self) -> str:
        words = f"{self.label}，印出时为{in_quotes(self.was)}，现为{in_quotes(self.now)}"
        return f"{self.sheet} {self.cell}".strip() + f"：{words}"


def printed_on(tables: Iterable["PaperTable"], without: Collection[str] = ()) -> Printed:
    """All that *tables* print except what is asked, but for the tables `without`."""
    from model.workbook.paper.layout import fitted  # with the writer of workbooks

    printed: dict[str, dict[str, dict[str, str]]] = {}
    for table in tables:
        if table.key in without:
            continue
        rows = printed.setdefault(table.key, {})
        fit = fitted(table)
        above = [fit.heading, fit.note]
        if not table.rows:
            rows[ABOVE] = _numbered((*above, *(c.heading for c in table.columns), table.empty))
            continue
        columns = [column for column in table.columns if not column.look.entry]
        rows[ABOVE] = _numbered(above)
        rows[HEADING] = {column.key: column.heading for column in table.columns}
        rows[COMPARED] = dict.fromkeys((column.key for column in columns), "")
        for row in table.rows:
            said = {column.key: _text(row.values.get(column.key)) for column in columns}
            rows[row.key] = {column: text for column, text in said.items() if text}
    return printed


def printed_on_cover(sheet: "Worksheet") -> Printed:
    """All that stands on the cover beside the values."""
    places = next(sheet.iter_rows(max_row=1, values_only=True))
    texts = [
        str(cell)
        for key, *cells in sheet.iter_rows(min_row=2, values_only=True)
        for place, cell in zip(places[1:], cells, strict=True)
        if cell is not None and (key is None or place != VALUE)
    ]
    return {COVER: {ABOVE: _numbered(texts)}}


def _numbered(texts: Iterable[str]) -> dict[str, str]:
    said = (text for text in texts if text.strip())
    return {str(number): text for number, text in enumerate(said, start=1)}


def _text(value: object) -> str:
    if isinstance(value, Formula):
        return LIVE
    return number_text(value) if isinstance(value, Decimal) else str(value or "")


def packed_printed(printed: Printed) -> dict[str, str]:
    """Rows of the packet."""
    content = json.dumps(printed, ensure_ascii=False, separators=(",", ":")).encode()
    letters = base64.b64encode(zlib.compress(content, 9)).decode()
    chunks = [letters[start : start + CHUNK] for start in range(0, len(letters), CHUNK)]
    return {f"{ROW}{number}": chunk for number, chunk in enumerate(chunks, start=1)}


def rows_digest(rows: Mapping[str, str]) -> str:
    """SHA-256 of the rows that `packed_printed` gave, as they stand in a packet; "" for none."""
    numbers = range(1, len(rows) + 1)
    found = [rows[key] for key in (f"{ROW}{number}" for number in numbers) if key in rows]
    return hashlib.sha256("\n".join(found).encode()).hexdigest() if found else ""


def unpacked_printed(rows: Mapping[str, str]) -> Printed | None:
    """The inverse of `packed_printed`; None for an older file or a damaged packet."""
    letters = ""
    while chunk := rows.get(f"{ROW}{len(letters) // CHUNK + 1}", ""):
        letters += chunk
        if len(chunk) < CHUNK:
            break
    try:
        content = zlib.decompressobj().decompress(
            base64.b64decode(letters, validate=True), PAYLOAD_LIMIT
        )
        if content.count(b'"') > MOST_SIGNS or content.count(b"{") > MOST_SIGNS:
            return None
        printed = json.loads(content)
    except (binascii.Error, ValueError, zlib.error, RecursionError):
        return None
    return printed if _is_printed(printed) else None


def _is_printed(found: object) -> bool:
    if not isinstance(found, dict):
        return False
    return all(
        isinstance(rows, dict)
        and all(
            isinstance(cells, dict) and set(map(type, cells.values())) <= {str}
            for cells in rows.values()
        )
        for rows in found.values()
    )


def rows_shown(tables: Tables, printed: Printed | None = None) -> frozenset[str]:
    """The keys of the rows that a file has, or had when it was made."""
    there = {row for table in tables.values() for row in table.rows}
    return frozenset(there.union(*(rows for rows in (printed or {}).values())))


def printed_by_plan(
    questionnaire: Questionnaire, department: str, also: Collection[str] = ()
) -> Printed:
    """The facts printed in a file without these rows, as far as the plan alone tells.

    Args:
        also: as for `Questionnaire.tables`.
    """
    printed: dict[str, dict[str, dict[str, str]]] = {}
    for table, (_, items) in questionnaire.tables(department, also).items():
        for item in items:
            said = (
                {"name": item.name, "quote": item.quote, "unit": item.unit}
                if isinstance(item, Indicator)
                else {"words": item.text, "place": place_words(questionnaire.plan, item)}
            )
            if table != "quantity":
                said.pop("unit", None)
            printed.setdefault(table, {})[item.id] = said
    return printed


def changes(printed: Printed, tables: Tables, titles: Mapping[str, str]) -> Iterator[Changed]:
    """The changed facts in the order of the tables; *titles* names the rows for people."""
    cells = ReadCells(tables)
    for key, rows in printed.items():
        if key not in tables:
            continue
        table, labels = tables[key], {**LABELS, **rows.get(HEADING, {})}
        compared = rows.get(COMPARED, rows.get(HEADING, {}))
        yield from _about_above(table, rows.get(ABOVE, {}))
        for row, said in rows.items():
            if row in {ABOVE, COMPARED} or (row != HEADING and row not in table.rows):
                continue
            heads = table.heads if row == HEADING else None
            if row == HEADING and heads is None:
                continue
            there = (heads or table.rows[row]).cells
            for column in said if heads else compared or said:
                was, found = said.get(column, ""), there.get(column)
                if found and found.text == was and not found.formula:
                    continue  # mostly
                if column not in table.letters:
                    continue
                if heads is None:
                    found = cells.found(key, row, column)
                if _same(was, found):
                    continue
                place = table.place(row, column)
                if heads:
                    place = f"{table.letters[column]}{heads.number}"
                heading = labels.get(column, column).replace("\n", "")
                about = "表头" if heads else titles.get(row, "")
                yield Changed(
                    sheet=table.sheet,
                    cell=place,
                    table=key,
                    row=row,
                    column=column,
                    label=f"“{about}”的“{heading}”" if about else f"“{heading}”",
                    was="公式" if was == LIVE else was,
                    now=found_words(found),
                )


def _about_above(table: KeyedTable, said: Mapping[str, str]) -> Iterator[Changed]:
    """What stands otherwise than *said* outside the rows; nothing is known of older files."""
    if not said:
        return
    gone, new = list(said.values()), []
    for place, found in table.above:
        same = next((one for one in gone if _same(one, found)), None)
        if same is None:
            new.append((place, found))
        else:
            gone.remove(same)
    for number in range(max(len(gone), len(new))):
        place, now = new[number] if number < len(new) else ("", None)
        yield Changed(
            sheet=table.sheet,
            cell=place,
            table=table.key,
            row=ABOVE,
            column=str(number),
            label="标题和说明",
            was=gone[number] if number < len(gone) else "",
            now=found_words(now),
        )


LABELS = {"words": "方案要求", "place": "条款", "name": "指标", "quote": "方案原文", "unit": "单位"}


def _same(was: str, found: Found | None) -> bool:
    if was == LIVE:
        return found is not None and found.formula
    if found is None or not found.text.strip():
        return not was.strip() and not (found and found.formula)
    if found.formula:
        return False
    if found.text == was or folded_as_saved(found.text) == folded_as_saved(was):
        return True
    try:
        one, other = Decimal(found.text.strip()), Decimal(was)
    except InvalidOperation:
        return False
    return one.is_finite() and abs(one - other) <= NOISE * (abs(other) + 1)

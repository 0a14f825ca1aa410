"""Sheets that say two things at once: no program writes them."""

import re
from collections.abc import Iterator

from model.workbook.reasons import Reason
from tests.corpus.base import Base
from tests.corpus.sheets import (
    with_part,
)
from tests.corpus.variant import Variant, accepted, one_of, refused

one = one_of("structure")
ITEM = "box2.5-02"  # in the second row of the list


def variants(base: Base) -> Iterator[Variant]:
    part = base.part("measure")
    row = base.tables["measure"].rows[ITEM].number

    def sheet(change):
        return lambda: with_part(base, part, change)

    cell = rb'<c r="E%d".*?(?:/>|</c>)' % row
    for name, change in {
        "cell_twice": lambda xml: re.sub(
            cell, lambda m: m[0] + m[0], xml, count=1, flags=re.DOTALL
        ),
        "cell_twice_empty": lambda xml: re.sub(
            cell, lambda m: m[0] + b'<c r="E%d"/>' % row, xml, count=1, flags=re.DOTALL
        ),
        "cell_of_other_row": lambda xml: xml.replace(
            b'<c r="E%d"' % row, b'<c r="E%d"' % (row + 1), 1
        ),
        "cell_lower_case": lambda xml: xml.replace(b'<c r="E%d"' % row, b'<c r="e%d"' % row, 1),
        "cell_row_0": lambda xml: xml.replace(b'<c r="E%d"' % row, b'<c r="E0"', 1),
        "cell_no_row": lambda xml: xml.replace(b'<c r="E%d"' % row, b'<c r="E"', 1),
        "cell_dollar": lambda xml: xml.replace(b'<c r="E%d"' % row, b'<c r="$E$%d"' % row, 1),
        "row_twice": lambda xml: _row_again(xml, row),
        "row_negative": lambda xml: xml.replace(b'<row r="%d"' % row, b'<row r="-5"', 1),
        "row_words": lambda xml: xml.replace(b'<row r="%d"' % row, b'<row r="five"', 1),
        "rows_out_of_order": _rows_out_of_order,
    }.items():
        yield one(f"wrong_{name}", sheet(change), refused(Reason.SUSPICIOUS))
    yield one("cells_out_of_order", sheet(lambda xml: _cells_out_of_order(xml, row)), accepted())


def _row_again(xml: bytes, row: int) -> bytes:
    return re.sub(
        rb'<row r="%d".*?</row>' % row, lambda m: m[0] + m[0], xml, count=1, flags=re.DOTALL
    )


def _rows_out_of_order(xml: bytes) -> bytes:
    rows = re.findall(rb"<row .*?</row>", xml, re.DOTALL)
    return xml.replace(rows[5], b"@@", 1).replace(rows[6], rows[5], 1).replace(b"@@", rows[6], 1)


def _cells_out_of_order(xml: bytes, row: int) -> bytes:
    found = re.search(rb'<row r="%d".*?</row>' % row, xml, re.DOTALL)[0]
    cells = re.findall(rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', found, re.DOTALL)
    inside = found[found.index(cells[0]) : found.index(cells[-1]) + len(cells[-1])]
    return xml.replace(inside, b"".join(reversed(cells)))

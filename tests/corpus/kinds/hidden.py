"""Rows, columns and sheets that people hide, or show."""

import re
from collections.abc import Iterator

from model.workbook.reasons import Notice
from tests.corpus.base import Base
from tests.corpus.sheets import (
    number_of,
    with_part,
)
from tests.corpus.variant import Variant, accepted, one_of, warned

one = one_of("structure")
ITEM = "box2.5-02"  # in the second row of the list


def variants(base: Base) -> Iterator[Variant]:
    row = base.tables["measure"].rows[ITEM].number
    yield one(
        "row_hidden",
        lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: re.sub(
                rb'<row r="%d"((?:(?! hidden=)[^>])*)(?: hidden="[^"]*")?([^>]*)>' % row,
                rb'<row r="%d" hidden="1"\1\2>' % row,
                xml,
                count=1,
            ),
        ),
        warned(Notice.HIDDEN),
    )
    column = number_of(base.tables["measure"].letters["done"])
    yield one(
        "column_hidden",
        lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: xml.replace(
                b"<cols>",
                b'<cols><col min="%d" max="%d" hidden="1" width="9"/>' % (column, column),
                1,
            ),
        ),
        warned(Notice.HIDDEN),
    )
    yield one(
        "row_of_title_hidden",
        lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: re.sub(
                rb'<row r="2"((?:(?! hidden=)[^>])*)(?: hidden="[^"]*")?([^>]*)>',
                rb'<row r="2" hidden="1"\1\2>',
                xml,
                count=1,
            ),
        ),
        accepted(),
    )
    yield one(
        "keys_shown",
        lambda: with_part(
            base, base.part("measure"), lambda xml: re.sub(rb' hidden="(?:1|true)"', b"", xml)
        ),
        accepted(),
    )
    for state in ("hidden", "veryHidden"):
        yield one(
            f"sheet_{state}", lambda s=state: _with_state(base, "measure", s), warned(Notice.HIDDEN)
        )
    yield one("packet_shown", lambda: _with_state(base, "packet", "visible"), accepted())
    yield one("packet_very_hidden", lambda: _with_state(base, "packet", "veryHidden"), accepted())
    yield one(
        "cells_merged",
        lambda: with_part(
            base,
            base.part("measure"),
            lambda xml: re.sub(
                rb"(<mergeCells[^>]*>)", rb'\1<mergeCell ref="E5:F6"/>', xml, count=1
            ),
        ),
        accepted(),
    )


def _with_state(base: Base, table: str, state: str) -> bytes:
    name = base.tables[table].sheet.encode()

    def change(xml: bytes) -> bytes:
        tag = next(t for t in re.findall(rb"<sheet [^>]*>", xml) if b'name="%s"' % name in t)
        new = re.sub(rb' state="[^"]*"', b"", tag)
        new = new.replace(b"<sheet ", b'<sheet state="%s" ' % state.encode(), 1)
        return xml.replace(tag, new)

    return with_part(base, "xl/workbook.xml", change)

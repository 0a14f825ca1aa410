"""Sheets that people add, delete, move, rename, copy."""

import re
from collections.abc import Iterator

from model.workbook.reasons import Notice, Reason
from tests.corpus.base import Base
from tests.corpus.sheets import (
    saved_by_openpyxl,
    with_part,
)
from tests.corpus.variant import Expected, Variant, accepted, one_of, refused, warned

one = one_of("structure")


def variants(base: Base) -> Iterator[Variant]:
    def book(change):
        return lambda: saved_by_openpyxl(base, change)

    yield one(
        "sheet_added",
        book(lambda b: b.create_sheet("草稿").append(["随手记"])),
        warned(Notice.EXTRA_SHEET),
    )
    yield one(
        "sheet_added_first",
        book(lambda b: b.create_sheet("草稿", 0).append(["x"])),
        warned(Notice.EXTRA_SHEET),
    )
    yield one(
        "sheets_added",
        book(lambda b: [b.create_sheet(f"s{n}").append([n]) for n in range(30)]),
        warned(Notice.EXTRA_SHEET),
    )
    yield one(
        "sheets_reversed", lambda: with_part(base, "xl/workbook.xml", _sheets_reversed), accepted()
    )
    yield one(
        "sheet_names_swapped",
        lambda: with_part(base, "xl/workbook.xml", _names_swapped),
        accepted(),
    )
    for table in ("measure", "quantity", "quality", "cover"):
        name = base.tables[table].sheet
        yield one(
            f"sheet_deleted_{table}",
            book(lambda b, n=name: b.remove(b[n])),
            warned(Notice.SHEET_MISSING) if base.sealed else refused(Reason.INCOMPLETE),
        )
    yield one(
        "sheet_deleted_evidence",
        book(lambda b: b.remove(b["佐证材料"])),
        warned(Notice.SHEET_MISSING)
        if base.sealed
        else Expected(
            verdicts=accepted().verdicts | warned().verdicts, codes=None, data_may_differ=True
        ),
    )
    for table in ("评分", "填报说明"):
        yield one(f"sheet_deleted_{table}", book(lambda b, n=table: b.remove(b[n])), accepted())
    yield one(
        "sheet_copied", book(lambda b: b.copy_worksheet(b["任务清单"])), refused(Reason.AMBIGUOUS)
    )
    yield one(
        "sheet_listed_twice",
        lambda: with_part(base, "xl/workbook.xml", _listed_twice),
        refused(Reason.SUSPICIOUS),
    )
    yield one(
        "no_sheets",
        lambda: with_part(base, "xl/workbook.xml", lambda xml: re.sub(rb"<sheet [^>]*>", b"", xml)),
        refused(Reason.SUSPICIOUS),
    )
    yield one("all_but_one_deleted", book(_only_one), refused(Reason.NO_SEAL))


def _sheets_reversed(xml: bytes) -> bytes:
    tags = re.findall(rb"<sheet [^>]*>", xml)
    inside = re.search(rb"<sheets>(.*)</sheets>", xml, re.DOTALL)
    return xml.replace(inside[1], b"".join(reversed(tags)))


def _names_swapped(xml: bytes) -> bytes:
    one, other = "任务清单".encode(), "佐证材料".encode()
    return (
        xml.replace(b'name="%s"' % one, b'name="@"')
        .replace(b'name="%s"' % other, b'name="%s"' % one)
        .replace(b'name="@"', b'name="%s"' % other)
    )


def _listed_twice(xml: bytes) -> bytes:
    tag = re.findall(rb"<sheet [^>]*>", xml)[1]
    again = re.sub(rb'sheetId="\d+"', b'sheetId="77"', re.sub(rb'name="[^"]*"', b'name="x"', tag))
    return xml.replace(tag, tag + again)


def _only_one(book) -> None:
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.coordinate == "A1":
                cell.value = "随便什么"

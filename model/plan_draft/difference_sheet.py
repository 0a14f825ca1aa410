"""What differs between two people's readings as a workbook, and what was settled in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from model.files import write_safely
from model.plan_draft.comparison import NOTHING, DraftComparison, DraftDifference, Reader
from model.plan_draft.edited_book import EditedBook
from model.workbook.file_bytes import sealed_bytes
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.plan_draft_sheets import CHOICE, DIFFERENCE_TITLES, DIFFERENCES

CENTRED, QUOTED, QUIET, ENTRY = (
    Look(across="center"),
    Look(fill="quote"),
    Look(ink="quiet"),
    Look(entry=True),
)
NAMED_BY = ("part", "about", "first", "second")


def write_differences(path: Path, comparison: DraftComparison, moment: str) -> None:
    """Writes the workbook to *path*; every date in it is *moment*.

    Raises:
        AppError: it can't be written there.
    """
    book, brush = new_book(), Brush()
    sheet = book.worksheets[0]
    sheet.title = DIFFERENCE_TITLES[DIFFERENCES]
    write_table(sheet, _table(comparison), Page(left=comparison.read.title, right=""), brush)
    book.properties.title = comparison.read.title
    write_safely(path, sealed_bytes(book, moment))


@dataclass(frozen=True, kw_only=True)
class SettledBook:
    """What was settled in a workbook: key of a difference -> whom it goes by. `remarks`: a sentence
    for each thing in it that was not read.
    """

    choices: Mapping[str, Reader]
    remarks: tuple[str, ...] = ()


def settled_book(path: Path, comparison: DraftComparison) -> SettledBook:
    """What was settled in the workbook at *path*; rows about words that read otherwise by now say
    nothing.

    Raises:
        AppError: it is no such workbook, or a cell says neither.
    """
    told = "请用比对时写出的工作簿，不要删改工作表里隐藏的行列。"
    book = EditedBook(path, [_table(comparison)], {DIFFERENCES: NAMED_BY}, told=told)
    chosen = {
        one.key: Reader(words)
        for one in comparison.differences
        if _row_key(one) in book.rows[DIFFERENCES]
        and (words := book.said(DIFFERENCES, _row_key(one), CHOICE))
    }
    book.refuse_problems()
    return SettledBook(choices=chosen, remarks=book.remarks)


def _row_key(one: DraftDifference) -> str:
    """It changes with what both say, so that a choice holds for those words only."""
    said = f"{one.key}\0{one.first}\0{one.second}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _table(comparison: DraftComparison) -> Table:
    agreed = "，".join(
        f"{part.value} {count} 处" for part, count in comparison.agreed.items() if count
    )
    return Table(
        key=DIFFERENCES,
        title=DIFFERENCE_TITLES[DIFFERENCES],
        heading=DIFFERENCE_TITLES[DIFFERENCES],
        note=(
            f"共 {len(comparison.differences)} 处不同，逐处在“采用”里选一份；都选好后读回。"
            f"相同的：{agreed}。"
        ),
        columns=(
            Column(key="no", heading="序号", width=6, look=CENTRED),
            Column(key="part", heading="哪一类", width=12, look=QUIET),
            Column(key="about", heading="哪一处", width=26, look=QUIET),
            Column(key="line", heading="原文行", width=7, look=CENTRED),
            Column(key="first", heading=Reader.FIRST.value, least=34, look=QUOTED),
            Column(key="second", heading=Reader.SECOND.value, least=34, look=QUOTED),
            Column(key=CHOICE, heading="采用", width=10, look=ENTRY, options=tuple(Reader)),
        ),
        rows=tuple(
            Row(
                key=_row_key(one),
                values={
                    "no": Decimal(number),
                    "part": one.part.value,
                    "about": one.about,
                    "line": Decimal(one.line) if one.line else None,
                    "first": one.first or NOTHING,
                    "second": one.second or NOTHING,
                    CHOICE: "",
                },
            )
            for number, one in enumerate(comparison.differences, start=1)
        ),
        empty="两份完全相同。",
    )

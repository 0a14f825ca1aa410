"""Taking back a 任务分解表: what was printed in it, and what its cells say now."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.domain.duty_sheet import DutySheet
from model.domain.sealed import unseal_as
from model.errors import AppError
from model.workbook.comparing import Cells
from model.workbook.duty_sheet.layout import COMMENT, LEAD, SHEET, SUPPORT
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.report.read import load_content, sealed_payload, tables_of


class DutySheetRejected(AppError):
    """A file is no 任务分解表; nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class DutyCells:
    """The words of one row as they are now."""

    lead: str
    support: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class ReturnedSheet:
    """`rows` by item: those that are still there."""

    printed: DutySheet
    rows: Mapping[str, DutyCells]


def read_duty_sheet(path: Path, reader: WorkbookReader | None = None) -> ReturnedSheet:
    """The 任务分解表 in the workbook at *path*.

    Raises:
        Refusal: it is no workbook of ours, or damaged.
        DutySheetRejected: it holds something else.
    """
    return returned_sheet(path.name, tables_of(path.name, load_content(path), reader))


def returned_sheet(name: str, tables: Tables) -> ReturnedSheet:
    """What *tables*, of a file called *name*, say. Raises: as `read_duty_sheet`."""
    payload = sealed_payload(name, tables)
    try:
        sheet = unseal_as(DutySheet, payload)
    except ValueError as error:
        raise _other(name) from error
    if SHEET not in tables:
        raise _other(name)
    cells = Cells(tables)

    def text(item: str, column: str) -> str:
        cell = cells.whole(SHEET, item, column)
        return cell.found.text.strip() if cell else ""

    rows = {
        item: DutyCells(
            lead=text(item, LEAD), support=text(item, SUPPORT), comment=text(item, COMMENT)
        )
        for item in sheet.lead
        if item in tables[SHEET].rows
    }
    return ReturnedSheet(printed=sheet, rows=rows)


def _other(name: str) -> DutySheetRejected:
    return DutySheetRejected(
        f"{name}：这不是任务分解表（会签稿），没有读取，分工未变。",
        hint="请选择由本程序写出、会签后交回的任务分解表；表里的“任务分解表”和数据包要在。",
    )


def verify_duty_sheet(content: bytes, sheet: DutySheet) -> None:
    """Read back what the app itself is about to write, in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    found = returned_sheet("", tables_in(read_sheets(content)))
    said = {item: (cells.lead, cells.support) for item, cells in found.rows.items()}
    printed = {item: (words, sheet.support[item]) for item, words in sheet.lead.items()}
    if found.printed != sheet or said != printed:
        raise RuntimeError("the workbook written is not the duty sheet")

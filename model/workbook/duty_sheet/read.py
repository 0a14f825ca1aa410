"""A 任务分解表 that came back: what was printed in it, and what its cells say now."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.duty_sheet import DutySheet
from model.domain.origin import NO_PROOF, Proof
from model.domain.sealed import unseal_as
from model.workbook import packet
from model.workbook.cell_comparison import ReadCells
from model.workbook.duty_sheet.layout import COMMENT, LEAD, SHEET, SUPPORT
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.reasons import Reason, Refusal


@dataclass(frozen=True, kw_only=True)
class DutyCells:
    """The present texts of one row."""

    lead: str
    support: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class ReceivedDutySheet:
    """A 任务分解表 that came back; `rows` by item holds the rows that still exist."""

    printed: DutySheet
    rows: Mapping[str, DutyCells]
    proof: Proof = NO_PROOF  # who printed it, with `model.domain.origin.OFFICE` as holder


def received_duty_sheet(name: str, tables: Tables, sheet: DutySheet) -> ReceivedDutySheet:
    """The sheet that is sealed in the file *name*, and the present texts of its *tables*.

    Raises:
        Refusal: the sheet is gone.
    """
    if SHEET not in tables:
        raise Refusal(name, Reason.OTHER_KIND, kind=DutySheet.KIND)
    cells = ReadCells(tables)

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
    proof = packet.proof_in(packet.rows_in(tables), sheet)
    return ReceivedDutySheet(printed=sheet, rows=rows, proof=proof)


def verify_duty_sheet(content: bytes, sheet: DutySheet) -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    found = received_duty_sheet("", tables, unseal_as(DutySheet, packet.payload_in(tables)))
    said = {item: (cells.lead, cells.support) for item, cells in found.rows.items()}
    printed = {item: (words, sheet.support[item]) for item, words in sheet.lead.items()}
    if found.printed != sheet or said != printed:
        raise RuntimeError("the workbook written is not the duty sheet")

"""A received 退回单: the slip sealed in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.domain.cell_edit import CellEdit
from model.domain.origin import NO_PROOF, Proof
from model.domain.return_slip import ReturnSlip
from model.domain.sealed import unseal_as
from model.workbook import packet
from model.workbook.cell_comparison import altered, differing
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.layout import Entry
from model.workbook.slip.layout import SLIP

if TYPE_CHECKING:  # it brings the writer of workbooks with it
    from model.workbook.slip.content import SlipReport


@dataclass(frozen=True, kw_only=True)
class ReceivedSlip:
    """A received slip; `slip` is the sealed one, whatever the cells say."""

    slip: ReturnSlip
    sha256: str  # of the file
    edits: tuple[CellEdit, ...] = ()  # remarks that were changed by hand after the export
    proof: Proof = NO_PROOF  # who made it, with `model.domain.origin.OFFICE` as holder


def received_slip(sha256: str, tables: Tables, slip: ReturnSlip) -> ReceivedSlip:
    """The slip whose workbook has *tables*."""
    return ReceivedSlip(
        slip=slip,
        sha256=sha256,
        edits=tuple(altered(_remarks(slip), tables)),
        proof=packet.proof_in(packet.rows_in(tables), slip, slip.department),
    )


def _remarks(slip: ReturnSlip) -> Iterator[Entry]:
    for remark in slip.remarks:
        yield Entry(SLIP, remark.item, "remark", "“复核意见”", remark.text)


def verify_slip(content: bytes, report: "SlipReport") -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    sealed = unseal_as(ReturnSlip, packet.payload_in(tables))
    if sealed != report.slip or any(differing(_remarks(report.slip), tables)):
        raise RuntimeError("the workbook written is not the slip")

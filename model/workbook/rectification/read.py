"""A received 整改通知单 or 整改反馈单: what is sealed in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from model.domain.canonical import SealedRecord
from model.domain.cell_edit import CellEdit
from model.domain.origin import NO_PROOF, OFFICE, Proof
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.sealed import unseal_as
from model.workbook import packet
from model.workbook.cell_comparison import altered, differing
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.layout import Entry


@dataclass(frozen=True, kw_only=True)
class ReceivedNotice:
    """A received notice; `notice` is the sealed one, whatever the cells say."""

    notice: RectificationNotice
    sha256: str  # of the file
    edits: tuple[CellEdit, ...] = ()
    proof: Proof = NO_PROOF  # who made it, with `model.domain.origin.OFFICE` as holder


@dataclass(frozen=True, kw_only=True)
class ReceivedReply:
    """A received reply; `reply` is the sealed one, whatever the cells say."""

    reply: RectificationReply
    sha256: str  # of the file
    edits: tuple[CellEdit, ...] = ()
    proof: Proof = NO_PROOF  # who made it, with the department as holder


def received_notice(
    sha256: str, tables: Tables, notice: RectificationNotice, *, enclosed: bool = False
) -> ReceivedNotice:
    """The notice whose workbook has *tables*.

    Args:
        enclosed: it travels in the packet of another record.
    """
    from model.workbook.rectification.content import notice_entries

    rows = packet.rows_in(tables)
    return ReceivedNotice(
        notice=notice,
        sha256=sha256,
        edits=tuple(altered(notice_entries(notice), tables)),
        proof=packet.proof_in(
            packet.enclosed_rows(rows) if enclosed else rows, notice, notice.department
        ),
    )


def received_reply(sha256: str, tables: Tables, reply: RectificationReply) -> ReceivedReply:
    """The reply whose workbook has *tables*."""
    from model.workbook.rectification.content import reply_entries

    return ReceivedReply(
        reply=reply,
        sha256=sha256,
        edits=tuple(altered(reply_entries(reply), tables)),
        proof=packet.proof_in(packet.rows_in(tables), reply, OFFICE),
    )


def verify_rectification(content: bytes, record: SealedRecord, entries: Iterable[Entry]) -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    sealed = unseal_as(type(record), packet.payload_in(tables))
    if sealed != record or any(differing(entries, tables)):
        raise RuntimeError(f"the workbook written is not the {record.name()}")

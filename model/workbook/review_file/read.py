"""复核意见 that came from another PC of the office: what is sealed in the file."""

from dataclasses import dataclass

from model.domain.origin import NO_PROOF, OFFICE, Proof
from model.domain.review_file import ReviewFile
from model.workbook import packet
from model.workbook.intake.keyed_tables import Tables


@dataclass(frozen=True, kw_only=True)
class ReceivedReviewFile:
    """Decisions of another PC; the sealed ones, whatever the cells say."""

    record: ReviewFile
    sha256: str  # of the file
    proof: Proof = NO_PROOF  # which installation wrote it


def received_review_file(sha256: str, tables: Tables, record: ReviewFile) -> ReceivedReviewFile:
    """The decisions of the workbook that has *tables*."""
    proof = packet.proof_in(packet.rows_in(tables), record, OFFICE)
    return ReceivedReviewFile(record=record, sha256=sha256, proof=proof)

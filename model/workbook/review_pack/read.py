"""The contents of a 复核包 that came from another PC of the office: what is sealed in it."""

from dataclasses import dataclass

from model.domain.origin import NO_PROOF, OFFICE, Proof
from model.domain.review_file import ReviewPack
from model.workbook import packet
from model.workbook.intake.keyed_tables import Tables


@dataclass(frozen=True, kw_only=True)
class ReceivedReviewPack:
    """What a 复核包 holds, without the files themselves."""

    record: ReviewPack
    sha256: str  # of the workbook that tells it
    proof: Proof = NO_PROOF  # which installation wrote it


def received_review_pack(sha256: str, tables: Tables, record: ReviewPack) -> ReceivedReviewPack:
    """The contents in the workbook that has *tables*."""
    proof = packet.proof_in(packet.rows_in(tables), record, OFFICE)
    return ReceivedReviewPack(record=record, sha256=sha256, proof=proof)

"""复核意见 that came from another PC of the office: what is sealed in the file."""

from dataclasses import dataclass

from model.domain.review_file import ReviewFile


@dataclass(frozen=True, kw_only=True)
class ReceivedReviewFile:
    """Decisions of another PC; the sealed ones, whatever the cells say."""

    record: ReviewFile
    sha256: str  # of the file

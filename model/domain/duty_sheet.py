"""任务分解表（会签稿）: what was printed in it, to tell what came back changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.canonical import SealedRecord
from model.domain.numbers import YEARS
from model.domain.submission import Edition
from model.domain.text_kinds import Moment


@dataclass(frozen=True, kw_only=True)
class DutySheet(SealedRecord):
    """`lead` and `support` are the words of those cells, by item."""

    KIND = "duty-sheet"

    year: int
    made_at: Moment  # ISO 8601 with offset
    plan: Edition
    lead: Mapping[str, str]
    support: Mapping[str, str]

    def check(self) -> None:
        """Raises: ValueError: a year that no sheet has, or a row of one column only."""
        if self.year not in YEARS or self.lead.keys() != self.support.keys():
            raise ValueError("a year out of range, or a row without one of its columns")

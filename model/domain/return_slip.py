"""退回单: the office's remarks on a submission, item by item."""

from dataclasses import dataclass
from datetime import datetime

from model.domain.canonical import SealedRecord
from model.domain.numbers import VERSIONS, YEARS
from model.domain.text_kinds import Day, Key, Moment


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What the department has to do about one item."""

    item: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A department's answer to one remark, as its next submission carries it."""

    slip: str  # id
    item: str
    changed: bool  # what is reported differs from what was returned
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnSlip(SealedRecord):
    """Remarks on one submission. `number` counts the slips of a department's year, from 1."""

    KIND = "return-slip"

    id: Key
    year: int
    department: Key
    number: int
    submission: Key  # digest of what was looked at
    sequence: int  # of that submission
    made_at: Moment  # ISO 8601 with offset
    remarks: tuple[Remark, ...]
    general: str = ""  # what is not about any one item
    due: Day = ""  # ISO date; "" for none
    made_by: str = ""
    phone: str = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears

    def check(self) -> None:
        """Raises: ValueError: a year, a number or a moment that no slip has."""
        if self.year not in YEARS or self.number not in VERSIONS:
            raise ValueError("a year or number out of range")
        if datetime.fromisoformat(self.made_at).tzinfo is None:
            raise ValueError("a moment without offset")

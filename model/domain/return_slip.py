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
    general: str = ""  # what is not about any one item; see `general_of`
    due: Day = ""  # ISO date; "" for none
    made_by: str = ""
    phone: str = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears

    @property
    def overall(self) -> bool:
        """Whether an overall remark (总体意见) was written."""
        return bool(self.general) and not self.general.startswith("\n")

    @property
    def scope(self) -> str:
        return scope_words(len(self.remarks), overall=self.overall)

    def check(self) -> None:
        """Raises: ValueError: a year, a number or a moment that no slip has."""
        if self.year not in YEARS or self.number not in VERSIONS:
            raise ValueError("a year or number out of range")
        if datetime.fromisoformat(self.made_at).tzinfo is None:
            raise ValueError("a moment without offset")


def general_of(overall: str, corrected: str) -> str:
    """The `general` of a slip: what somebody wrote as an overall remark, then on lines of its own
    what was *corrected*. Nothing written: it begins with the end of that line.
    """
    return f"{overall.strip()}\n{corrected}" if corrected else overall.strip()


def scope_words(items: int, *, overall: bool) -> str:
    """'2 项意见', '2 项意见和总体意见', '总体意见': what is to be put right."""
    return "和".join([f"{items} 项意见"] * bool(items) + ["总体意见"] * overall)

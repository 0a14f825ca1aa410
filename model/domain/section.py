"""科室: the sections of a department, and who of them answers for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from model.domain.answers import Answers, Evidence
from model.domain.canonical import SealedRecord
from model.domain.cell_edit import CellEdit
from model.domain.numbers import VERSIONS, YEARS
from model.domain.submission import Edition
from model.domain.text_kinds import Day, Key, Moment

NO_ITEM = ""  # what is noted of parts and not of an item is about it
PART = "part/"  # how fields begin that are about parts and not answers
ADDITION = f"{PART}addition/"  # and a section's id: what it adds to an item that another leads
HANDED_BACK = f"{PART}handed-back/"  # and a section's id: why the item is none of its business


class Share(StrEnum):
    """What a section has to do with an item."""

    LEAD = "lead"  # it answers
    ADD = "add"  # another one answers, it adds to that (跨科室)


SHARE_LABELS = {Share.LEAD: "填报", Share.ADD: "补充"}


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of a department."""

    id: str
    name: str
    contact: str = ""
    phone: str = ""
    head: str = ""  # 科室负责人


@dataclass(frozen=True, kw_only=True)
class SectionSheet(SealedRecord):
    """科室表: what was sent to a section. `answers` is what its cells said when it was sent.

    `number` counts the sheets that a section got in a year, from 1.
    """

    KIND = "section-sheet"

    id: Key
    year: int
    department: Key
    section: Key
    section_name: str
    number: int
    made_at: Moment
    plan: Edition
    led: tuple[str, ...]  # items that the section answers for
    added: tuple[str, ...]  # items to which it adds
    answers: Answers
    package: Edition | None = None
    due: Day = ""
    sent_by: str = ""  # to whom it goes back
    phone: str = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears

    def check(self) -> None:
        """Raises: ValueError: a year or a number that no sheet has."""
        if self.year not in YEARS or self.number not in VERSIONS:
            raise ValueError("a year or number out of range")

    @property
    def items(self) -> tuple[str, ...]:
        return (*self.led, *self.added)


@dataclass(frozen=True, kw_only=True)
class SaidCell:
    """What came back in one cell otherwise than it was sent; None: nothing any more."""

    item: str
    field: str
    said: str | None


@dataclass(frozen=True, kw_only=True)
class SectionReturn:
    """What came back in a section's sheet, as it is kept.

    `doubts` are cells that say nothing certain; nothing was taken from them.
    """

    filled_by: str = ""
    phone: str = ""
    signed_by: str = ""  # 科室负责人
    said: tuple[SaidCell, ...] = ()
    doubts: tuple[CellEdit, ...] = ()
    remarks: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


Shares = Mapping[str, Mapping[str, Share]]
"""Item -> section -> its share."""

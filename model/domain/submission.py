"""报送: one exported state of one department's year."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from model.domain.answers import Answer, Answers, Evidence
from model.domain.canonical import LATER, SealedRecord, table_of
from model.domain.return_slip import Reply
from model.domain.text_kinds import Key, Label, Moment

_NAME = re.compile(r"[\w.\-]{0,64}")  # of an edition; "" where a workbook lost its seal
PEOPLE = frozenset({"filled_by", "phone", "checked_by", "approved_by"})  # of the cover
CLEARED = "（已清除）"  # in the place of a name or telephone that was cleared of a past year
COVER = "cover"  # where the answers of the cover form are kept among the items'
OVERALL = "总体情况"  # what evidence stands behind that is filed under COVER


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A plan, a rulebook or a year's package, named by its id and version."""

    id: str
    version: str

    def check(self) -> None:
        """Raises: ValueError: it names no edition: people see these words on every page."""
        if not (_NAME.fullmatch(self.id) and _NAME.fullmatch(self.version)):
            raise ValueError("no name of an edition")


class Origin(StrEnum):
    """The place from which a submission's content was read."""

    APP = "app"  # the sealed payload of an export
    TEMPLATE = "template"  # a 填报模板, filled in elsewhere
    CELLS = "cells"  # 未核验: the visible cells of an export whose seal is missing or broken


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """采用表内值: a value that the office took from a cell in place of the sealed value."""

    item: str  # COVER for the cover form; an Evidence's id for evidence
    field: str
    sealed: str
    taken: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Submission(SealedRecord):
    """Everything a department sends for one year.

    `parent` is the id of the submission this one replaces, None for the first. `origin` and
    `amendments` are the office's marks: no export has any.
    """

    id: Key
    year: int
    department: Key
    sequence: int  # from 1
    parent: Key | None
    exported_at: Moment  # ISO 8601, local time with offset
    plan: Edition
    rulebook: Edition
    answers: Answers
    cover: Answer = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    self_total: str | None = None  # points, two decimals; None: nothing to score
    self_grade: Label = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears
    # 年度任务包; None: filled in from the plan alone
    package: Edition | None = field(default=None, metadata=LATER)
    origin: Origin = field(default=Origin.APP, metadata=LATER)
    amendments: tuple[Amendment, ...] = field(default=(), metadata=LATER)
    replies: tuple[Reply, ...] = field(default=(), metadata=LATER)  # to the last 退回单

    @property
    def verified(self) -> bool:
        """False for 未核验, which is shown wherever the submission appears."""
        return self.origin is not Origin.CELLS

    def as_table(self) -> dict[str, object]:
        """Field name -> value, as it is written; items that are not answered are left out."""
        return {
            **table_of(self),
            "answers": {item: answer for item, answer in self.answers.items() if answer},
        }

"""报送: one exported state of one department's year, and its canonical form."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from model.domain.answers import Answer, Answers, Evidence
from model.domain.canonical import (
    canonical_bytes,
    check_code,
    digest_of,
    rebuilt,
    table_in,
    table_of,
)
from model.domain.return_slip import Reply

SCHEMA = 1
COVER = "cover"  # where the answers of the cover form are kept among the items'


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A numbered thing and which of its versions: a plan, a rulebook, a year's package."""

    id: str
    version: str


class Origin(StrEnum):
    """Where a submission's content was read from."""

    APP = "app"  # the sealed payload of an export
    TEMPLATE = "template"  # a 填报模板, filled in elsewhere
    CELLS = "cells"  # 未核验: the visible cells of an export whose seal is missing or broken


ORIGIN_LABELS = {Origin.TEMPLATE: "填报模板", Origin.CELLS: "未核验"}


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """采用表内值: what a person at the office took from a cell in place of what was sealed."""

    item: str  # COVER for the cover form; an Evidence's id for evidence
    field: str
    sealed: str
    taken: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Everything a department sends for one year.

    `parent` is the id of the submission this one replaces, None for the first. `origin` and
    `amendments` are the office's marks: no export has any.
    """

    id: str
    year: int
    department: str
    sequence: int  # from 1
    parent: str | None
    exported_at: str  # ISO 8601, local time with offset
    plan: Edition
    rulebook: Edition
    answers: Answers
    cover: Answer = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    self_total: str | None = None  # points, two decimals; None: nothing to score
    self_grade: str = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears
    package: Edition | None = None  # 年度任务包; None: filled in from the plan alone
    origin: Origin = Origin.APP
    amendments: tuple[Amendment, ...] = ()
    replies: tuple[Reply, ...] = ()  # to the remarks of the last 退回单

    @property
    def verified(self) -> bool:
        """False: 未核验, to be shown wherever it appears."""
        return self.origin is not Origin.CELLS

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, hex."""
        return digest_of(canonical(self))

    @property
    def check_code(self) -> str:
        """The digest's first 16 digits as people compare them: '3F2A 91C0 77BE 0D14'."""
        return check_code(self.digest)


def canonical(submission: Submission) -> bytes:
    """UTF-8 JSON with sorted keys: equal submissions give equal bytes.

    A field that came later is left out while it says nothing: older check codes stay true.
    """
    table = {"schema": SCHEMA, **table_of(submission)}
    table["answers"] = {item: answer for item, answer in submission.answers.items() if answer}
    for name, nothing in (("package", None), ("origin", Origin.APP), ("amendments", ())):
        if table[name] == nothing:
            del table[name]
    if not submission.replies:
        del table["replies"]
    return canonical_bytes(table)


def from_canonical(content: bytes) -> Submission:
    """The submission that *content* is the canonical form of.

    Raises:
        ValueError: it is nothing of the kind; the message says what is wrong, in English.
    """
    table = table_in(content)
    if table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    try:
        return rebuilt(Submission, table)
    except ValueError as error:
        raise ValueError(f"not a submission: {error}") from error

"""复核: the office's decisions on what a department reported. Decisions are added, never edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.canonical import canonical_bytes, digest_of
from model.domain.submission import Submission
from model.domain.text_kinds import Decided, Label, Statement, Verbatim

WHOLE_YEAR = ""  # the item of a review that is about a department's year as a whole


class Verdict(StrEnum):
    ADOPT = "采信"
    ADJUST = "核改"
    RETURN = "退回"
    APPROVE = "核准不适用"
    WITHDRAW = "撤销复核"  # to be reviewed again
    PASS = "通过"  # noqa: S105  # of a department's year
    REOPEN = "撤销通过"


NEEDS_REMARK = {
    Verdict.ADJUST: "核改须写明理由。",
    Verdict.RETURN: "退回须写明意见，责任单位才知道怎么改。",
}


@dataclass(frozen=True, kw_only=True)
class Review:
    """One decision on one item, or on the year as a whole.

    `submission` is the digest of what was looked at, `basis` that of what it said about the item:
    while a later submission says the same, the review stands. That of 通过 is what counted then
    ("": given by an earlier version, which kept nothing of it).
    """

    department: str
    item: str
    verdict: Verdict
    submission: str
    basis: str
    changes: Mapping[str, str | None] = field(default_factory=dict)  # None: 未填
    remark: Statement = ""
    by: Label = ""
    at: str = ""  # ISO 8601 with offset


class Matter(StrEnum):
    """What the office rules on besides single answers. `subject` in brackets."""

    FORK = "fork"  # which of several versions counts [department]
    FIGURE = "figure"  # which number holds for an indicator [indicator]
    SEEN = "seen"  # a conflict or suspicion looked at and left as it is [its key]
    RECEIVED_ON = "received-on"  # when the first report really came [department]
    FALSE_FIGURES = "false-figures"  # what was established as false [department]
    HAND_EDIT = "hand-edit"  # whether a cell changed by hand holds [submission/item/field]
    SENDER = "sender"  # whose a refused file is [its SHA-256, else its name]
    ORIGIN = "origin"  # whether a report of unproved origin counts [its digest]
    RANKING = "ranking"  # whether ranks and proposals are shown [""]
    FOUR_EYES = "four-eyes"  # whether some decisions need a second name [""]
    CONFIRMED = "confirmed"  # by a second person [a review's digest, or "grade/" and a department]
    STAMPED = "stamped"  # the stamped scan of a report, and the code on it [its digest]
    REVIEWER = "reviewer"  # who reviews it [department, or "chapter/" and a chapter of the plan]


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """One decision; the latest of its matter and subject holds. `choice` "": taken back."""

    matter: Matter
    subject: Verbatim
    choice: Decided
    reason: Statement = ""
    by: Label = ""
    at: str = ""


Rulings = Mapping[tuple[Matter, str], Ruling]
"""The rulings that hold, none of them taken back."""


FOUND = "found:"  # before what was taken from a cell, in the choice of a `Matter.HAND_EDIT`
SEEN = "seen"


def seen_of(*values: str) -> str:
    """The choice of a `Matter.SEEN` ruling: the conflict was looked at with exactly
    these values.
    """
    return f"{SEEN}:{digest_of(canonical_bytes({'values': values}))[:32]}"


def still_seen(ruling: Ruling | None, choice: str) -> bool:
    """Whether *ruling* was made about the values of *choice*; version 0.1.0 kept no values."""
    return ruling is not None and ruling.choice in {SEEN, choice}


def basis_of(submission: Submission, item: str) -> str:
    """A hash of what *submission* says about *item*, evidence included: equal for equal content;
    hex.
    """
    said: Answer = submission.answers.get(item, NOTHING_SAID)
    pieces = [piece for piece in submission.evidence if piece.item == item]
    return digest_of(canonical_bytes({"answer": dict(said), "evidence": pieces}))[:32]

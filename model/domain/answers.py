"""What a department says (填报), and the states that must never be confused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from model.domain.canonical import LATER
from model.domain.text_kinds import FileName, Key, Label

Answer = Mapping[str, str]
"""Field key -> canonical text. An absent key means 未填; an empty string is never stored."""

Answers = Mapping[str, Answer]
"""Item id -> Answer. An absent item means that nothing was said about it."""

NOTHING_SAID: Answer = {}


class State(StrEnum):
    """The values of the `state` field; an item that is not answered has no such field."""

    DONE = "done"
    ONGOING = "ongoing"
    BEHIND = "behind"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"


HALF_WAY = frozenset({State.ONGOING, State.BEHIND})  # which say nothing without a progress

STATE_LABELS = {
    State.DONE: "完成",
    State.ONGOING: "推进中",
    State.BEHIND: "滞后",
    State.NOT_STARTED: "未启动",
    State.NOT_APPLICABLE: "不适用",
}


def state_of(answer: Answer) -> State | None:
    """The state that *answer* reports, or None if the item is not answered."""
    return State(answer["state"]) if "state" in answer else None


def value_of(answer: Answer) -> Decimal | None:
    """The reported value of an indicator, in its unit; None if it is not answered,
    which is not 0.
    """
    return Decimal(answer["value"]) if "value" in answer else None


def progress_of(answer: Answer) -> Decimal | None:
    """The reported progress [%], 0 to 100; None if it is not answered."""
    return Decimal(answer["progress"]) if "progress" in answer else None


def claims_not_applicable(answer: Answer) -> bool:
    return state_of(answer) is State.NOT_APPLICABLE


FACTS = ("state", "value", "progress")  # what all words of an answer are said about


def contradicts(said: Answer, present: Answer, facts: Collection[str] = FACTS) -> bool:
    """Whether *said* tells one of the *facts* otherwise than *present* does: then the words of one
    don't belong under the facts of the other.
    """
    both = (key for key in facts if said.get(key) and present.get(key))
    return any(said[key] != present[key] for key in both)


EVIDENCE_FACTS = ("issued_on", "issuer", "pages")  # that pieces of 0.1.0 do not have


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """佐证材料: a file, known by its SHA-256, or a reference to what stays on paper."""

    id: Key
    item: Key
    title: str
    reference: str = ""  # 文号, 网址, 保存处
    file_name: FileName = ""
    size: int = 0  # bytes
    sha256: Key = ""
    issued_on: Label = field(default="", metadata=LATER)  # as typed: 2026-03-01, 2026年3月, 2026
    issuer: Label = field(default="", metadata=LATER)  # 出具单位
    pages: Label = field(default="", metadata=LATER)  # in the piece, or which of them: 3–5

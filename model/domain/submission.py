"""报送: one exported state of one department's year, and its canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TypeVar

from model.domain.answers import Answer, Answers, Evidence

SCHEMA = 1
COVER = "cover"  # where the answers of the cover form are kept among the items'


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A numbered thing and which of its versions: a plan, a rulebook."""

    id: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Everything a department sends for one year.

    `parent` is the id of the submission this one replaces, None for the first.
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

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form, hex."""
        return hashlib.sha256(canonical(self)).hexdigest()

    @property
    def check_code(self) -> str:
        """The digest's first 16 digits as people compare them: '3F2A 91C0 77BE 0D14'."""
        return check_code(self.digest)


def check_code(digest: str) -> str:
    return " ".join(digest[start : start + 4].upper() for start in range(0, 16, 4))


def canonical(submission: Submission) -> bytes:
    """UTF-8 JSON with sorted keys: equal submissions give equal bytes."""
    table = {"schema": SCHEMA, **asdict(submission)}
    table["answers"] = {item: dict(answer) for item, answer in submission.answers.items() if answer}
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_canonical(content: bytes) -> Submission:
    """The submission that *content* is the canonical form of.

    Raises:
        ValueError: it is nothing of the kind; the message says what is wrong, in English.
    """
    table = json.loads(content.decode("utf-8"))
    if not isinstance(table, dict) or table.pop("schema", None) != SCHEMA:
        raise ValueError("unknown schema")
    try:
        return _typed(
            Submission(
                **{
                    **table,
                    "plan": _typed(Edition(**table["plan"])),
                    "rulebook": _typed(Edition(**table["rulebook"])),
                    "evidence": tuple(_typed(Evidence(**entry)) for entry in table["evidence"]),
                }
            )
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a submission: {error}") from error


def _is_answer(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


Typed = TypeVar("Typed", Submission, Edition, Evidence)
KINDS: Mapping[str, Callable[[object], bool]] = {
    "str": lambda value: isinstance(value, str),
    "str | None": lambda value: value is None or isinstance(value, str),
    "int": lambda value: type(value) is int,
    "bool": lambda value: isinstance(value, bool),
    "Answer": _is_answer,
    "Answers": lambda value: isinstance(value, dict) and all(map(_is_answer, value.values())),
}


def _typed(made: Typed) -> Typed:
    """*made* as it is; TypeError if a field doesn't hold what it is declared to hold."""
    for declared in fields(made):
        check = KINDS.get(getattr(declared.type, "__name__", str(declared.type)))
        if check and not check(getattr(made, declared.name)):
            raise TypeError(declared.name)
    return made

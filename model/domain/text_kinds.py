"""What a text of a sealed record can be at all, declared with its field: whoever reads the record
back (model.domain.canonical) holds it to that, so that everybody who uses it can rely on it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from model.domain.typed_words import as_line, as_words, has_unseen

LONGEST = 40_000  # characters of any text but a rulebook's or a plan's; a cell holds fewer
KEY, LABEL, STATEMENT, FILE_NAME = 128, 64, 2_000, 1_000  # characters at most
DECIDED = LONGEST + KEY  # an answer as it was sent, and what is decided about it
CUT = "……（原文过长，余下从略）"
EARLIEST = 1900  # year
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def is_moment(text: str) -> bool:
    """Whether *text* is a moment with its offset, in whatever zone it is looked at."""
    try:
        return bool(
            _MOMENT.fullmatch(text)
            and EARLIEST <= datetime.fromisoformat(text).astimezone(UTC).year < date.max.year
        )
    except (ValueError, OverflowError):
        return False


def is_day(text: str) -> bool:
    """Whether *text* is a date, or "" for none."""
    try:
        return not text or (
            bool(_DAY.fullmatch(text)) and date.fromisoformat(text).year >= EARLIEST
        )
    except ValueError:
        return False


def is_key(text: str) -> bool:
    return len(text) <= KEY and text == as_line(text)


def is_on_a_line(text: str) -> bool:
    """Whether *text* holds nothing but what can be seen, and blanks of any width."""
    return not has_unseen(text)


def is_label(text: str) -> bool:
    return len(text) <= LABEL and is_on_a_line(text)


def as_label(text: str) -> str:
    """*text* as a label: on one line, what can't be seen left out, cut where it is too long."""
    return as_line(" ".join(text.split()))[:LABEL]


def is_statement(text: str) -> bool:
    return len(text) <= STATEMENT


def is_decided(text: str) -> bool:
    return len(text) <= DECIDED


def is_file_name(text: str) -> bool:
    return len(text) <= FILE_NAME


def is_text(_: str) -> bool:
    return True


def as_statement(text: str) -> str:
    """*text* as a statement: one that is too long ends with the words that tell so."""
    return text if is_statement(text) else text[: STATEMENT - len(CUT)] + CUT


def as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class TextKind:
    """What a text of a record can be.

    `tidied` makes of what was typed what is kept. `own` makes of a text that doesn't hold, where an
    earlier version kept it in the own data file, one that does; None: it costs its record.
    `most`: characters; None: not bounded here.
    """

    holds: Callable[[str], bool]
    tidied: Callable[[str], str] = as_words
    own: Callable[[str], str] | None = as_it_is
    most: int | None = None


def _none(_: str) -> str:
    return ""


def _file_name(text: str) -> str:
    return text[-FILE_NAME:]


DAYS = TextKind(is_day, as_line, own=_none)
LABELS = TextKind(is_label, as_line, as_label, LABEL)
STATEMENTS = TextKind(is_statement, own=as_statement, most=STATEMENT)

Moment = Annotated[str, TextKind(is_moment, own=None)]
"""ISO 8601 with offset: '2025-12-20T09:30:00+08:00'."""
Day = Annotated[str, DAYS]
"""ISO date, or "" for none."""
Key = Annotated[str, TextKind(is_key, as_it_is, None, KEY)]
"""What something is known by; nobody reads it."""
Label = Annotated[str, LABELS]
"""A few words."""
Statement = Annotated[str, STATEMENTS]
"""A few sentences."""
Decided = Annotated[str, TextKind(is_decided, most=DECIDED)]
"""What was established, digests, or what somebody answered, however long."""
FileName = Annotated[str, TextKind(is_file_name, as_it_is, _file_name, FILE_NAME)]
"""A name that some file system bore."""
Verbatim = Annotated[str, TextKind(is_text, as_it_is)]
"""A text that something else is known by, letter for letter."""

"""What a text of a sealed record can be at all, declared with its field: whoever reads the record
back (model.domain.canonical) holds it to that, so that everybody who uses it can rely on it.
"""

import re
from datetime import UTC, date, datetime
from typing import Annotated

LONGEST = 40_000  # characters of any text but a rulebook's or a plan's; a cell holds fewer
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
    return len(text) <= 128 and text.isprintable()


def is_label(text: str) -> bool:
    return len(text) <= 64 and text.isprintable()


def as_label(text: str) -> str:
    """*text* as a label: on one line, what can't be seen left out, cut where it is too long."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:64]


def is_statement(text: str) -> bool:
    return len(text) <= 2_000


def is_file_name(text: str) -> bool:
    return len(text) <= 1_000


Moment = Annotated[str, is_moment]
"""ISO 8601 with offset: '2025-12-20T09:30:00+08:00'."""
Day = Annotated[str, is_day]
"""ISO date, or "" for none."""
Key = Annotated[str, is_key]
"""What something is known by; nobody reads it."""
Label = Annotated[str, is_label]
"""A few words."""
Statement = Annotated[str, is_statement]
"""A few sentences."""
FileName = Annotated[str, is_file_name]
"""A name that some file system bore."""

"""What a text of a sealed record can be at all, declared with its field: whoever reads the record
back (model.domain.canonical) holds it to that, so that everybody who uses it can rely on it.
"""

import re
from dataclasses import dataclass
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
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text).year >= EARLIEST
    except ValueError:
        return False


@dataclass(frozen=True)
class TextKind:
    """One kind of text; `check` tells whether a text is one."""

    name: str

    def holds(self, text: str) -> bool:
        match self.name:
            case "moment":
                return is_moment(text)
            case "day":
                return not text or is_day(text)
            case "key":
                return len(text) <= 128 and text.isprintable()
            case "label":
                return len(text) <= 64 and text.isprintable()
        raise ValueError(self.name)


Moment = Annotated[str, TextKind("moment")]
"""ISO 8601 with offset: '2025-12-20T09:30:00+08:00'."""
Day = Annotated[str, TextKind("day")]
"""ISO date, or "" for none."""
Key = Annotated[str, TextKind("key")]
"""What something is known by; nobody reads it."""
Label = Annotated[str, TextKind("label")]
"""A few words."""

"""The date and the 文号 of a document, as people write them."""

import re
from datetime import date

from model.domain.letter_widths import narrow
from model.domain.numbers import YEARS

_WRITTEN = re.compile(
    r"(?P<year>20\d\d)(?:[-./年](?P<month>\d{1,2})(?:[-./月](?P<day>\d{1,2}))?)?[年月日]?", re.ASCII
)

_BRACKETS = str.maketrans("〔(【", "[[[") | str.maketrans("〕)】", "]]]")
_NUMBERED = re.compile(r".{1,30}\[20\d\d\]\d{1,5}号")


def document_year(text: str) -> int | None:
    """The year of a date, a month or a year alone (2026-03-01, 2026.3.1, 2026年3月, 2026); None:
    *text* is none of these.
    """
    written = _WRITTEN.fullmatch("".join(narrow(text).split()))
    if written is None or int(written["year"]) not in YEARS:
        return None
    try:
        date(int(written["year"]), int(written["month"] or 1), int(written["day"] or 1))
    except ValueError:
        return None
    return int(written["year"])


def document_number(text: str) -> str:
    """津科发[2026]12号: the 文号 that *text* is, with whatever brackets; "" if it is none."""
    number = "".join(narrow(text).split()).translate(_BRACKETS)
    return number if _NUMBERED.fullmatch(number) else ""

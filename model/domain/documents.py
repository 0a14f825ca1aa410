"""The date and the 文号 of a document, as people write them."""

import re

from model.domain.letter_widths import narrow
from model.domain.numbers import YEARS
from model.domain.typed_days import is_day, read_day

_MONTH_OR_YEAR = re.compile(
    r"(?P<year>20\d\d)(?:[-./年](?:0?[1-9]|1[0-2])|0[1-9]|1[0-2])?[年月]?", re.ASCII
)

_BRACKETS = str.maketrans("〔(【", "[[[") | str.maketrans("〕)】", "]]]")
_NUMBERED = re.compile(r".{1,30}\[20\d\d\]\d{1,5}号")


def document_year(text: str) -> int | None:
    """The year of a date, however a date is typed anywhere, a month or a year alone (2026-03-01,
    20260301, 2026年3月, 202603, 2026); None: *text* is none of these.
    """
    plain = "".join(narrow(text).split())
    day = read_day(plain)
    month = _MONTH_OR_YEAR.fullmatch(plain)
    written = day[:4] if is_day(day) else month["year"] if month else ""
    return int(written) if written and int(written) in YEARS else None


def document_number(text: str) -> str:
    """津科发[2026]12号: the 文号 that *text* is, with whatever brackets; "" if it is none."""
    number = "".join(narrow(text).split()).translate(_BRACKETS)
    return number if _NUMBERED.fullmatch(number) else ""

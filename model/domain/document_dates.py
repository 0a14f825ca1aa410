"""The date of a document as people write it: 2026-03-01, 2026.3.1, 2026年3月, 2026."""

import re
import unicodedata
from datetime import date

from model.domain.numbers import YEARS

_WRITTEN = re.compile(
    r"(?P<year>20\d\d)(?:[-./年](?P<month>\d{1,2})(?:[-./月](?P<day>\d{1,2}))?)?[年月日]?", re.ASCII
)


def document_year(text: str) -> int | None:
    """The year of a date, of a month or of a year alone; None: *text* is none of these."""
    written = _WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if written is None or int(written["year"]) not in YEARS:
        return None
    try:
        date(int(written["year"]), int(written["month"] or 1), int(written["day"] or 1))
    except ValueError:
        return None
    return int(written["year"])

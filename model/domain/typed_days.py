"""A day as people type it."""

import re
from datetime import date

DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*|(\d{4})(\d\d)(\d\d)")


def read_day(text: str) -> str:
    """ISO date for '2026年1月31日', '2026.1.31', '20260131' and the like; *text* itself, without
    blanks around it, where it is none.
    """
    found = DAY.fullmatch(text.strip())
    try:
        return date(*map(int, filter(None, found.groups()))).isoformat() if found else text.strip()
    except ValueError:
        return text.strip()


def is_day(text: str) -> bool:
    """Whether *text* is an ISO date as it is kept: 2026-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

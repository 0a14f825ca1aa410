"""Moments as people in China read them, whatever the clock of a PC is set to."""

from datetime import datetime, timedelta, timezone

from model.domain.wording import day_words

CHINA = timezone(timedelta(hours=8))


def china_time(moment: str) -> str:
    """'2026年11月28日 17:40' of an ISO 8601 moment; one without an offset is China's already.

    A text that is no moment stays as it is, here and below.
    """
    at = _in_china(moment)
    return moment_words(at) if at else moment


def moment_words(at: datetime) -> str:
    """'2026年11月28日 17:40' of *at*, by its own clock."""
    return f"{day_words(at)} {at:%H:%M}"


def china_day(moment: str) -> str:
    """'2026年11月28日' in China of an ISO 8601 moment."""
    return day_words(_in_china(moment) or moment)


def short_day_words(moment: str) -> str:
    """'11月28日' in China of an ISO 8601 moment: for tables and lines of one year."""
    at = _in_china(moment)
    return day_words(at, of_year=at.year) if at else moment


def _in_china(moment: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return at.astimezone(CHINA) if at.tzinfo else at

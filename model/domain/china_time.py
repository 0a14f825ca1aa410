"""Moments as people in China read them, whatever the clock of a PC is set to."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def china_time(moment: str) -> str:
    """'2026-11-28 17:40' of an ISO 8601 moment; a moment without an offset is China's already."""
    at = datetime.fromisoformat(moment)
    return (at.astimezone(CHINA) if at.tzinfo else at).strftime("%Y-%m-%d %H:%M")

"""The current time, in one place, so that tests can set it."""

from datetime import datetime


def now() -> str:
    """The local time, ISO 8601 with seconds and offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

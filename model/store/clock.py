"""The current time, in one place, so that tests can set it."""

from datetime import datetime

from model.domain.china_time import CHINA


def now() -> str:
    """The time in China, whatever zone the PC is set to: ISO 8601 with seconds and offset."""
    return datetime.now(CHINA).isoformat(timespec="seconds")

"""What time it is, in one place, so that tests can say."""

from datetime import datetime


def now() -> str:
    """Local time, ISO 8601 with seconds and offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

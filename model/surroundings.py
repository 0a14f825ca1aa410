"""What the program is started among: nothing of it is obeyed that could stop the start."""

import os
import platform
import time
from datetime import datetime


def settle_time_zone() -> None:
    """Goes by the system's own time zone where the environment names an impossible one."""
    try:
        datetime.now().astimezone()
    except (ValueError, OverflowError):
        os.environ.pop("TZ", None)
        if hasattr(time, "tzset"):
            time.tzset()


def system_words() -> str:
    """The system in a word: 'Linux-6.1.0-x86_64'. `platform.platform` runs a program to tell it,
    whichever of its name comes first on PATH.
    """
    about = platform.uname()
    return f"{about.system}-{about.release}-{about.version}-{about.machine}"

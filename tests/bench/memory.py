"""How much memory this process has held at most."""

import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """Since it began to run its own program: what getrusage says begins with its parent's.

    Where there is no /proc, getrusage all the same; on Windows 0.
    """
    if STATUS.exists():
        said = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        return int(said["VmHWM"].split()[0]) / 1024
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

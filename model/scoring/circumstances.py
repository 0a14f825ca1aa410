"""What the office knows about a department's year besides its answers."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    days_late: int = 0  # whole calendar days after the deadline
    false_figures: str = ""  # what was established as false or concealed; "" for nothing


ORDINARY = Circumstances()

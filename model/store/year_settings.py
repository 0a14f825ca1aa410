"""Settings that belong to a department's year. They are of that year like the rows of a table with
a year: guarded once it is closed, and handed over with it.
"""

from enum import StrEnum


class YearSetting(StrEnum):
    """What is kept of a department's year beside its tables; the value begins the setting's key."""

    ACCEPTED = "accepted"  # findings that somebody looked at
    CARRIED = "carried"  # what came from the year before and was not confirmed
    DRAFTS = "drafts"  # what could not be taken as a number
    EXPLAINED = "explained"  # which values explanations were written about
    REPORT = "report"  # what a workbook of the year before says, kept under that year
    SAMPLES = "samples"  # at the office: that samples counted for nothing when it was closed
    SUPPORTERS = "supporters"  # what other bodies wrote about the items
    VOLUMES = "volumes"  # into which the evidence was packed last


BEGUN = "half-written/"  # what begins the key of words that the office has not decided on; a year


def year_key(what: YearSetting, year: int, department: str) -> str:
    """The key of the setting that keeps *what* of *department*'s *year*."""
    told = year - 1 if what is YearSetting.REPORT else year
    return f"{what}.{told}.{department}"


def _year_in(row: str, start: str, later: int = 0) -> str:
    place = len(start) + 1
    year = f"CAST(substr({row}.key, {place}) AS INTEGER)"
    return f"WHEN {row}.key GLOB '{start}[0-9]*' THEN {year} + {later}"


def year_of(row: str, *, begun: bool = False) -> str:
    """SQL for the year that the setting in *row* belongs to; NULL: to none.

    Args:
        begun: also of what is only begun.
    """
    cases = [_year_in(row, f"{what}.", int(what is YearSetting.REPORT)) for what in YearSetting]
    if begun:
        cases.append(_year_in(row, BEGUN))
    return f"CASE {' '.join(cases)} END"

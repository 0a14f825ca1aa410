"""What other bodies wrote about items that a department leads, as their workbooks brought it.

Kept with the settings of the data file: it is to be read, and is nobody's answer here.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from model.domain.answers import Answer
from model.domain.origin import OriginStanding
from model.store.settings import read_of_year, save_of_year
from model.store.year_settings import YearSetting


@dataclass(frozen=True, kw_only=True)
class SupporterReport:
    """What one body's workbook says about the items of another."""

    exported_at: str  # ISO 8601 with offset
    sequence: int  # the body's how many-th report of the year, from 1
    check_code: str  # of the whole report
    standing: OriginStanding  # as it was found when the file came
    said: Mapping[str, Answer]  # item -> field -> words


def fetch_supporters(db: Database, year: int, department: str) -> dict[str, SupporterReport]:
    """Body id -> its newest workbook of *year*, as kept for *department*."""
    kind = dict[str, SupporterReport]
    return read_of_year(db, YearSetting.SUPPORTERS, year, department, kind, {})


def save_supporters(
    db: Database, year: int, department: str, reports: Mapping[str, SupporterReport]
) -> None:
    """Keep *reports* in place of those kept before."""
    table = {body: asdict(report) for body, report in reports.items()}
    save_of_year(db, YearSetting.SUPPORTERS, year, department, table)


def pass_on_supporters(
    db: Database, year: int, source: str, department: str, takes: Callable[[str], bool]
) -> None:
    """What was kept for *source* about the items that *department* *takes* over is kept for it; of
    what one body wrote about an item the newer words.
    """
    kept = fetch_supporters(db, year, department)
    passed = {
        body: replace(report, said=said)
        for body, report in fetch_supporters(db, year, source).items()
        if (said := {item: answer for item, answer in report.said.items() if takes(item)})
    }
    for body, report in passed.items():
        both = sorted(filter(None, (kept.get(body), report)), key=_exported)
        said = {item: answer for one in both for item, answer in one.said.items()}
        kept[body] = replace(both[-1], said=said)
    if passed:
        save_supporters(db, year, department, kept)


def _exported(report: SupporterReport) -> float:
    return datetime.fromisoformat(report.exported_at).timestamp()

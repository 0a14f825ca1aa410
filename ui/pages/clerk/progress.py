"""How far the year is: by section, and what is missing. Counting, nothing more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ui.pages.item_rows import Row
from ui.status_marks import Mark

SAME = {
    Mark.REACHED: Mark.DONE,
    Mark.FILLED: Mark.ONGOING,
}  # an indicator's marks beside a measure's
UNSAID = (Mark.OPEN, Mark.NO_TARGET, Mark.CARRIED)
ORDER = (
    Mark.DONE,
    Mark.ONGOING,
    Mark.BEHIND,
    Mark.MISSED,
    Mark.NOT_STARTED,
    Mark.RETURNED,
    Mark.NOT_APPLICABLE,
    Mark.CARRIED,
    Mark.NO_TARGET,
    Mark.OPEN,
)


@dataclass(frozen=True, kw_only=True)
class SectionProgress:
    section: str
    total: int
    marks: Mapping[Mark, int]  # of the answered items, from done to not applicable

    @property
    def said(self) -> int:
        return sum(self.marks.values())


def progress_by_section(rows: Iterable[Row]) -> tuple[SectionProgress, ...]:
    """How far each section is, in the order of the rows."""
    sections: dict[str, list[Mark]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row.mark)
    return tuple(
        SectionProgress(section=section, total=len(marks), marks=_answered(marks))
        for section, marks in sections.items()
    )


def counts_by_mark(marks: Iterable[Mark]) -> dict[Mark, int]:
    """Number of items by mark, from 完成 to 未填; marks that mean the same count as one."""
    counts = Counter(SAME.get(mark, mark) for mark in marks)
    return {mark: counts[mark] for mark in ORDER if counts[mark]}


def _answered(marks: list[Mark]) -> dict[Mark, int]:
    return counts_by_mark(mark for mark in marks if mark not in UNSAID)

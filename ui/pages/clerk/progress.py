"""How far the year is: by section, and what is missing. Counting, nothing more."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.domain.answer_status import AnswerStatus
from ui.pages.item_rows import Row
from ui.status_marks import Mark

SAME = {
    Mark.REACHED: Mark.DONE,
    Mark.FILLED: Mark.ONGOING,
}  # an indicator's marks beside a measure's
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
    said: int
    open: int  # 未填
    marks: Mapping[Mark, int]  # of the answered items, from done to not applicable


def progress_by_section(rows: Iterable[Row]) -> tuple[SectionProgress, ...]:
    """How far each section is, in the order of the rows."""
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row)
    return tuple(_progress(section, some) for section, some in sections.items())


def counts_by_mark(marks: Iterable[Mark]) -> dict[Mark, int]:
    """Number of items by mark, from 完成 to 未填; marks that mean the same count as one."""
    counts = Counter(SAME.get(mark, mark) for mark in marks)
    return {mark: counts[mark] for mark in ORDER if counts[mark]}


def _progress(section: str, rows: Sequence[Row]) -> SectionProgress:
    standings = Counter(row.standing for row in rows)
    return SectionProgress(
        section=section,
        total=len(rows),
        said=standings[AnswerStatus.SAID],
        open=standings[AnswerStatus.OPEN],
        marks=counts_by_mark(row.mark for row in rows if row.standing is AnswerStatus.SAID),
    )

"""How far the year is: by section, and what is missing. Counting, nothing more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ui.marks import Mark
from ui.models.rows import Row

SETTLED = (Mark.DONE, Mark.REACHED)


@dataclass(frozen=True, kw_only=True)
class SectionProgress:
    section: str
    total: int
    marks: Mapping[Mark, int]  # of the answered items, in the order of the enum

    @property
    def said(self) -> int:
        return sum(self.marks.values())

    @property
    def shares(self) -> Mapping[str, int]:
        """How many items are of each colour, in the order of the enum."""
        counts: dict[str, int] = {}
        for mark, count in self.marks.items():
            counts[mark.token] = counts.get(mark.token, 0) + count
        return counts


def progress_by_section(rows: Iterable[Row]) -> tuple[SectionProgress, ...]:
    """In the order of the rows."""
    sections: dict[str, list[Mark]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row.mark)
    return tuple(
        SectionProgress(section=section, total=len(marks), marks=_answered(marks))
        for section, marks in sections.items()
    )


def _answered(marks: list[Mark]) -> dict[Mark, int]:
    counts = Counter(marks)
    return {mark: counts[mark] for mark in Mark if counts[mark] and mark is not Mark.OPEN}

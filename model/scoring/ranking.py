"""Departments in the order of their totals."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.score import Assessment


@dataclass(frozen=True, kw_only=True)
class Rank:
    """名次: 1 is best. Equal totals share one, and what they use up is left out: 1, 2, 2, 4."""

    number: int
    shared: bool = False

    @property
    def text(self) -> str:
        return f"并列第 {self.number}" if self.shared else f"第 {self.number}"


def ranks(assessments: Mapping[str, Assessment]) -> dict[str, Rank]:
    """The rank of each department that has a total; the others have none."""
    totals = {d: a.total for d, a in assessments.items() if a.total is not None}
    ordered = sorted(totals.values(), reverse=True)
    return {
        department: Rank(number=ordered.index(total) + 1, shared=ordered.count(total) > 1)
        for department, total in totals.items()
    }

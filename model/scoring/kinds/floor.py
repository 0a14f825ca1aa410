"""R13: what must not be missing for a good grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.scoring.arithmetic import literal
from model.scoring.cellrange import runs
from model.scoring.circumstances import Circumstances
from model.scoring.subject import Subject
from model.scoring.whole import Finding, Layout, Outcome, Phase
from model.scoring.wording import marks


@dataclass(frozen=True, kw_only=True)
class Floor:
    """R13: a covered item at 0 points, or a total below the minimum, allows `grade` at best."""

    name: ClassVar[str] = "floor"
    label: ClassVar[str] = "底线条件"
    phase: ClassVar[Phase] = Phase.GRADE
    covers_items: ClassVar[bool] = True

    grade: str
    minimum_total: Decimal | None = None

    def finding(self, outcome: Outcome) -> Finding | None:
        reasons = []
        zeros = sum(judged.score.points == 0 for judged in outcome.covered)
        if zeros:
            reasons.append(f"有 {zeros} 项得 0 分")
        if self.minimum_total is not None and outcome.total < self.minimum_total:
            reasons.append(f"总分 {marks(outcome.total)}低于 {marks(self.minimum_total)}")
        if not reasons:
            return None
        return Finding(
            sentence=f"{'，'.join(reasons)}，等次最高为“{self.grade}”", forces=self.grade
        )

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        cells = [(layout.items[s.id].points,) for s in subjects if not s.without_target]
        conditions = [f"SUMPRODUCT(({points}=0)*1)>0" for (points,) in runs(cells)]
        if self.minimum_total is not None:
            minimum = literal(self.minimum_total)
            conditions.append(f"AND(ISNUMBER({layout.total}),{layout.total}<{minimum})")
        return f'IF(OR({",".join(conditions)}),"{self.grade}","")' if conditions else '""'

    def problems(self) -> Iterator[str]:
        yield from ()

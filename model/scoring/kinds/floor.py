"""R13: what rules out a good grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.flaw import Flaw
from model.domain.wording import percent_words, points_words
from model.scoring.arithmetic import NUDGE, literal
from model.scoring.cell_ranges import missed_and_counting, runs
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import fell_short, listed
from model.scoring.subject import Subject
from model.scoring.total_rules import Circumstances, Layout, Phase, TotalFinding, YearOutcome


@dataclass(frozen=True, kw_only=True)
class Floor:
    """R13: if a covered item has 0 points, or the total is below the minimum, `grade` is the
    best possible.

    With `share`, that share of the counting items [0, 1] must have 0 points; not answered (未填)
    counts as 0.
    """

    name: ClassVar[str] = "floor"
    label: ClassVar[str] = "底线条件"
    phase: ClassVar[Phase] = Phase.GRADE
    covers_items: ClassVar[bool] = True

    grade: str
    minimum_total: Decimal | None = None
    share: Decimal | None = None

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        reasons = []
        counting = [judged for judged in outcome.covered if judged.score.counts]
        zeros = [
            fell_short(judged.subject, judged.facts, judged.score.points)
            for judged in counting
            if judged.score.points == 0 or (self.share is not None and judged.score.points is None)
        ]
        if self.share is None and zeros:
            reasons.append(f"有 {len(zeros)} 项得 0 分")
        elif self.share is not None and zeros and len(zeros) >= self.share * len(counting):
            found = f"{len(counting)} 项中有 {len(zeros)} 项未填或得 0 分"
            reasons.append(f"{found}（达到 {percent_words(self.share)}）：{listed(zeros)}")
        if self.minimum_total is not None and outcome.total < self.minimum_total:
            total, least = points_words(outcome.total), points_words(self.minimum_total)
            reasons.append(f"总分 {total}低于 {least}")
        if not reasons:
            return None
        return TotalFinding(
            sentence=f"{'，'.join(reasons)}，等次最高为“{self.grade}”", forces=self.grade
        )

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        conditions = list(self._conditions(subjects, layout))
        if self.minimum_total is not None:
            minimum = literal(self.minimum_total)
            conditions.append(f"AND(ISNUMBER({layout.total}),{layout.total}<{minimum})")
        return f'IF(OR({",".join(conditions)}),"{self.grade}","")' if conditions else '""'

    def _conditions(self, subjects: tuple[Subject, ...], layout: Layout) -> Iterator[str]:
        rows = [layout.items[s.id] for s in subjects if not s.without_target]
        if self.share is None:
            for (points,) in runs([(cells.points,) for cells in rows]):
                yield f"SUMPRODUCT(({points}=0)*1)>0"
        elif rows:
            missed, counting = missed_and_counting(subjects, layout, '((@points=0)+(@points=""))')
            enough = f"({missed})+{NUDGE}>={literal(self.share)}*({counting})"
            yield f"AND(({missed})>0,{enough})"

    def flaws(self) -> Iterator[Flaw]:
        if self.share is not None and not 0 < self.share <= 1:
            yield flaw(Wrong.BAD_ITEM_SHARE, "share", above=Decimal(0), most=Decimal(1))

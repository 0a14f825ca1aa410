"""R14: a grade by the number of missed items."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from model.domain.flaw import Flaw, Key
from model.scoring.cell_ranges import missed_and_counting
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import fell_short, listed
from model.scoring.subject import Subject
from model.scoring.total_rules import Circumstances, Layout, Phase, TotalFinding, YearOutcome


@dataclass(frozen=True, kw_only=True)
class Count:
    """R14: if `missed` or more of the covered items have less than full points, `grade` is the
    best possible.

    With `of`, the limit is a proportion: `missed` out of `of` counting items. Not answered (未填)
    is not met: leaving a target out must not serve better than reporting it as missed.
    """

    name: ClassVar[str] = "count"
    label: ClassVar[str] = "未达标项数定等次"
    phase: ClassVar[Phase] = Phase.GRADE
    covers_items: ClassVar[bool] = True

    missed: int
    grade: str
    group: str  # what the covered items are called: 控制指标
    of: int | None = None
    named: bool = False  # the sentence says which

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        counting = [judged for judged in outcome.covered if judged.score.counts]
        missed = [
            fell_short(judged.subject, judged.facts, judged.score.points)
            for judged in counting
            if judged.score.points != judged.score.maximum
        ]
        if not self._applies(len(missed), len(counting)):
            return None
        names = f"：{listed(missed)}" if self.named else ""
        return TotalFinding(
            sentence=f"{self.group} {len(counting)} 项中有 {len(missed)} 项未达标"
            f"（{self._limit}）{names}，等次最高为“{self.grade}”",
            forces=self.grade,
        )

    def _applies(self, missed: int, counting: int) -> bool:
        if not missed:
            return False
        if self.of is None:
            return missed >= self.missed
        return missed * self.of >= counting * self.missed

    @property
    def _limit(self) -> str:
        if self.of is None:
            return f"达到 {self.missed} 项"
        return "全部" if self.of == self.missed else f"达到 {self.missed}/{self.of}"

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        missed, counting = missed_and_counting(subjects, layout, "(@points<>@maximum)")
        if not missed:
            return '""'
        if self.of is None:
            return f'IF({missed}>={self.missed},"{self.grade}","")'
        enough = f"({missed})*{self.of}>=({counting})*{self.missed}"
        return f'IF(AND({missed}>0,{enough}),"{self.grade}","")'

    def flaws(self) -> Iterator[Flaw]:
        if self.missed < 1:
            yield flaw(Wrong.BELOW_ONE, "missed")
        if self.of is not None and self.of < self.missed:
            yield flaw(Wrong.NO_PROPORTION, "of", other=Key("missed"))

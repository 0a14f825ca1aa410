"""R12: 一票否决."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from model.domain.answers import STATE_LABELS, State
from model.domain.flaw import Flaw
from model.domain.score import Standing
from model.scoring.arithmetic import All
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import fell_short
from model.scoring.subject import Subject
from model.scoring.total_rules import (
    ZEROED,
    Circumstances,
    Judged,
    Layout,
    Phase,
    TotalFinding,
    YearOutcome,
)


class Trigger(StrEnum):
    TARGET_MISSED = "target_missed"  # a covered item was answered, and its target not met
    FALSE_FIGURES = "false_figures"


class Consequence(StrEnum):
    GRADE = "grade"  # the grade is forced down, the points stay
    ZERO = "zero"  # the total becomes zero


@dataclass(frozen=True, kw_only=True)
class Veto:
    """R12: a missed target or established false figures lower the grade or set the total to zero
    (`effect`).

    Only a target that is due in the year can be missed: a milestone that lies ahead and is not
    divided into years vetoes nothing.
    """

    name: ClassVar[str] = "veto"
    label: ClassVar[str] = "一票否决"

    trigger: Trigger
    effect: Consequence
    grade: str = ""
    blank: bool = False  # a target that is due and was not reported counts as missed

    @property
    def phase(self) -> Phase:
        return Phase.TOTAL if self.effect is Consequence.ZERO else Phase.GRADE

    @property
    def covers_items(self) -> bool:
        return self.trigger is Trigger.TARGET_MISSED

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        cause = self._cause(outcome)
        if not cause:
            return None
        if self.effect is Consequence.ZERO:
            return TotalFinding(
                sentence=f"{cause}，总分计 0 分", points=-outcome.total, forces=outcome.lowest
            )
        return TotalFinding(
            sentence=f"{cause}，等次定为“{self.grade}”，得分不变", forces=self.grade
        )

    def _cause(self, outcome: YearOutcome) -> str:
        if self.trigger is Trigger.FALSE_FIGURES:
            found = outcome.circumstances.false_figures
            return f"经查实存在虚报瞒报（{found}）" if found else ""
        missed = [
            fell_short(judged.subject, judged.facts, judged.score.points)
            if self.blank
            else judged.subject.name
            for judged in outcome.covered
            if judged.subject.due and self._missed(judged)
        ]
        return f"目标未完成：{'、'.join(missed)}" if missed else ""

    def _missed(self, judged: Judged) -> bool:
        if judged.score.points is not None:
            return judged.subject.missed.holds(judged.facts)
        return self.blank and judged.score.standing is Standing.OPEN

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        said = ZEROED if self.effect is Consequence.ZERO else self.grade
        if self.trigger is Trigger.FALSE_FIGURES:
            if not layout.false_figures:
                return f'"{said if known.false_figures else ""}"'
            return f'IF({layout.false_figures}="","","{said}")'
        away = STATE_LABELS[State.NOT_APPLICABLE]
        missed = []
        for subject in subjects:
            if subject.due and not subject.without_target:
                cells = layout.items[subject.id]
                short = All((subject.answered, subject.missed)).formula(cells)
                told = f'AND({cells.state}<>"{away}",{short})'
                if self.blank and subject.may_be_away:
                    told = f'AND({cells.state}<>"{away}",OR({cells.points}="",{short}))'
                elif self.blank:
                    told = f'OR({cells.points}="",{told})'
                missed.append(told)
        return f'IF(OR({",".join(missed)}),"{said}","")' if missed else '""'

    def flaws(self) -> Iterator[Flaw]:
        if self.effect is Consequence.GRADE and not self.grade:
            yield flaw(Wrong.VETO_WITHOUT_GRADE, "grade")
        if self.effect is Consequence.ZERO and self.grade:
            yield flaw(Wrong.VETO_WITH_GRADE, "grade")

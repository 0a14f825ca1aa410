"""R5: points for going beyond a target."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import ClassVar

from model.domain.answers import STATE_LABELS, State
from model.domain.flaw import Flaw, Key
from model.domain.numbers import number_text
from model.domain.plan import Direction
from model.domain.score import Standing
from model.domain.wording import percent_words, points_words
from model.scoring.arithmetic import (
    TARGET,
    VALUE,
    ZERO,
    All,
    Compare,
    Constant,
    Either,
    Exact,
    Least,
    Term,
    WholeSteps,
    literal,
)
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import actual, is_whole_cents, wanted
from model.scoring.subject import Subject, known
from model.scoring.total_rules import (
    Circumstances,
    Judged,
    Layout,
    Phase,
    TotalFinding,
    YearOutcome,
)


@dataclass(frozen=True, kw_only=True)
class Bonus:
    """R5: `each` points for every whole `step` beyond the target, capped per item and in all.

    Beyond is (actual - target) ÷ target, for upper limits (target - actual) ÷ target. Targets
    that are not above zero, and targets to be equalled or done, can't be gone beyond.
    """

    name: ClassVar[str] = "bonus"
    label: ClassVar[str] = "超额完成加分，封顶"
    phase: ClassVar[Phase] = Phase.POINTS
    covers_items: ClassVar[bool] = True
    grade: ClassVar[str] = ""

    each: Decimal
    step: Decimal  # share of the target: 0.1 for every 10%
    item_cap: Decimal
    cap: Decimal
    due_only: bool = False  # none towards a milestone that still lies ahead

    def points(self, subject: Subject) -> Term:
        """Points of one item, before the common cap."""
        target = subject.target
        if not subject.measured or target is None or target.direction is Direction.EQUAL:
            return ZERO
        if self.due_only and not subject.due:
            return ZERO
        limit = target.direction is Direction.AT_MOST
        beyond = Exact(TARGET - VALUE if limit else VALUE - TARGET)
        steps = WholeSteps(beyond / (TARGET * Constant(self.step)))
        earned = Least((Constant(self.item_cap), Constant(self.each) * steps))
        gone_beyond = All((subject.given, subject.met, Compare(TARGET, ">", ZERO)))
        return Either(gone_beyond, earned, ZERO)

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        earned = {
            judged.subject.name: self.points(judged.subject).value(judged.facts)
            for judged in outcome.covered
            if judged.score.standing is Standing.SCORED
        }
        said = {j.subject.name: self._said(j) for j in outcome.covered}
        items = [f"{said[name]} {points_words(each)}" for name, each in earned.items() if each]
        if not items:
            return None
        plain = sum(earned.values(), Decimal(0))
        each = f"每超目标 {percent_words(self.step)}加 {number_text(self.each)} 分"
        each += f"、每项最多 {number_text(self.item_cap)} 分"
        capped = ""
        if plain > self.cap:
            capped = f"，合计 {points_words(plain)}，封顶 {points_words(self.cap)}"
        return TotalFinding(
            points=min(plain, self.cap),
            sentence=f"超额完成加分（{each}）：{'、'.join(items)}{capped}",
        )

    def _said(self, judged: Judged) -> str:
        """The item; with `due_only` also its number, its target and how many steps beyond."""
        subject, facts = judged.subject, judged.facts
        if not self.due_only or not subject.measured or facts.value is None:
            return subject.name
        goal, value = known(facts.target), facts.value
        if goal <= 0:
            return subject.name
        beyond = (
            goal - value if subject.goal.direction is Direction.AT_MOST else value - goal
        ) / goal
        share = percent_words(beyond, ROUND_FLOOR)
        return f"{subject.name}（{actual(subject, facts)}，{wanted(subject, facts)}，超 {share}）"

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        away = STATE_LABELS[State.NOT_APPLICABLE]
        terms = []
        for subject in subjects:
            points, cells = self.points(subject), layout.items[subject.id]
            if points is not ZERO:
                terms.append(f'IF({cells.state}="{away}",0,{points.formula(cells)})')
        return f"MIN({literal(self.cap)},{'+'.join(terms)})" if terms else "0"

    def flaws(self) -> Iterator[Flaw]:
        if self.step <= 0:
            yield flaw(Wrong.BAD_STEP, "step", above=Decimal(0))
        for key in ("each", "item_cap", "cap"):
            if not is_whole_cents(getattr(self, key)):
                yield flaw(Wrong.NO_POINTS, key)
        if self.cap < self.item_cap:
            yield flaw(Wrong.CAP_BELOW_ITEM_CAP, "cap", other=Key("item_cap"))

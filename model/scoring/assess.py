"""From answers to points, grade and sentences. Pure: the same input gives the same score."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from model.domain.answers import NOTHING_SAID, Answer, Answers
from model.domain.plan import Indicator, Item, Plan
from model.domain.score import Adjustment, Assessment, PartScore, Standing
from model.domain.targets import Baseline, Target, target_in_force
from model.errors import Problem, RulebookRejected
from model.scoring.circumstances import ORDINARY, Circumstances
from model.scoring.judging import judge
from model.scoring.maxima import maxima_by_weight
from model.scoring.rulebook import Rule, Rulebook
from model.scoring.subject import Subject
from model.scoring.summing import base_total, part_score
from model.scoring.whole import Judged, Outcome, Phase
from model.scoring.wording import marks


def assess(
    plan: Plan,
    rulebook: Rulebook,
    department: str,
    year: int,
    answers: Answers,
    *,
    handed_down: Mapping[str, Decimal] | None = None,
    baselines: Mapping[str, Baseline] | None = None,
    items: Collection[str] | None = None,
    circumstances: Circumstances = ORDINARY,
) -> Assessment:
    """The score of one department's year. See Assessor for the arguments."""
    assessor = Assessor(
        plan,
        rulebook,
        department,
        year,
        handed_down=handed_down,
        baselines=baselines,
        items=items,
    )
    return assessor.assess(answers, circumstances)


class Assessor:
    """One department's year made ready to be scored again and again, as its clerk types.

    Args:
        handed_down: the package's own targets for the year, by indicator id.
        baselines: known values of earlier years, by indicator id.
        items: ids of what the department has to answer in this year; None: what the plan says.

    Raises:
        RulebookRejected: an item is covered by no rule, or by several. Never for a rulebook that
            the loader held against this plan.
    """

    def __init__(
        self,
        plan: Plan,
        rulebook: Rulebook,
        department: str,
        year: int,
        *,
        handed_down: Mapping[str, Decimal] | None = None,
        baselines: Mapping[str, Baseline] | None = None,
        items: Collection[str] | None = None,
    ) -> None:
        self.plan = plan
        self.rulebook = rulebook
        self.department = department
        self.year = year
        assigned = (
            tuple(plan.items_of(department)) if items is None else _in_plan_order(plan, set(items))
        )
        self.targets: Mapping[str, Target] = {
            item.id: target_in_force(
                item, year, (handed_down or {}).get(item.id), (baselines or {}).get(item.id)
            )
            for item in assigned
            if isinstance(item, Indicator)
        }
        self._cumulative = {
            item.id: target_in_force(item, year, None, (baselines or {}).get(item.id))
            for item in assigned
            if isinstance(item, Indicator)
        }
        self._shapes: dict[tuple[object, ...], Subject] = {}
        self.parts: Mapping[str, tuple[Subject, ...]] = self._prepared(assigned)
        self.subjects: Mapping[str, Subject] = {
            subject.id: subject for part in self.parts.values() for subject in part
        }
        self._before: dict[str, tuple[Answer, Judged]] = {}
        self._total_rules = [
            (rule, rule.covered(self.subjects.values())) for rule in rulebook.in_phases()
        ]

    def _prepared(self, assigned: tuple[Item, ...]) -> dict[str, tuple[Subject, ...]]:
        rules = _only_rules(self.rulebook, assigned)
        parts = {}
        for part in self.rulebook.parts:
            items = [item for item in assigned if rules[item.id].part == part.id]
            weights = [rules[item.id].weight_of(item) for item in items]
            maxima = maxima_by_weight(part.maximum, weights)
            parts[part.id] = tuple(
                self._subject(item, rules[item.id], maximum)
                for item, maximum in zip(items, maxima, strict=True)
            )
        return parts

    def _subject(self, item: Item, rule: Rule, maximum: Decimal) -> Subject:
        cumulative = self._cumulative.get(item.id)
        subject = Subject(
            item=item,
            part=rule.part,
            rule=rule.id,
            source=rule.source,
            kind=rule.kind,
            maximum=maximum,
            target=self.targets.get(item.id),
            cumulative=None if cumulative is None or cumulative.value is None else cumulative,
        )
        like = self._shapes.setdefault(subject.shape, subject)
        return subject if like is subject else replace(subject, like=like)

    def assess(self, answers: Answers, circumstances: Circumstances = ORDINARY) -> Assessment:
        judged = {key: self._judged(key, answers.get(key, NOTHING_SAID)) for key in self.subjects}
        parts = tuple(
            part_score(part, tuple(judged[subject.id].score for subject in self.parts[part.id]))
            for part in self.rulebook.parts
        )
        if not any(j.score.standing is Standing.SCORED for j in judged.values()):
            return self._unscored(parts)
        return self._graded(parts, judged, circumstances)

    def _judged(self, key: str, answer: Answer) -> Judged:
        """As `judge`, which is asked only about what changed since the last time."""
        before = self._before.get(key)
        if before is None or before[0] != answer:
            before = self._before[key] = (dict(answer), judge(self.subjects[key], answer))
        return before[1]

    def _unscored(self, parts: tuple[PartScore, ...]) -> Assessment:
        waiting = sum(score.standing is Standing.OPEN for part in parts for score in part.scores)
        sentence = f"尚未填报，共 {waiting} 项待填。" if waiting else "没有可计分的项目。"
        return self._assessment(parts, None, "", sentence)

    def _assessment(
        self,
        parts: tuple[PartScore, ...],
        total: Decimal | None,
        grade: str,
        sentence: str,
        adjustments: tuple[Adjustment, ...] = (),
    ) -> Assessment:
        return Assessment(
            rulebook=self.rulebook.id,
            version=self.rulebook.version,
            total=total,
            maximum=self.rulebook.maximum,
            grade=grade,
            sentence=sentence,
            parts=parts,
            adjustments=adjustments,
        )

    def _graded(
        self,
        parts: tuple[PartScore, ...],
        judged: Mapping[str, Judged],
        circumstances: Circumstances,
    ) -> Assessment:
        book = self.rulebook
        base = base_total(parts, book.maximum)
        total, words = base.points, base.calculation
        adjustments: list[Adjustment] = []
        phase = Phase.POINTS
        for rule, subjects in self._total_rules:
            if rule.kind.phase is not phase:
                phase = rule.kind.phase
                total, words = self._within_bounds(total, words)
            outcome = Outcome(
                covered=tuple(judged[subject.id] for subject in subjects),
                total=total,
                lowest=book.grades[-1].name,
                circumstances=circumstances,
            )
            if adjustment := rule.adjustment(outcome):
                adjustments.append(adjustment)
                total += adjustment.points
                if adjustment.points:
                    sign = "+" if adjustment.points > 0 else "−"
                    words += f" {sign} {adjustment.title} {marks(abs(adjustment.points))}"
        total, words = self._within_bounds(total, words)
        grade, why = self._grade(total, adjustments)
        sentence = f"{words} = {marks(total)}{base.note}，{why}。"
        return self._assessment(parts, total, grade, sentence, tuple(adjustments))

    def _within_bounds(self, total: Decimal, words: str) -> tuple[Decimal, str]:
        if total > self.rulebook.ceiling:
            return self.rulebook.ceiling, f"{words}，封顶 {marks(self.rulebook.ceiling)}"
        if total < 0:
            return Decimal("0.00"), f"{words}，扣完为止"
        return total, words

    def _grade(self, total: Decimal, adjustments: list[Adjustment]) -> tuple[str, str]:
        """The grade, and why it is that one. Rules only ever lower what the total earned."""
        book = self.rulebook
        earned = book.grade_for(total).name
        lowered = [a for a in adjustments if a.forces and book.rank(a.forces) > book.rank(earned)]
        if not lowered:
            return earned, f"等次“{earned}”"
        worst = max(lowered, key=lambda a: book.rank(a.forces))
        by_total = f"按总分为“{earned}”，" if book.by_total else ""
        return worst.forces, f"{by_total}因“{worst.title}”定为“{worst.forces}”"


def _only_rules(rulebook: Rulebook, items: Iterable[Item]) -> dict[str, Rule]:
    """The one rule for each item."""
    rules, problems = {}, []
    for item in items:
        found = tuple(rulebook.rules_for(item))
        if len(found) == 1:
            rules[item.id] = found[0]
        else:
            problems.append(Problem(f"应有且只有一条规则，现有 {len(found)} 条。", (item.id,)))
    if problems:
        raise RulebookRejected(f"评估规则 {rulebook.version} 与方案不符。", problems)
    return rules


def _in_plan_order(plan: Plan, ids: set[str]) -> tuple[Item, ...]:
    items: list[Item] = [m for m in plan.measures.values() if m.id in ids]
    items += [i for i in plan.indicators.values() if i.id in ids]
    return tuple(items)

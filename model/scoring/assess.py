"""Points, grade and sentences from answers. Pure: the same input gives the same score."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from model.domain.answers import NOTHING_SAID, Answer, Answers, claims_not_applicable
from model.domain.plan import Indicator, Item, Measure, Plan
from model.domain.score import Adjustment, Assessment, PartScore, Standing
from model.domain.targets import Baseline, Target, target_in_force
from model.domain.wording import points_words
from model.errors import Problem, RulebookRejected
from model.scoring.item_score import judge
from model.scoring.points_allocation import (
    capped_shares,
    in_whole_steps,
    maxima_by_weight,
    part_maxima,
)
from model.scoring.rulebook import Part, Rule, Rulebook
from model.scoring.scope import HUNDRED, Unscored, schedule, unscored
from model.scoring.subject import Subject, known
from model.scoring.total_rules import ORDINARY, Circumstances, Judged, Phase, YearOutcome
from model.scoring.totals import base_total, part_score

LATEST = 4  # assessments at hand: as it came and as it was reviewed, with and without what waits


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
    """The score of one department's year. Assessor explains the arguments."""
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
    """One department's year, prepared to be scored again and again while its clerk types.

    Args:
        handed_down: targets of the year's package, by indicator id.
        baselines: known values of earlier years, by indicator id.
        items: ids of the items that the department answers this year; None: as the plan says.
        approved: ids of items that the office approved as not applicable (不适用).

    Raises:
        RulebookRejected: an item is covered by no rule or by several. Never raised for a rulebook
            that was loaded against this plan.
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
        approved: Collection[str] = (),
    ) -> None:
        self.approved = frozenset(approved)
        self.plan = plan
        self.rulebook = rulebook
        self.department = department
        self.year = year
        assigned = (
            tuple(plan.items_of(department)) if items is None else _in_plan_order(plan, set(items))
        )
        scheduled_from = plan.years[0] if rulebook.weighting else None
        self.targets: Mapping[str, Target] = {
            item.id: target_in_force(
                item,
                year,
                (handed_down or {}).get(item.id),
                (baselines or {}).get(item.id),
                scheduled_from=scheduled_from,
            )
            for item in assigned
            if isinstance(item, Indicator)
        }
        self.unscored: Mapping[str, Unscored] = (
            {
                item.id: why
                for item in assigned
                if (why := unscored(item, year, self.targets.get(item.id))) is not None
            }
            if rulebook.weighting
            else {}
        )
        self._cumulative = {
            item.id: target_in_force(item, year, None, (baselines or {}).get(item.id))
            for item in assigned
            if isinstance(item, Indicator)
        }
        self._shapes: dict[tuple[object, ...], Subject] = {}
        scored = tuple(item for item in assigned if item.id not in self.unscored)
        self.rulebook_parts, self.parts = self._prepared(scored)
        self.small = bool(rulebook.weighting and len(scored) < rulebook.weighting.small_below)
        self.subjects: Mapping[str, Subject] = {
            subject.id: subject for part in self.parts.values() for subject in part
        }
        self._before: dict[str, tuple[Answer, Judged]] = {}
        self._latest: deque[tuple[Mapping[str, Judged], Circumstances, Assessment]] = deque(
            maxlen=LATEST
        )
        self._total_rules = [
            (rule, rule.covered(self.subjects.values())) for rule in rulebook.in_phases()
        ]

    def _prepared(
        self, scored: tuple[Item, ...]
    ) -> tuple[tuple[Part, ...], dict[str, tuple[Subject, ...]]]:
        """The parts with the points they have in this year, and the subjects of each."""
        rules = _only_rules(self.rulebook, scored)
        items = {
            part.id: [item for item in scored if rules[item.id].part == part.id]
            for part in self.rulebook.parts
        }
        parts = _in_this_year(self.rulebook, [len(items[part.id]) for part in self.rulebook.parts])
        subjects = {}
        for part in parts:
            weights = [rules[item.id].weight_of(item) for item in items[part.id]]
            maxima = item_maxima(self.rulebook, part, items[part.id], weights)
            subjects[part.id] = tuple(
                self._subject(item, rules[item.id], maximum)
                for item, maximum in zip(items[part.id], maxima, strict=True)
            )
        return parts, subjects

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
            schedule=schedule(item, self.year, self.plan.years[0], self.targets.get(item.id))
            if self.rulebook.weighting
            else HUNDRED,
            decimals=self.rulebook.decimals,
            may_be_away=not (
                self.rulebook.weighting
                and isinstance(item, Indicator)
                and item.binding
                and item.id not in self.approved
            ),
        )
        like = self._shapes.setdefault(subject.shape, subject)
        return subject if like is subject else replace(subject, like=like)

    @property
    def needs_approval(self) -> bool:
        """Whether an item that is not applicable counts as such only after the approval of the
        office.
        """
        return self.rulebook.weighting is not None

    def assess(self, answers: Answers, circumstances: Circumstances = ORDINARY) -> Assessment:
        """The score of *answers*; items claimed as not applicable and not approved are left out
        and said to wait.
        """
        found = self._assess(answers, circumstances)
        waiting = [
            key
            for key, subject in self.subjects.items()
            if subject.may_be_away
            and key not in self.approved
            and claims_not_applicable(answers.get(key, NOTHING_SAID))
        ]
        if not self.needs_approval or not waiting or found.total is None:
            return found
        without = {key: answer for key, answer in answers.items() if key not in waiting}
        refused = self._assess(without, circumstances)
        until = "没有得分" if refused.total is None else f"按 {points_words(refused.total)}"
        note = f"计分的有 {len(waiting)} 项不适用待核准，核准以前{until}参加排名。"
        return replace(found, sentence=f"{found.sentence}{note}", claimed=len(waiting))

    def _assess(self, answers: Answers, circumstances: Circumstances) -> Assessment:
        judged = {key: self._judged(key, answers.get(key, NOTHING_SAID)) for key in self.subjects}
        for before, under, assessment in self._latest:
            if before == judged and under == circumstances:
                return assessment
        assessment = self._summed_up(judged, circumstances)
        self._latest.append((judged, circumstances, assessment))
        return assessment

    def _summed_up(self, judged: Mapping[str, Judged], circumstances: Circumstances) -> Assessment:
        parts = tuple(
            part_score(part, tuple(judged[subject.id].score for subject in self.parts[part.id]))
            for part in self.rulebook_parts
        )
        if self.small:
            return self._small(parts)
        if not any(j.score.standing is Standing.SCORED for j in judged.values()):
            return self._unscored(parts)
        return self._graded(parts, judged, circumstances)

    def _judged(self, key: str, answer: Answer) -> Judged:
        """The result of `judge`, computed again only if the answer changed since the last call."""
        before = self._before.get(key)
        if before is None or before[0] != answer:
            judged = judge(self.subjects[key], answer, approved=key in self.approved)
            before = self._before[key] = (dict(answer), judged)
        return before[1]

    def _small(self, parts: tuple[PartScore, ...]) -> Assessment:
        """The assessment without a total if there are too few scored items for a total to mean
        anything.
        """
        count = len(self.subjects)
        least = known(self.rulebook.weighting).small_below
        counted = f"计分事项 {count} 项，不足 {least} 项"
        sentence = f"配合单位：{counted}，只列出各项得分，不计总分、等次和名次。"
        return self._assessment(parts, None, "", sentence)

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
        room: Decimal | None = None,
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
            room=room,
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
        reached: list[Decimal] = []  # before each ceiling
        phase = Phase.POINTS
        for rule, subjects in self._total_rules:
            if rule.kind.phase is not phase:
                phase = rule.kind.phase
                reached.append(total)
                total, words = self._within_bounds(total, words)
            outcome = YearOutcome(
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
                    words += f" {sign} {adjustment.title} {points_words(abs(adjustment.points))}"
        reached.append(total)
        total, words = self._within_bounds(total, words)
        room = max(Decimal(0), book.ceiling - max(reached))
        grade, why = self._grade(total, adjustments)
        sentence = f"{words} = {points_words(total)}{base.note}，{why}。"
        return self._assessment(parts, total, grade, sentence, tuple(adjustments), room)

    def _within_bounds(self, total: Decimal, words: str) -> tuple[Decimal, str]:
        if total > self.rulebook.ceiling:
            return self.rulebook.ceiling, f"{words}，封顶 {points_words(self.rulebook.ceiling)}"
        if total < 0:
            return Decimal("0.00"), f"{words}，扣完为止"
        return total, words

    def _grade(self, total: Decimal, adjustments: list[Adjustment]) -> tuple[str, str]:
        """The grade and the reason for it. Rules can only lower the grade that the total earns."""
        book = self.rulebook
        earned = book.grade_for(total).name
        lowered = [a for a in adjustments if a.forces and book.rank(a.forces) > book.rank(earned)]
        if not lowered:
            return earned, f"等次“{earned}”"
        worst = max(lowered, key=lambda a: book.rank(a.forces))
        by_total = f"按总分为“{earned}”，" if book.by_total else ""
        return worst.forces, f"{by_total}因“{worst.title}”定为“{worst.forces}”"


def _in_this_year(book: Rulebook, counts: Sequence[int]) -> tuple[Part, ...]:
    """The parts of *book* with the points that they have if they contain *counts* items."""
    if book.weighting is None:
        return book.parts
    wanted = [part.maximum for part in book.parts]
    shares = part_maxima(book.maximum, wanted, counts, book.weighting.item_cap)
    return tuple(
        replace(part, maximum=share) for part, share in zip(book.parts, shares, strict=True)
    )


def item_maxima(
    book: Rulebook, part: Part, items: Sequence[Item], weights: Sequence[Decimal]
) -> tuple[Decimal, ...]:
    """Points that each of *items* is worth in *part*, by the weight of its rule.

    With a weighting by clause, all clauses weigh the same and the measures of a clause share its
    weight; points above the cap go to the other items.
    """
    if book.weighting is None or not items:
        return maxima_by_weight(part.maximum, weights)
    if book.weighting.by_clause:
        clauses = Counter(item.clause for item in items if isinstance(item, Measure))
        weights = [
            weight / clauses[item.clause] if isinstance(item, Measure) else weight
            for item, weight in zip(items, weights, strict=True)
        ]
    cap = max(book.weighting.item_cap, part.maximum / len(items))
    exact = capped_shares(part.maximum, weights, cap)
    return in_whole_steps(part.maximum, exact, book.decimals)


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

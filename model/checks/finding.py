"""One finding, and the year that is checked."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.evidence_rules import EvidenceGap, evidence_gaps, need_of
from model.domain.forms import Form, FormSet
from model.domain.large_change import (
    EXPLAINED_IN,
    ORDINARY_LIMITS,
    ChangeLimits,
    LargeChange,
    large_change,
)
from model.domain.plan import Indicator, Item, Plan
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.domain.targets import Target
from model.scoring.assess import Assessor
from model.scoring.state_by_number import StateByNumber, states_by_number


class Kind(StrEnum):
    """The kind of a finding, in the words of a heading."""

    FORM = "须改正"
    UNDECIDED = "数值未定"
    UNTOUCHED = "沿用未改"
    CONTESTED = "尚未选定"
    OPEN = "未填"
    LARGE_CHANGE = "大幅变动"
    ODD_VALUE = "数值异常"
    UNEXPLAINED = "缺少说明"
    UNPROVEN = "缺少佐证"
    EVIDENCE_WORDS = "佐证写得不对"
    OLD_EVIDENCE = "佐证早于本年"
    CONTRADICTION = "前后矛盾"
    REPEATED = "内容雷同"
    COPIED = "与去年雷同"
    ALL_FULL = "全部满分"
    ALL_EXACT = "全部恰好达标"
    UNANSWERED = "退回意见"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`hard`: the year can't be sent like this. Other findings may be explained or accepted."""

    kind: Kind
    item: str  # COVER: the cover form; "": the year as a whole
    field: str = ""  # "": the item as a whole
    sentence: str
    cure: str
    hard: bool = False
    values: tuple[str, ...] = ()  # what it is about: with others it is another finding

    @property
    def key(self) -> str:
        """The same as long as the same values are found fault with, however it is worded."""
        said = (self.kind.name, self.item, self.field, *self.values)
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def begins_at(self) -> str:
        """The field to look at first: where a number may be wrong, not the word that excuses it."""
        doubts = {Kind.LARGE_CHANGE, Kind.ODD_VALUE}
        return "value" if self.kind in doubts and self.field == EXPLAINED_IN else self.field


@dataclass(frozen=True)
class ToldChange:
    """A 大幅变动 of *item*; `words`: what its department says about it, "": nothing that holds."""

    item: str
    change: LargeChange
    words: str


@dataclass(frozen=True, kw_only=True)
class Year:
    """One department's answers of one year, and what the checks need beside them."""

    plan: Plan
    forms: FormSet
    department: str
    number: int  # 2026
    items: tuple[Item, ...]
    answers: Answers
    cover: Answer
    evidence: tuple[Evidence, ...]
    targets: Mapping[str, Target]
    assessment: Assessment
    last_year: Answers = field(default_factory=dict)
    undecided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Item -> field -> what was typed and couldn't be taken."""
    untouched: Collection[str] = ()
    """Items carried over from an earlier year that nobody has changed or confirmed."""
    contested: Collection[tuple[str, str]] = ()
    """Item and field of which sections said different things, and nobody has chosen."""
    overruled: Answers = field(default_factory=dict)
    """What was typed of measures whose state follows from a number that says otherwise."""
    unanswered: Mapping[str, str] = field(default_factory=dict)
    """Item -> the office's remark that nothing was done about yet."""

    limits: ChangeLimits = ORDINARY_LIMITS
    lapsed: Mapping[str, str] = field(default_factory=dict)
    """Indicator -> the value that its explanation was written about, where it is another now."""

    def large_change(self, indicator: Indicator) -> LargeChange | None:
        """The change of *indicator* that needs a word, said or not; None: there is none."""
        before = self.last_year.get(indicator.id, NOTHING_SAID)
        target = self.targets[indicator.id]
        return large_change(indicator, target, self.answer(indicator), before, self.limits)

    def explained(self, indicator: Indicator) -> bool:
        """Whether something is said about the value as it stands."""
        return bool(self.answer(indicator).get(EXPLAINED_IN)) and indicator.id not in self.lapsed

    @property
    def told_changes(self) -> Iterator[ToldChange]:
        for one in self.indicators:
            if change := self.large_change(one):
                words = self.answer(one).get(EXPLAINED_IN, "") if self.explained(one) else ""
                yield ToldChange(one.id, change, words)

    def answer(self, item: Item) -> Answer:
        return self.answers.get(item.id, NOTHING_SAID)

    def form(self, item: Item) -> Form:
        target = self.targets[item.id].value if isinstance(item, Indicator) else None
        return self.forms.asked(item, self.department, target)

    @cached_property
    def by_number(self) -> Mapping[str, StateByNumber]:
        """Measure -> what the department's own numbers say of it; nothing more is owed there."""
        return states_by_number(self.plan, self.department, self.number, self.answers, self.targets)

    @cached_property
    def evidence_gaps(self) -> tuple[EvidenceGap, ...]:
        """What lacks evidence, the gravest first."""
        scored = {score.item for score in self.assessment.scores}
        claims = [
            (item.id, need)
            for item in self.items
            if item.id not in self.by_number
            and (need := need_of(item, self.answer(item), scored=item.id in scored))
        ]
        rules = self.forms.evidence_rules
        return tuple(evidence_gaps(claims, self.evidence, rules, self.number))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(item for item in self.items if isinstance(item, Indicator))


def year_of(plan: Plan, forms: FormSet, submission: Submission, assessor: Assessor) -> Year:
    """The year of a received submission; *plan* is the plan that its sender saw."""
    return Year(
        plan=plan,
        forms=forms,
        department=submission.department,
        number=submission.year,
        items=tuple(plan.items_of(submission.department)),
        answers=submission.answers,
        cover=submission.cover,
        evidence=submission.evidence,
        targets=assessor.targets,
        assessment=assessor.assess(submission.answers),
        limits=assessor.rulebook.large_change,
        lapsed=_amended(submission),
    )


def _amended(submission: Submission) -> Mapping[str, str]:
    """Indicator -> the value that was explained, where the office took another from a cell."""
    taken = {(one.item, one.field): one.sealed for one in submission.amendments}
    return {
        item: sealed
        for (item, key), sealed in taken.items()
        if key == "value" and sealed and (item, EXPLAINED_IN) not in taken
    }

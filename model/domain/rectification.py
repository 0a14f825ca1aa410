"""整改: shortcomings that the office handed to departments, and what was done about each.

Nobody edits a state: it follows from the acts, and from the same acts whatever order they came in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from model.domain.canonical import LATER, SealedRecord
from model.domain.numbers import VERSIONS, YEARS
from model.domain.plan import Plan
from model.domain.reorganisation import KnownChange, bearers, predecessors, successors
from model.domain.text_kinds import Day, FileName, Key, Label, Moment, Statement
from model.domain.wording import day_words, on_a_line

ITEM = "rectification/"  # and a shortcoming's id: where a department keeps what it writes
IN_SHORT = 60  # characters of a problem where a title is wanted


class ShortcomingCause(StrEnum):
    """Why something has to be put right, the gravest first."""

    MISSED = "未达标"
    NOT_STARTED = "未启动"
    BEHIND = "滞后"
    REMARK = "退回意见"
    OFFICE = "办公室提出"


class RectificationStep(StrEnum):
    """The kinds of acts."""

    ASSIGN = "交办"
    EXTEND = "延期"
    TRANSFER = "转交"  # to another department
    FEEDBACK = "反馈"  # by the department
    RETURN = "退回再改"
    ACCEPT = "验收"
    CLOSE = "销号"
    WITHDRAW = "撤回"  # of an act of the office


class RectificationStanding(StrEnum):
    """The state of a shortcoming."""

    ASSIGNED = "整改中"
    RETURNED = "退回再改"
    ANSWERED = "待验收"
    ACCEPTED = "待销号"
    CLOSED = "已销号"


class FeedbackState(StrEnum):
    DONE = "done"
    ONGOING = "ongoing"
    LATER = "later"  # an extension is asked for


FEEDBACK_LABELS = {
    FeedbackState.DONE: "已完成整改",
    FeedbackState.ONGOING: "正在整改",
    FeedbackState.LATER: "申请延期",
}
OPEN = frozenset(
    {RectificationStanding.ASSIGNED, RectificationStanding.RETURNED}
)  # the department has to say something


class RectificationStage(StrEnum):
    """How far a shortcoming is: each is at one of them, the furthest first."""

    CLOSED = "已销号"
    ACCEPTED = "已验收待销号"
    ANSWERED = "已反馈待验收"
    ONGOING = "整改中"
    LATE = "已逾期"


STAGES = {
    RectificationStanding.CLOSED: RectificationStage.CLOSED,
    RectificationStanding.ACCEPTED: RectificationStage.ACCEPTED,
    RectificationStanding.ANSWERED: RectificationStage.ANSWERED,
}


@dataclass(frozen=True, kw_only=True)
class Shortcoming:
    """What was handed to a department to be put right. `number` counts those of a year, from 1."""

    year: int  # in which it came up
    number: int
    department: Key
    cause: ShortcomingCause
    problem: Statement
    item: Key = ""  # measure or indicator; "" for what is about no single one
    demand: Statement = ""  # 整改要求

    @property
    def label(self) -> str:
        """'2025-003'."""
        return f"{self.year}-{self.number:03}"


@dataclass(frozen=True, kw_only=True)
class FeedbackFile:
    """A file that lies beside a 整改反馈单, or what is kept on paper: then there is no `sha256`."""

    name: FileName
    size: int = 0  # bytes
    sha256: Key = ""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What a department says of one shortcoming; field keys as in the form."""

    state: FeedbackState
    measure: Statement = ""  # 整改措施
    done: Statement = ""  # 整改情况
    later: Statement = ""  # until when an extension is asked for, and why
    evidence: Statement = ""
    section: Label = ""
    person: Label = ""
    phone: Label = ""
    files: tuple[FeedbackFile, ...] = field(default=(), metadata=LATER)

    @property
    def evidence_words(self) -> str:
        """'会议纪要；随附 照片.jpg、批复.pdf'."""
        names = "、".join(one.name for one in self.files)
        return "；".join(filter(None, (self.evidence, f"随附 {names}" if names else "")))


@dataclass(frozen=True, kw_only=True)
class RectificationAct:
    """One act about one shortcoming. The id of its 交办 is the shortcoming's.

    `about` names the feedback that was accepted or returned ("" where the office found out by
    itself), or the act withdrawn. `department` is the one it is transferred to, or who fed back.
    """

    id: Key
    shortcoming: Key
    step: RectificationStep
    by: Label
    at: Moment
    due: Day = ""  # of 交办 and 延期
    words: Statement = ""  # reason
    about: Key = ""
    department: Key = ""
    assigned: Shortcoming | None = None
    feedback: Feedback | None = None

    def check(self) -> None:
        """Raises: ValueError: an act that the app would never have written."""
        step = self.step
        wrong = (
            (self.assigned is not None) is not (step is RectificationStep.ASSIGN),
            (self.feedback is not None) is not (step is RectificationStep.FEEDBACK),
            step is RectificationStep.ASSIGN and self.id != self.shortcoming,
            step is RectificationStep.EXTEND and not self.due,
            step is RectificationStep.WITHDRAW and not self.about,
            bool(self.department)
            is not (step in {RectificationStep.TRANSFER, RectificationStep.FEEDBACK}),
        )
        if any(wrong):
            raise ValueError("an act that nobody can do")
        if (one := self.assigned) and not (one.year in YEARS and one.number in VERSIONS):
            raise ValueError("a year or number out of range")

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, kw_only=True)
class RectificationNotice(SealedRecord):
    """整改通知单: all acts about what one department has to put right, or had.

    `number` counts the notices that a department got in a year, from 1.
    """

    KIND = "rectification-notice"

    id: Key
    year: int
    department: Key
    number: int
    made_at: Moment
    acts: tuple[RectificationAct, ...]
    made_by: Label = ""
    phone: Label = ""
    sample: bool = False  # 示例数据, to be shown wherever it appears

    def check(self) -> None:
        """Raises: ValueError: a year or a number that no notice has."""
        if self.year not in YEARS or self.number not in VERSIONS:
            raise ValueError("a year or number out of range")


@dataclass(frozen=True, kw_only=True)
class RectificationReply(SealedRecord):
    """整改反馈单: what a department did about what it had to put right.

    `number` counts those that it wrote in a year, from 1. `shown` are the acts of the office that
    the lines are about, so that the sheet can be read on paper; they are no news to the office.
    """

    KIND = "rectification-reply"

    id: Key
    year: int
    department: Key
    number: int
    made_at: Moment
    acts: tuple[RectificationAct, ...]
    shown: tuple[RectificationAct, ...] = ()
    made_by: Label = ""
    phone: Label = ""
    sample: bool = False

    def check(self) -> None:
        """Raises: ValueError: it holds what no department can do."""
        if self.year not in YEARS or self.number not in VERSIONS:
            raise ValueError("a year or number out of range")
        for act in self.acts:
            if (act.step, act.department) != (RectificationStep.FEEDBACK, self.department):
                raise ValueError("an act of somebody else")


@dataclass(frozen=True, kw_only=True)
class Rectification:
    """One line of the 整改台账.

    `acts` are those that hold, in order. `bearer` is the department that answers today, "" where
    bodies changed and nobody said who it is: one of `heirs`. `told`: a notice said to it what it
    has to do now; before that nothing of it can be late. `told_on`: the day of the first one, where
    it took the line over from whoever was given it.
    """

    id: str
    shortcoming: Shortcoming
    acts: tuple[RectificationAct, ...]
    heirs: tuple[str, ...]
    told: bool = True
    told_on: str = ""  # ISO date

    @property
    def bearer(self) -> str:
        return self.heirs[0] if len(self.heirs) == 1 else ""

    @property
    def given_to(self) -> str:
        """The department that the office gave it to last."""
        return self.transferred_to or self.shortcoming.department

    @property
    def transferred_to(self) -> str:
        """The department that it was transferred to last; "" for none."""
        last = self._last(RectificationStep.TRANSFER)
        return last.department if last else ""

    @cached_property
    def due(self) -> str:
        """ISO date; "" for none."""
        dates = [act.due for act in self.acts if act.due]
        return dates[-1] if dates else ""

    @cached_property
    def extensions(self) -> tuple[RectificationAct, ...]:
        return self._all(RectificationStep.EXTEND)

    @cached_property
    def feedback(self) -> RectificationAct | None:
        """The latest feedback; None: there is none."""
        return self._last(RectificationStep.FEEDBACK)

    @cached_property
    def decision(self) -> RectificationAct | None:
        """The office's latest word on the latest feedback; None: it has not looked."""
        about = self.feedback.id if self.feedback else ""
        steps = {RectificationStep.ACCEPT, RectificationStep.RETURN}
        found = [act for act in self.acts if act.step in steps and act.about == about]
        return found[-1] if found else None

    @cached_property
    def closing(self) -> RectificationAct | None:
        """The 销号; None: it is open."""
        return self._last(RectificationStep.CLOSE)

    @cached_property
    def standing(self) -> RectificationStanding:
        if self.closing:
            return RectificationStanding.CLOSED
        match self.decision.step if self.decision else None:
            case RectificationStep.ACCEPT:
                return RectificationStanding.ACCEPTED
            case RectificationStep.RETURN:
                return RectificationStanding.RETURNED
        answered = self.feedback and not self._extended_since
        return RectificationStanding.ANSWERED if answered else RectificationStanding.ASSIGNED

    @property
    def _extended_since(self) -> bool:
        """Whether the office gave more time after the latest feedback: something is to be said
        anew.
        """
        kinds = {RectificationStep.FEEDBACK, RectificationStep.EXTEND}
        last = next((act.step for act in reversed(self.acts) if act.step in kinds), None)
        return last is RectificationStep.EXTEND

    @property
    def claims_to_be_done(self) -> bool:
        """Whether the latest feedback says that all was put right."""
        told = self.feedback.feedback if self.feedback else None
        return told is not None and told.state is FeedbackState.DONE

    @property
    def open(self) -> bool:
        """Whether the department has to say something."""
        return self.standing in OPEN

    def days_late(self, today: date) -> int:
        """Whole days since the due date, of what was taken over since the department was told if
        that was later, while it has not answered; 0 if in time, or if it was not told.
        """
        if not self.due or not self.open or not self.told:
            return 0
        return max((today - date.fromisoformat(max(self.due, self.told_on))).days, 0)

    def stage(self, today: date) -> RectificationStage:
        if self.days_late(today):
            return RectificationStage.LATE
        return STAGES.get(self.standing, RectificationStage.ONGOING)

    def moment_after(self, moment: str) -> str:
        """*moment* (ISO 8601 with offset), or a second after the last act where that bears a later
        one: clocks of PCs differ, and the order of acts must not turn around by that.
        """
        last = max(act.moment for act in self.acts)
        at = datetime.fromisoformat(moment)
        return (at if at > last else last + timedelta(seconds=1)).isoformat()

    @property
    def order(self) -> RectificationAct | None:
        """The office's last word that leaves the department something to do."""
        orders = {RectificationStep.ASSIGN, RectificationStep.TRANSFER, RectificationStep.RETURN}
        return next((act for act in reversed(self.acts) if act.step in orders), None)

    @property
    def last_of_the_office(self) -> RectificationAct | None:
        """The act that the office did last."""
        acts = [act for act in self.acts if act.step is not RectificationStep.FEEDBACK]
        return acts[-1] if acts else None

    def _all(self, step: RectificationStep) -> tuple[RectificationAct, ...]:
        return tuple(act for act in self.acts if act.step is step)

    def _last(self, step: RectificationStep) -> RectificationAct | None:
        return next(iter(reversed(self._all(step))), None)


def ledger(
    acts: Iterable[RectificationAct], changes: Iterable[KnownChange] = ()
) -> tuple[Rectification, ...]:
    """The lines that *acts* make, by year and number. Acts that are known twice count once.

    Args:
        changes: the reorganisations in force; what a department left goes to its successors, unless
            it was given to it by somebody who knew the reorganisation.
    """
    known = {act.id: act for act in acts}
    gone = {act.about for act in known.values() if act.step is RectificationStep.WITHDRAW}
    order = tuple(RectificationStep)
    holding = sorted(
        (
            act
            for act in known.values()
            if act.id not in gone and act.step is not RectificationStep.WITHDRAW
        ),
        key=lambda act: (act.moment, order.index(act.step), act.id),
    )
    changes = tuple(changes)
    lines = [
        _line(act.shortcoming, act.assigned, holding, changes) for act in holding if act.assigned
    ]
    return tuple(sorted(lines, key=lambda one: (one.shortcoming.label, one.id)))


@dataclass(frozen=True, kw_only=True)
class RectificationProgress:
    """How many of some shortcomings are how far. `at` holds each once; the others add up what was
    ever reached: what is closed was accepted, too.
    """

    at: Mapping[RectificationStage, int]
    answered: int  # a feedback came

    @property
    def assigned(self) -> int:
        return sum(self.at.values())

    @property
    def accepted(self) -> int:
        return self.at[RectificationStage.ACCEPTED] + self.closed

    @property
    def closed(self) -> int:
        return self.at[RectificationStage.CLOSED]

    @property
    def late(self) -> int:
        return self.at[RectificationStage.LATE]

    @property
    def open(self) -> int:
        """Those that wait for their departments."""
        return self.late + self.at[RectificationStage.ONGOING]

    @property
    def words(self) -> str:
        """'交办 12 项，已反馈 9 项，已验收 6 项，已销号 5 项，逾期 2 项'."""
        return (
            f"交办 {self.assigned} 项，已反馈 {self.answered} 项，已验收 {self.accepted} 项，"
            f"已销号 {self.closed} 项，逾期 {self.late} 项"
        )


def progress(lines: Iterable[Rectification], today: date) -> RectificationProgress:
    lines = tuple(lines)
    stages = [one.stage(today) for one in lines]
    return RectificationProgress(
        at={stage: stages.count(stage) for stage in RectificationStage},
        answered=sum(one.feedback is not None for one in lines),
    )


def progress_by_bearer(
    lines: Iterable[Rectification], today: date
) -> Mapping[str, RectificationProgress]:
    """Department -> its progress, the most open ones first; "": nobody said who answers."""
    mine: dict[str, list[Rectification]] = {}
    for one in lines:
        mine.setdefault(one.bearer, []).append(one)
    found = {body: progress(some, today) for body, some in mine.items()}
    order = sorted(found, key=lambda body: (-found[body].late, -found[body].open, body))
    return {body: found[body] for body in order}


def _line(
    key: str,
    shortcoming: Shortcoming,
    holding: Iterable[RectificationAct],
    changes: tuple[KnownChange, ...],
) -> Rectification:
    own = [act for act in holding if act.shortcoming == key]
    moved = [act for act in own if act.step is RectificationStep.TRANSFER]
    held_by = [shortcoming.department, *(act.department for act in moved)]
    given = moved[-1] if moved else next(act for act in own if act.assigned)
    year = None if moved else shortcoming.year  # it came up under the package of its year
    heirs = bearers(held_by[-1], changes, given.at, year, shortcoming.item or None)
    related, all_changes = {*held_by, *heirs}, [one.change for one in changes]
    for body in held_by:
        related |= {*successors(body, all_changes), *predecessors(body, all_changes)}
    acts = tuple(
        act
        for act in own
        if act.step is not RectificationStep.FEEDBACK or act.department in related
    )
    return Rectification(id=key, shortcoming=shortcoming, acts=acts, heirs=heirs)


def item_words(plan: Plan, line: Rectification) -> str:
    """The item in the plan's own words, an indicator by its name; "" for what is about none."""
    key = line.shortcoming.item
    if key in plan.indicators:
        return f"指标：{plan.indicators[key].name}"
    if key in plan.measures:
        return plan.measures[key].text
    return ""


def line_title(plan: Plan, line: Rectification) -> str:
    """What is to be put right: the item's words, else the problem itself, in short."""
    return item_words(plan, line) or on_a_line(line.shortcoming.problem, IN_SHORT)


def due_words(line: Rectification) -> str:
    """'2026年3月1日', '2026年4月1日（已延期）'; "" for no date."""
    if not line.due:
        return ""
    return f"{day_words(line.due)}{'（已延期）' if line.extensions else ''}"

"""整改台账 of the office: what is proposed, handed over, looked at and closed.

Every act is on disk, with who and when, once the function returns what changed.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from model.consolidation.reviewed_answers import ItemReview, ReviewStanding
from model.consolidation.target_attainment import meets
from model.domain.answer_status import is_said
from model.domain.answers import (
    STATE_LABELS,
    Answer,
    State,
    claims_not_applicable,
    progress_of,
    state_of,
    value_of,
)
from model.domain.empty_words import says_nothing
from model.domain.numbers import number_text
from model.domain.origin import OriginStanding, PinnedKey, standing_of_arrival
from model.domain.plan import Measure
from model.domain.rectification import (
    FEEDBACK_LABELS,
    FeedbackState,
    Rectification,
    RectificationAct,
    RectificationNotice,
    RectificationStanding,
    RectificationStep,
    Shortcoming,
    ShortcomingCause,
    line_title,
    progress,
)
from model.domain.text_kinds import as_statement
from model.domain.typed_words import is_blank
from model.domain.wording import amount_words, clause, day_words, on_a_line
from model.errors import AppError
from model.jobs import JobContext
from model.office.board import unreceived_words
from model.office.changes import OfficeChanges
from model.office.department_year import DepartmentYear
from model.office.named import named
from model.office.year import OfficeYear
from model.package.enclosed_notices import lines_of_year, notice_for
from model.record_bounds import fit
from model.report.data import RecordCode
from model.store.clock import now
from model.store.keys import fetch_pins
from model.store.rectification import (
    FeedbackMaker,
    KeptNotice,
    fetch_feedback_makers,
    fetch_notices,
    fetch_rectification_acts,
    fetch_replies_sent,
    save_acts,
)
from model.store.transaction import saving

DAYS = 42  # to put something right, where nobody says otherwise: 30 working days
LONGEST = 300  # characters of a department's own words in a problem
STATES = {State.BEHIND: ShortcomingCause.BEHIND, State.NOT_STARTED: ShortcomingCause.NOT_STARTED}
BY_FIGURES = {*STATES.values(), ShortcomingCause.MISSED}
DOUBTS = {
    False: "这份反馈没有签名，本单位的密钥已经核对过。验收前请先核实，并写明怎样核实的。",
    True: "这份反馈的签名与本单位核对过的密钥不符。验收前请先核实，并写明怎样核实的。",
}  # whether it is signed with another key
REASON = {
    RectificationStep.EXTEND: "延期须写明理由。",
    RectificationStep.RETURN: "退回须写明还要做什么。",
    RectificationStep.TRANSFER: "转交须写明理由。",
}


@dataclass(frozen=True, kw_only=True)
class ShortcomingProposal:
    """What could be handed over. `key` is the department and the item."""

    department: str
    item: str
    cause: ShortcomingCause
    problem: str
    demand: str = ""

    @property
    def key(self) -> str:
        return f"{self.department}/{self.item}"


@dataclass(frozen=True, eq=False)
class RectificationLedger:
    """The 整改台账 as *office* has it now: of its year, and what earlier years left."""

    office: OfficeYear

    @cached_property
    def acts(self) -> tuple[RectificationAct, ...]:
        return fetch_rectification_acts(self.office.db, self.office.year)

    @cached_property
    def lines(self) -> tuple[Rectification, ...]:
        """All of them: of this year, and of earlier years those not closed before it."""
        return lines_of_year(self.office.db, self.office.year, self.office.package)

    @cached_property
    def notices(self) -> tuple[KeptNotice, ...]:
        return fetch_notices(self.office.db, self.office.year)

    def line(self, key: str) -> Rectification | None:
        return next((one for one in self.lines if one.id == key), None)

    def untold(self, line: Rectification) -> tuple[RectificationAct, ...]:
        """Acts of the office about *line* that its department was not told of yet."""
        told = self._told.get(line.bearer, frozenset())
        return tuple(
            act
            for act in line.acts
            if act.step is not RectificationStep.FEEDBACK and act.id not in told
        )

    @cached_property
    def _told(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kept in self.notices:
            ids = found.setdefault(kept.notice.department, set())
            ids |= {act.id for act in kept.notice.acts}
        return {body: frozenset(ids) for body, ids in found.items()}

    @cached_property
    def to_be_told(self) -> tuple[str, ...]:
        """Departments that were not told of something yet, in the order of the plan."""
        waiting = {one.bearer for one in self.lines if one.bearer and self.untold(one)}
        waiting |= {body for body in self._told if body and self._withdrawn_after(body)}
        return tuple(body for body in self.office.plan.departments if body in waiting)

    def _withdrawn_after(self, body: str) -> bool:
        """Whether something that *body* was told of was withdrawn, and it was not told of that."""
        told = self._told[body]
        return any(
            act.step is RectificationStep.WITHDRAW and act.about in told and act.id not in told
            for act in self.acts
        )

    @cached_property
    def proposals(self) -> tuple[ShortcomingProposal, ...]:
        """What could be handed over, by department in the order of the plan."""
        taken = {(one.bearer, one.shortcoming.item) for one in self.lines if not one.closing}
        taken |= {
            (one.bearer, one.shortcoming.item)
            for one in self.lines
            if one.shortcoming.year == self.office.year
        }
        return tuple(
            one
            for body in self.office.reported
            for one in proposed(body)
            if (one.department, one.item) not in taken
        )

    def doubt(self, line: Rectification) -> str:
        """Why nobody should rely on the feedback of *line* yet: it is not signed with the key of
        its department that was compared with paper; "" where it is, or none was compared.
        """
        department = line.feedback.department if line.feedback else ""
        if line.feedback is None or not any(pin.holder == department for pin in self._pins):
            return ""
        standings = {
            standing_of_arrival(one.kind, one.key, department, self._pins, one.at)
            for one in self._makers.get(line.feedback.id, ())
        }
        if OriginStanding.VERIFIED in standings:
            return ""
        return DOUBTS[OriginStanding.MISMATCH in standings]

    @cached_property
    def _pins(self) -> tuple[PinnedKey, ...]:
        return fetch_pins(self.office.db)

    @cached_property
    def _makers(self) -> Mapping[str, tuple[FeedbackMaker, ...]]:
        return fetch_feedback_makers(self.office.db, self.office.year)

    def days_late(self, line: Rectification) -> int:
        return line.days_late(self.office.today)

    @property
    def overdue(self) -> tuple[Rectification, ...]:
        return tuple(one for one in self.lines if self.days_late(one))

    @property
    def reminded(self) -> tuple[str, ...]:
        """Departments to be reminded: of what a closed year leaves the next one reminds."""
        if self.office.departments.locked:
            return ()
        return tuple(dict.fromkeys(one.bearer for one in self.overdue if one.bearer))


def rectification_ledger(office: OfficeYear) -> RectificationLedger:
    return RectificationLedger(office)


def answered_rectifications(office: OfficeYear) -> int:
    """The number of shortcomings whose feedback waits for the office."""
    lines = rectification_ledger(office).lines
    return sum(one.standing is RectificationStanding.ANSWERED for one in lines)


# What is proposed


def proposed(body: DepartmentYear) -> Iterator[ShortcomingProposal]:
    """What falls short, once: not the measure, too, that repeats an indicator that does."""
    causes = {key: cause for key, one in body.items.items() if (cause := _cause(body, one))}
    for key, cause in causes.items():
        one = body.items[key]
        repeats = one.item.repeats if isinstance(one.item, Measure) else ()
        if cause is not ShortcomingCause.REMARK and causes.keys() & set(repeats):
            continue
        steps = one.reported.get("next_steps", "")
        yield ShortcomingProposal(
            department=body.id,
            item=key,
            cause=cause,
            problem=_problem(body, one, cause),
            demand="" if says_nothing(steps) else on_a_line(steps, LONGEST),
        )


def _cause(body: DepartmentYear, one: ItemReview) -> ShortcomingCause | None:
    """Why *one* is a shortcoming; None: it is none."""
    state, value = state_of(one.answer), value_of(one.answer)
    target = body.assessor.targets.get(one.item.id)
    if state is State.NOT_APPLICABLE:
        return None
    if is_said(one.item, one.answer):
        if target and target.value is not None and value is not None and not target.ahead:
            if not meets(target, value):
                return ShortcomingCause.MISSED
        elif state in STATES:
            return STATES[state]
    return ShortcomingCause.REMARK if one.standing is ReviewStanding.RETURNED else None


def no_longer_so(office: OfficeYear, line: Rectification) -> str:
    """That what was handed over falls short no more by what counts now, as a corrected target or
    number has it; "": it does, or nobody can tell.
    """
    said = line.shortcoming
    if line.closing or said.year != office.year or said.cause not in BY_FIGURES:
        return ""
    body = next((one for one in office.reported if one.id == line.bearer), None)
    review = body.items.get(said.item) if body else None
    if body is None or review is None or _cause(body, review) is not None:
        return ""
    if claims_not_applicable(review.answer) or not is_said(review.item, review.answer):
        return ""  # nothing is said any more, which is no better
    cure = "不用再整改的，请写明理由验收并销号。"
    return f"按现行的目标和核定的内容，这一项已经不是{said.cause}；{cure}"


def _problem(body: DepartmentYear, one: ItemReview, cause: ShortcomingCause) -> str:
    """What is wrong, from what counts and what was reported, then in the department's own words."""
    said = one.reported
    told = (said.get(field, "") for field in ("problems", "explanation"))
    own = on_a_line(next((words for words in told if not says_nothing(words)), ""), LONGEST)
    reason = f"所报原因：{own}。" if own else ""
    target, value = body.assessor.targets.get(one.item.id), value_of(one.answer)
    match cause:
        case ShortcomingCause.MISSED if target and value is not None:
            reported = value_of(said)
            before = "未填" if reported is None else f"报 {amount_words(reported, target.unit)}"
            ruled = f"（办公室核定；原{before}）" if reported != value else ""
            reached = f"{amount_words(value, target.unit)}{ruled}"
            return f"目标 {target.wanted}，完成 {reached}，未达到目标。{reason}"
        case ShortcomingCause.REMARK if one.review:
            return as_statement(f"复核意见：{clause(one.review.remark)}。")
    counts, reported_words = _state_words(one.answer), _state_words(said)
    if counts == reported_words:
        return f"报为{counts}。{reason}"
    return f"办公室核定为{counts}（原报为{reported_words}）。{reason}"


def _state_words(answer: Answer) -> str:
    """'“滞后”，进度 36%', '未填'."""
    state, share = state_of(answer), progress_of(answer)
    if state is None:
        return "未填"
    words = f"“{STATE_LABELS[state]}”"
    return f"{words}，进度 {number_text(share)}%" if share is not None else words


# Acts


def assign(
    office: OfficeYear, by: str, proposals: Sequence[ShortcomingProposal], due: str
) -> OfficeChanges:
    """Hands *proposals* over, to be put right by *due* (ISO date).

    Raises:
        AppError: nothing says what is wrong, who has to put it right, or by when.
    """
    if any(is_blank(one.problem) for one in proposals):
        raise AppError("还没有写明问题。", hint="请写明存在什么问题，责任单位才知道改什么。")
    if any(not _can_be_asked(office, one.department) for one in proposals):
        raise AppError("还没有选定责任单位。", hint="请选定交办给哪个单位。")
    if not due:
        raise AppError("还没有定整改期限。", hint="请选定整改期限。")
    first = 1 + max(_numbers_given(office), default=0)
    moment, acts = now(), []
    for number, one in enumerate(proposals, start=first):
        key = uuid.uuid4().hex
        acts.append(
            RectificationAct(
                id=key,
                shortcoming=key,
                step=RectificationStep.ASSIGN,
                by=named(by),
                at=moment,
                due=due,
                assigned=Shortcoming(
                    year=office.year,
                    number=number,
                    department=one.department,
                    cause=one.cause,
                    item=one.item,
                    problem=one.problem.strip(),
                    demand=one.demand.strip(),
                ),
            )
        )
    return _save(office, acts)


def _can_be_asked(office: OfficeYear, department: str) -> bool:
    return department in {one.id for one in office.plan.bodies}


def _numbers_given(office: OfficeYear) -> Iterator[int]:
    """The numbers of the year's shortcomings, those withdrawn among them: a notice may have told
    them. What departments answer tells of others that an older data file doesn't know any more.
    """
    known = fetch_rectification_acts(office.db, office.year)
    answered = (act for reply in fetch_replies_sent(office.db, office.year) for act in reply.shown)
    for act in (*known, *answered):
        if act.assigned and act.assigned.year == office.year:
            yield act.assigned.number


def extend(
    office: OfficeYear, by: str, keys: Iterable[str], due: str, reason: str
) -> OfficeChanges:
    """Puts the due date off. Raises: AppError: no reason, or no date, is given."""
    if not due:
        raise AppError("还没有选定新的期限。", hint="请选定延长到哪一天。")
    return _decide(office, by, keys, RectificationStep.EXTEND, reason, due=due)


def transfer(
    office: OfficeYear, by: str, keys: Iterable[str], department: str, reason: str
) -> OfficeChanges:
    """Lets *department* answer. Raises: AppError: no reason or nobody is given."""
    if not _can_be_asked(office, department):
        raise AppError("还没有选定转交给哪个单位。", hint="请先在“转交给”旁边选定单位。")
    return _decide(office, by, keys, RectificationStep.TRANSFER, reason, department=department)


def accept(office: OfficeYear, by: str, keys: Iterable[str], reason: str = "") -> OfficeChanges:
    """验收: what was fed back, or what the office found out itself, is enough."""
    return _decide(office, by, keys, RectificationStep.ACCEPT, reason)


def send_back(office: OfficeYear, by: str, keys: Iterable[str], reason: str) -> OfficeChanges:
    """退回再改. Raises: AppError: it isn't said what is left to do."""
    return _decide(office, by, keys, RectificationStep.RETURN, reason)


def close(office: OfficeYear, by: str, keys: Iterable[str], reason: str = "") -> OfficeChanges:
    """销号 of what was accepted. Raises: AppError: something was not accepted."""
    return _decide(office, by, keys, RectificationStep.CLOSE, reason)


def accept_and_close(
    office: OfficeYear, by: str, keys: Iterable[str], reason: str = ""
) -> OfficeChanges:
    """验收 and 销号 at once. Raises: as `accept`; nothing was changed."""
    keys = tuple(keys)
    with saving(office.db, "整改台账"):
        accept(office, by, keys, reason)
        return close(office, by, keys)


def withdraw(office: OfficeYear, by: str, key: str) -> OfficeChanges:
    """Takes back the last act of the office about a line; it stays in the history.

    Raises:
        AppError: the 交办 was answered already.
    """
    line = _lines(rectification_ledger(office), [key])[0]
    last = line.last_of_the_office
    if last is None:
        raise LookupError("no act of the office")
    if last.step is RectificationStep.ASSIGN and line.feedback:
        raise AppError(
            f"{line.shortcoming.label} 号已经有反馈，不能撤回交办。",
            hint="不需要再改的，请验收、销号，并写明理由。",
        )
    return _save(
        office,
        [
            RectificationAct(
                id=uuid.uuid4().hex,
                shortcoming=line.id,
                step=RectificationStep.WITHDRAW,
                by=named(by),
                at=line.moment_after(now()),
                about=last.id,
            )
        ],
    )


def possible_steps(line: Rectification) -> frozenset[RectificationStep]:
    """What the office can decide about *line* now."""
    steps = RectificationStep
    last = line.last_of_the_office
    back = {steps.WITHDRAW} if last and not (last.step is steps.ASSIGN and line.feedback) else set()
    match line.standing:
        case RectificationStanding.CLOSED:
            return frozenset(back)
        case RectificationStanding.ACCEPTED:
            return frozenset({steps.CLOSE, *back})
        case RectificationStanding.ANSWERED:
            return frozenset({steps.ACCEPT, steps.RETURN, steps.EXTEND, *back})
    return frozenset({steps.EXTEND, steps.TRANSFER, steps.ACCEPT, *back})


def _decide(
    office: OfficeYear,
    by: str,
    keys: Iterable[str],
    step: RectificationStep,
    reason: str,
    *,
    due: str = "",
    department: str = "",
) -> OfficeChanges:
    found = rectification_ledger(office)
    lines = _lines(found, keys)
    if is_blank(reason) and (needed := REASON.get(step)):
        raise AppError(needed, hint="请写明理由，责任单位收到的通知单上会写着。")
    wrong = [one.shortcoming.label for one in lines if step not in possible_steps(one)]
    if wrong:
        raise AppError(f"{'、'.join(wrong)} 号现在不能{step}。", hint="请先看它的办理经过。")
    if step is RectificationStep.ACCEPT and is_blank(reason):
        doubted = [one.shortcoming.label for one in lines if found.doubt(one)]
        if doubted:
            raise AppError(
                f"{'、'.join(doubted)} 号的反馈没有用核对过的密钥签名，验收须写明怎样核实的。",
                hint="请打电话向责任单位核实；单位换了电脑的，请先在“收件”页重新核对指纹。",
            )
        bare = [one.shortcoming.label for one in lines if one.feedback is None]
        if bare:
            raise AppError(
                f"{'、'.join(bare)} 号还没有反馈，验收须写明依据。",
                hint="例如本年度报送中已经完成，或者现场核实过。",
            )
        if unfinished := [one for one in lines if not one.claims_to_be_done]:
            raise AppError(
                f"{'、'.join(one.shortcoming.label for one in unfinished)} 号反馈的不是"
                f"“{FEEDBACK_LABELS[FeedbackState.DONE]}”，验收须写明依据。",
                hint="还没有改完的，请退回再改或者延期。",
            )
    return _save(
        office,
        [
            RectificationAct(
                id=uuid.uuid4().hex,
                shortcoming=line.id,
                step=step,
                by=named(by),
                at=line.moment_after(now()),
                due=due,
                words=reason.strip(),
                about=_about(line, step),
                department=department,
            )
            for line in lines
        ],
    )


def _about(line: Rectification, step: RectificationStep) -> str:
    """The feedback that a decision is about; "" for none, and for other acts."""
    of_feedback = {RectificationStep.ACCEPT, RectificationStep.RETURN}
    return line.feedback.id if step in of_feedback and line.feedback else ""


def _lines(found: RectificationLedger, keys: Iterable[str]) -> list[Rectification]:
    known = {one.id: one for one in found.lines}
    return [known[key] for key in keys]


def _save(office: OfficeYear, acts: Sequence[RectificationAct]) -> OfficeChanges:
    save_acts(office.db, office.year, [fit(act) for act in acts])
    return OfficeChanges(ledger=True, count=len(acts))


# What is sent


def new_notices(
    office: OfficeYear, by: str, departments: Collection[str], phone: str = ""
) -> tuple[RectificationNotice, ...]:
    """A 整改通知单 for each of *departments*: all that it has to put right, and what became of the
    rest. None is kept yet: a department counts as told once its file is written.
    """
    found, moment = rectification_ledger(office), now()
    sample = bool(office.package and office.package.sample)
    return tuple(
        fit(notice_for(
            body, office.year, found.lines, found.acts, found.notices,
            by=by, phone=phone, moment=moment, sample=sample,
        ))
        for body in departments
    )  # fmt: skip


def default_due(office: OfficeYear) -> date:
    """By when something is to be put right, where nobody says otherwise."""
    return office.today + timedelta(days=DAYS)


def reminder(found: RectificationLedger, body: str) -> str:
    """The words to remind *body* of what it has not answered in time, ready to be copied; "" where
    there is nothing.
    """
    if body not in found.reminded:
        return ""
    late = [one for one in found.overdue if one.bearer == body]
    office = found.office
    came = office.departments.unreceived_feedback.get(body, ())
    untaken = "".join(f"　　{unreceived_words(one)}\n" for one in came)
    so_far = "反馈还没有接收成功" if came else "尚未收到反馈"
    lines = "\n".join(
        f"　　{one.shortcoming.label}　{line_title(office.plan, one)}：期限 {day_words(one.due)}，"
        f"已逾期 {found.days_late(one)} 天，{_came(one) or so_far}。"
        for one in late
    )
    asking = office.package.office if office.package else None
    person = "　".join(filter(None, (asking.name, asking.phone))) if asking else ""
    call = f"\n联系人：{person}" if person else ""
    return (
        f"{office.name(body)}：\n　　贵单位有 {len(late)} 项整改事项已过期限，还没有办结：\n"
        f"{lines}\n{untaken}"
        f"　　请在填报程序的“整改”页填写整改情况，导出整改反馈单后以邮件附件报送；"
        f"确需延期的，请在反馈中写明理由。{call}"
    )


def _came(line: Rectification) -> str:
    """What became of the last feedback of what is open again; "": none came."""
    feedback, decision = line.feedback, line.decision
    if feedback is None:
        return ""
    came = f"{day_words(feedback.at)}的反馈"
    if decision is not None and decision.step is RectificationStep.RETURN:
        return f"{came}已于{day_words(decision.at)}退回再改（{clause(decision.words)}）"
    return f"{came}收到以后延期到{day_words(line.due)}，尚未收到新的反馈"


def ledger_bytes(office: OfficeYear, job: JobContext, record: RecordCode | None = None) -> bytes:
    """The 整改台账 as a workbook to be read and printed."""
    from model.workbook.paper.page import Page
    from model.workbook.rectification.content import ledger_table
    from model.workbook.tables import tables_bytes

    found, moment = rectification_ledger(office), now()
    sample = bool(office.package and office.package.sample)
    title = f"{office.plan.authority}{office.year}年度碳达峰工作整改台账"
    notes = [f"{progress(found.lines, office.today).words}。"] if found.lines else []
    notes += [f"{record.words}。"] if record else []
    table = ledger_table(
        found.lines,
        office.plan,
        office.name,
        f"{title}{'（示例数据）' if sample else ''}",
        "".join(notes),
        office.today,
    )
    return tables_bytes(
        (table,),
        Page(left=title, right=f"制表 {day_words(moment)}"),
        title=title,
        author=office.plan.office,
        moment=moment,
        job=job,
    )

"""What the papers of 整改 say: the notice, the reply, and the office's ledger."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from model.domain.china_time import china_day
from model.domain.origin import key_fingerprint
from model.domain.plan import Plan
from model.domain.rectification import (
    FEEDBACK_LABELS,
    Feedback,
    Rectification,
    RectificationNotice,
    RectificationReply,
    RectificationStep,
    due_words,
    item_words,
    ledger,
)
from model.domain.wording import day_words
from model.ed25519 import KeyPair
from model.workbook.layout import Entry
from model.workbook.paper.page import Page
from model.workbook.paper.styles import HEADING, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.rectification.layout import (
    LEDGER,
    LEDGER_TITLE,
    NOTICE,
    NOTICE_TITLES,
    REPLY,
    REPLY_TITLES,
)
from model.workbook.report.content import SAMPLE
from model.workbook.text import clean

CENTRED, QUIET = Look(across="center"), Look(ink="quiet")
DATE = Look(across="center", font=HEADING)
QUOTED, ENTRY = Look(fill="quote"), Look(entry=True)
NUMBER = Column(key="no", heading="编号", width=10, look=CENTRED)
ITEM = Column(key="item", heading="事项", least=22, look=QUOTED)
PROBLEM = Column(key="problem", heading="存在问题", least=26)
DEMAND = Column(key="demand", heading="整改要求", least=20)
DUE = Column(key="due", heading="整改期限", width=16, look=CENTRED)
OVERDUE = "已逾期"
LEDGER_COLUMNS = (
    NUMBER,
    Column(key="body", heading="责任单位", width=16),
    ITEM,
    Column(key="cause", heading="来源", width=10, look=CENTRED),
    PROBLEM,
    DEMAND,
    DUE,
    Column(key="measure", heading="整改措施", least=16),
    Column(key="done", heading="整改情况", least=24),
    Column(key="who", heading="责任科室\n责任人", width=13),
    Column(key="standing", heading="状态", width=10, look=CENTRED, marks={OVERDUE: "returned"}),
    Column(key="closed", heading="验收、销号", least=18, look=QUIET),
)


def standing_words(line: Rectification, today: date | None = None) -> str:
    """'整改中', '已逾期'."""
    late = today is not None and line.days_late(today)
    return OVERDUE if late else line.standing.value


def answer_words(line: Rectification) -> str:
    """What was done, and how far that is: '已完成整改：……'."""
    told = line.feedback.feedback if line.feedback else None
    if told is None:
        return ""
    parts = [f"{FEEDBACK_LABELS[told.state]}：{told.done}"]
    parts += [f"申请延期：{told.later}"] if told.later else []
    parts += [f"佐证：{told.evidence_words}"] if told.evidence_words else []
    return "\n".join(parts)


def who_words(told: Feedback | None) -> str:
    """'市容科 张三'."""
    return "\n".join(filter(None, (told.section, told.person))) if told else ""


def decided_words(line: Rectification) -> str:
    """What the office said last, one line each: extension, return, acceptance, closing."""
    kinds = (
        RectificationStep.EXTEND,
        RectificationStep.TRANSFER,
        RectificationStep.RETURN,
        RectificationStep.ACCEPT,
        RectificationStep.CLOSE,
    )
    said = [act for act in line.acts if act.step in kinds]
    return "\n".join(
        f"{china_day(act.at)}{act.step}{f'，{act.by}' if act.by else ''}"
        f"{f'：{act.words}' if act.words else ''}"
        for act in said
    )


def ledger_table(
    lines: Sequence[Rectification],
    plan: Plan,
    name: Callable[[str], str],
    heading: str,
    note: str,
    today: date | None = None,
) -> Table:
    """The 整改台账, a row per shortcoming.

    Args:
        name: of a department, by its id.
        today: what is overdue is marked as of this day; None: nothing is.
    """
    return Table(
        key=LEDGER,
        title=LEDGER_TITLE,
        heading=heading,
        note=note,
        columns=LEDGER_COLUMNS,
        rows=tuple(_ledger_row(line, plan, name, today) for line in lines),
        empty="（没有整改事项）",
        width=190,
    )


def _ledger_row(
    line: Rectification, plan: Plan, name: Callable[[str], str], today: date | None
) -> Row:
    told = line.feedback.feedback if line.feedback else None
    one = line.shortcoming
    return Row(
        key=line.id,
        values={
            "no": one.label,
            "body": name(line.bearer) if line.bearer else f"{name(one.department)}（待转交）",
            "item": item_words(plan, line) or "—",
            "cause": one.cause.value,
            "problem": clean(one.problem),
            "demand": clean(one.demand),
            "due": due_words(line),
            "measure": clean(told.measure) if told else "",
            "done": clean(answer_words(line)),
            "who": clean(who_words(told)),
            "standing": standing_words(line, today),
            "closed": clean(decided_words(line)),
        },
    )


@dataclass(frozen=True, kw_only=True)
class _Paper:
    """What the two papers have in common. `plan` is the one in force for the department."""

    plan: Plan
    keys: KeyPair | None = None  # of who writes the file; None: unsigned

    @property
    def record(self) -> RectificationNotice | RectificationReply:
        raise NotImplementedError

    @property
    def name(self) -> tuple[str, str]:
        """'整改通知单', '第1号': the kind of paper, and which it is."""
        raise NotImplementedError

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key, as the sheet shows it; "" for an unsigned file."""
        return key_fingerprint(self.keys.public) if self.keys else ""

    @property
    def department(self) -> str:
        return self.plan.departments[self.record.department].name

    @property
    def subject(self) -> str:
        one, (kind, number) = self.record, self.name
        words = (SAMPLE if one.sample else "", self.department, f"{one.year}年度{kind}", number)
        return "　".join(filter(None, words))

    @property
    def page(self) -> Page:
        return Page(left=self.subject, right=f"校验码 {self.record.check_code}")


@dataclass(frozen=True, kw_only=True)
class NoticeReport(_Paper):
    """The workbook of a 整改通知单."""

    notice: RectificationNotice

    @property
    def record(self) -> RectificationNotice:
        return self.notice

    @property
    def name(self) -> tuple[str, str]:
        return "整改通知单", f"第{self.notice.number}号"

    @cached_property
    def lines(self) -> tuple[Rectification, ...]:
        """Those that are open first."""
        found = ledger(self.notice.acts)
        return tuple(sorted(found, key=lambda one: one.closing is not None))

    @property
    def note(self) -> str:
        one = self.notice
        waiting = sum(line.open for line in self.lines)
        lines = [f"发往：{self.department}　　日期：{day_words(one.made_at)}"]
        told = (
            f"其中 {waiting} 项待整改。请用填报程序打开本通知单，在“整改”页逐项填写整改措施和情况，"
            "导出整改反馈单后以邮件报送；运行不了程序的，请与办公室联系。"
            if waiting
            else "目前没有待整改的。请用填报程序打开本通知单，了解验收和销号情况。"
        )
        lines.append(f"共 {len(self.lines)} 项，{told}")
        person = "　".join(filter(None, (one.made_by, one.phone)))
        lines += [f"办公室经办人：{person}"] if person else []
        lines += [f"办公室密钥指纹：{self.fingerprint}"] if self.fingerprint else []
        return "\n".join(lines)

    def table(self) -> Table:
        sample = "（示例数据）" if self.notice.sample else ""
        return Table(
            key=NOTICE,
            title=NOTICE_TITLES[NOTICE],
            heading=f"{self.notice.year}年度碳达峰工作整改通知单{sample}",
            note=self.note,
            columns=(
                NUMBER,
                ITEM,
                Column(key="cause", heading="来源", width=10, look=CENTRED),
                PROBLEM,
                DEMAND,
                Column(
                    key="due",
                    heading="整改期限",
                    width=16,
                    look=Look(across="center", font=HEADING),
                ),
                Column(key="standing", heading="状态", width=10, look=CENTRED),
                Column(key="decided", heading="办理意见", least=18),
                Column(key="reply", heading="整改情况", width=20, look=ENTRY),
            ),
            rows=tuple(self._row(line) for line in self.lines),
            empty="（没有整改事项。）",
        )

    def _row(self, line: Rectification) -> Row:
        one = line.shortcoming
        return Row(
            key=line.id,
            values={
                "no": one.label,
                "item": item_words(self.plan, line) or "—",
                "cause": one.cause.value,
                "problem": clean(one.problem),
                "demand": clean(one.demand),
                "due": due_words(line),
                "standing": line.standing.value,
                "decided": clean(decided_words(line)),
                "reply": "",
            },
        )


def notice_entries(notice: RectificationNotice) -> Iterator[Entry]:
    """The cells of a notice that are compared with what is sealed."""
    for line in ledger(notice.acts):
        one = line.shortcoming
        yield Entry(NOTICE, line.id, "problem", "“存在问题”", clean(one.problem))
        yield Entry(NOTICE, line.id, "demand", "“整改要求”", clean(one.demand))
        yield Entry(NOTICE, line.id, "due", "“整改期限”", due_words(line))


@dataclass(frozen=True, kw_only=True)
class ReplyReport(_Paper):
    """The workbook of a 整改反馈单."""

    reply: RectificationReply

    @property
    def record(self) -> RectificationReply:
        return self.reply

    @property
    def name(self) -> tuple[str, str]:
        return "整改反馈单", f"第{self.reply.number}次"

    @cached_property
    def lines(self) -> tuple[Rectification, ...]:
        return ledger((*self.reply.shown, *self.reply.acts))

    def table(self) -> Table:
        one = self.reply
        person = "　".join(filter(None, (one.made_by, one.phone)))
        notes = [
            f"报送单位：{self.department}　　日期：{day_words(one.made_at)}",
            f"本次反馈 {len(one.acts)} 项。",
            f"填报人：{person}" if person else "",
            f"本单位密钥指纹：{self.fingerprint}" if self.fingerprint else "",
        ]
        return Table(
            key=REPLY,
            title=REPLY_TITLES[REPLY],
            heading=f"{one.year}年度碳达峰工作整改反馈单{'（示例数据）' if one.sample else ''}",
            note="\n".join(filter(None, notes)),
            columns=(
                NUMBER,
                ITEM,
                PROBLEM,
                DUE,
                Column(key="state", heading="进展", width=12, look=CENTRED),
                Column(key="measure", heading="整改措施", least=18),
                Column(key="done", heading="整改情况", least=28),
                Column(key="later", heading="申请延期", least=12),
                Column(key="evidence", heading="佐证材料", least=16),
                Column(key="section", heading="责任科室", width=12, look=CENTRED),
                Column(key="person", heading="责任人", width=10, look=CENTRED),
            ),
            rows=tuple(self._rows()),
            empty="（没有反馈）",
        )

    def _rows(self) -> Iterator[Row]:
        for line in self.lines:
            if line.feedback and line.feedback.feedback:
                one = line.shortcoming
                yield Row(
                    key=line.id,
                    values={
                        "no": one.label,
                        "item": item_words(self.plan, line) or "—",
                        "problem": clean(one.problem),
                        "due": due_words(line),
                        **_told(line.feedback.feedback),
                    },
                )


def _told(told: Feedback) -> dict[str, str]:
    return {
        "state": FEEDBACK_LABELS[told.state],
        "measure": clean(told.measure),
        "done": clean(told.done),
        "later": clean(told.later),
        "evidence": clean(told.evidence_words),
        "section": clean(told.section),
        "person": clean(told.person),
    }


def reply_entries(reply: RectificationReply) -> Iterator[Entry]:
    """The cells of a reply that are compared with what is sealed."""
    labels = {"state": "进展", "measure": "整改措施", "done": "整改情况", "later": "申请延期"}
    for act in reply.acts:
        if act.feedback:
            told = _told(act.feedback)
            for column, label in labels.items():
                yield Entry(REPLY, act.shortcoming, column, f"“{label}”", told[column])

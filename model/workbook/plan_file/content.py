"""The content of the workbook that a plan goes out in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.domain.numbers import number_text
from model.domain.origin import key_fingerprint
from model.domain.plan import Indicator, Plan
from model.domain.plan_file import PlanFile
from model.domain.wording import day_words
from model.ed25519 import KeyPair
from model.workbook.layout import Entry
from model.workbook.paper.page import Page
from model.workbook.paper.styles import Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Value
from model.workbook.plan_file.layout import (
    BODIES,
    CLAUSES,
    FACTS,
    MEASURES,
    PLAN_FILE_TITLES,
    QUESTIONS,
    TARGETS,
)

CENTRED, QUOTED, QUIET = Look(across="center"), Look(fill="quote"), Look(ink="quiet")
NUMBER = Column(key="no", heading="序号", width=6, look=CENTRED)
UNCOMPARED = {"no"}
HOW_TO = (
    "用年度自评估程序打开或选中这个文件，程序就把这一版方案与已有的各版并列保存，各年度按任务包写明的版次使用。"
    "各表供阅读和打印，请勿改动：改动过的文件程序不接收。"
)


@dataclass(frozen=True, kw_only=True)
class PlanPaper:
    """`plan` is what `record` holds. `keys`: of whoever writes the file; None: it goes unsigned, or
    it came and is only compared, and then `key` is the public key that it was signed with.
    """

    record: PlanFile
    plan: Plan
    keys: KeyPair | None = None
    key: str = ""

    @property
    def fingerprint(self) -> str:
        key = self.keys.public if self.keys else self.key
        return key_fingerprint(key) if key else ""

    @property
    def subject(self) -> str:
        return f"{self.plan.title}（{self.plan.edition}版）方案数据"

    @property
    def page(self) -> Page:
        return Page(left=self.subject, right=f"校验码 {self.record.check_code}")

    def tables(self) -> Iterator[Table]:
        for key, read in ROWS.items():
            columns, rows = read(self)
            yield Table(
                key=key,
                title=PLAN_FILE_TITLES[key],
                heading=PLAN_FILE_TITLES[key],
                note=HOW_TO if key == FACTS else f"{self.subject}　共 {len(rows)} 条",
                columns=columns,
                rows=rows,
            )

    def entries(self) -> Iterator[Entry]:
        """Every cell that is compared with what is sealed."""
        for table in self.tables():
            for row in table.rows:
                for column in table.columns:
                    shown = row.values.get(column.key)
                    if column.key not in UNCOMPARED and isinstance(shown, str | Decimal | None):
                        about = f"“{table.title}”第{row.values['no']}条的“{column.heading}”"
                        yield Entry(table.key, row.key, column.key, about, shown or "")


Rows = tuple[tuple[Column, ...], tuple[Row, ...]]


def _facts(paper: PlanPaper) -> Rows:
    plan, record = paper.plan, paper.record
    said = {
        "title": ("方案", plan.title),
        "issuer": ("印发机关", plan.issuer),
        "issued": ("印发日期", day_words(plan.issued) if plan.issued else ""),
        "edition": ("版次", f"{plan.edition}版"),
        "years": ("起止年份", f"{plan.years[0]}—{plan.years[1]}年"),
        "goals": (plan.goals_heading, plan.goals),
        "made_at": ("制发日期", day_words(record.made_at)),
        "made_by": ("经办人", record.made_by),
        "check_code": ("校验码", record.check_code),
        "fingerprint": ("密钥指纹", paper.fingerprint or "（没有签名）"),
    }
    columns = (
        NUMBER,
        Column(key="label", heading="事项", width=18, look=QUIET),
        Column(key="value", heading="内容", least=60),
    )
    return columns, _numbered((key, {"label": a, "value": b}) for key, (a, b) in said.items())


def _clauses(paper: PlanPaper) -> Rows:
    plan = paper.plan
    rows = (
        (
            clause.id,
            {
                "place": plan.place(clause.id),
                "body": clause.body,
                "bracket": clause.bracket,
                "bodies": _names(plan, clause.departments),
            },
        )
        for clause in plan.clauses.values()
    )
    columns = (
        NUMBER,
        Column(key="place", heading="条款", width=24, look=QUIET),
        Column(key="body", heading="原文", least=60, look=QUOTED),
        Column(key="bracket", heading="责任括号", least=24, look=QUOTED),
        Column(key="bodies", heading="责任单位", least=20),
    )
    return columns, _numbered(rows)


def _measures(paper: PlanPaper) -> Rows:
    plan = paper.plan
    rows = (
        (
            one.id,
            {
                "place": plan.place(one.clause),
                "words": one.text,
                "term": one.term,
                "asked": "" if one.checkable else "只列不评",
                **_duty(plan, one.id),
            },
        )
        for one in plan.measures.values()
    )
    columns = (
        NUMBER,
        Column(key="place", heading="条款", width=24, look=QUIET),
        Column(key="words", heading="任务（原文）", least=44, look=QUOTED),
        Column(key="term", heading="期限", width=14),
        Column(key="asked", heading="评估", width=10),
        Column(key="lead", heading="建议牵头", width=22),
        Column(key="support", heading="建议配合", width=24),
    )
    return columns, _numbered(rows)


def _targets(paper: PlanPaper) -> Rows:
    plan = paper.plan
    rows = (
        (
            one.id,
            {
                "name": one.name,
                "quote": one.quote,
                "unit": one.unit,
                "direction": one.direction.value,
                "values": _values(one),
                "binding": "约束性" if one.binding else "",
                **_duty(plan, one.id),
            },
        )
        for one in plan.indicators.values()
    )
    columns = (
        NUMBER,
        Column(key="name", heading="指标", width=28),
        Column(key="quote", heading="原文", least=40, look=QUOTED),
        Column(key="unit", heading="单位", width=10, look=CENTRED),
        Column(key="direction", heading="方向", width=7, look=CENTRED),
        Column(key="values", heading="阶段目标", width=26),
        Column(key="binding", heading="性质", width=9, look=CENTRED),
        Column(key="lead", heading="建议报数单位", width=20),
        Column(key="support", heading="建议配合", width=20),
    )
    return columns, _numbered(rows)


def _bodies(paper: PlanPaper) -> Rows:
    plan = paper.plan
    rows = (
        (
            body.id,
            {
                "name": body.name,
                "aliases": "、".join(body.aliases),
                "kind": body.kind.value,
                "members": _names(plan, body.members),
                "note": body.note,
            },
        )
        for body in plan.departments.values()
    )
    columns = (
        NUMBER,
        Column(key="name", heading="责任单位", width=34),
        Column(key="aliases", heading="方案里的写法", width=26),
        Column(key="kind", heading="类别", width=18),
        Column(key="members", heading="成员", least=24),
        Column(key="note", heading="备注", least=24),
    )
    return columns, _numbered(rows)


def _questions(paper: PlanPaper) -> Rows:
    rows = (
        (one.id, {"question": one.question, "default": one.default, "reason": one.reason})
        for one in paper.plan.questions
    )
    columns = (
        NUMBER,
        Column(key="question", heading="待明确事项", least=40),
        Column(key="default", heading="暂按", least=30),
        Column(key="reason", heading="说明", least=30),
    )
    return columns, _numbered(rows)


ROWS = {
    FACTS: _facts,
    CLAUSES: _clauses,
    MEASURES: _measures,
    TARGETS: _targets,
    BODIES: _bodies,
    QUESTIONS: _questions,
}


def _numbered(rows: Iterable[tuple[str, Mapping[str, Value]]]) -> tuple[Row, ...]:
    return tuple(
        Row(key=key, values={"no": Decimal(number), **values})
        for number, (key, values) in enumerate(rows, start=1)
    )


def _names(plan: Plan, ids: Iterable[str]) -> str:
    return "、".join(plan.departments[key].name for key in ids)


def _duty(plan: Plan, item: str) -> dict[str, Value]:
    proposal = plan.proposals.get(item)
    if proposal is None:
        return {"lead": "", "support": ""}
    return {"lead": _names(plan, proposal.lead), "support": _names(plan, proposal.support)}


def _values(one: Indicator) -> str:
    return "；".join(
        f"{milestone.year}年"
        + ("" if milestone.value is None else f" {number_text(milestone.value)}")
        for milestone in one.milestones
    )

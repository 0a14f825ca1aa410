"""The content of the workbook of a 退回单."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.domain.answers import NOTHING_SAID
from model.domain.canonical import check_code
from model.domain.origin import key_fingerprint
from model.domain.plan import Department, Indicator, Item
from model.domain.return_slip import Remark, ReturnSlip
from model.domain.submission import Submission
from model.domain.wording import day_words
from model.ed25519 import KeyPair
from model.workbook.layout import Questionnaire
from model.workbook.paper.page import Page
from model.workbook.report.content import SAMPLE
from model.workbook.text import clean

TOO_LONG = 160  # characters of one answer; the rest is in the workbook itself


@dataclass(frozen=True, kw_only=True)
class SlipReport:
    """`submission` is what was looked at; None: not at hand, so that answers aren't shown."""

    questionnaire: Questionnaire
    slip: ReturnSlip
    submission: Submission | None = None
    keys: KeyPair | None = None  # of the office that writes the file; None: unsigned

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the office's key, as the sheet shows it; "" for an unsigned file."""
        return key_fingerprint(self.keys.public) if self.keys else ""

    @property
    def department(self) -> Department:
        return self.questionnaire.plan.departments[self.slip.department]

    @property
    def subject(self) -> str:
        words = (
            SAMPLE if self.slip.sample else "",
            self.department.name,
            f"{self.slip.year}年度退回单",
            f"第{self.slip.number}号",
        )
        return "　".join(filter(None, words))

    @property
    def note(self) -> str:
        """Whom it is for, what it is about, until when, and what else the office has to say."""
        slip = self.slip
        about = f"针对：第{slip.sequence}次报送（校验码 {check_code(slip.submission)}）"
        lines = [f"发往：{self.department.name}　　{about}　　退回日期：{day_words(slip.made_at)}"]
        count = f"以下 {len(slip.remarks)} 项需要修改。" if slip.remarks else "需要修改。"
        until = f"于{day_words(slip.due)}前" if slip.due else ""
        lines.append(
            f"贵单位报送的{slip.year}年度自评估工作簿经复核，{count}"
            f"请{until}用填报程序打开本退回单，逐项修改或说明，重新导出工作簿后报送；"
            "用填报模板报送的，请在模板里逐项修改后重新报送。"
        )
        person = "　".join(filter(None, (slip.made_by, slip.phone)))
        if person:
            lines.append(f"办公室经办人：{person}")
        if self.fingerprint:
            lines.append(f"办公室密钥指纹：{self.fingerprint}")
        if slip.general:  # the last: as long as people write it, it goes on below the table
            lines.append(f"总体意见：{slip.general}")
        return "\n".join(lines)

    def item(self, remark: Remark) -> Item | None:
        """None: the plan of this PC knows no such item."""
        plan = self.questionnaire.plan
        known = plan.measures.keys() | plan.indicators.keys()
        return plan.item(remark.item) if remark.item in known else None

    def place(self, remark: Remark) -> str:
        plan, item = self.questionnaire.plan, self.item(remark)
        if item is None:
            return remark.item
        if isinstance(item, Indicator):
            return f"指标\n{item.name}"
        return plan.place(item.clause)

    def words(self, remark: Remark) -> str:
        item = self.item(remark)
        if item is None:
            return ""
        return item.quote if isinstance(item, Indicator) else item.text

    def said(self, remark: Remark) -> str:
        """The answer that the department reported, field by field."""
        item = self.item(remark)
        if self.submission is None or item is None:
            return ""
        answer = self.submission.answers.get(item.id, NOTHING_SAID)
        return "\n".join(self._fields(item, dict(answer))) or "未填"

    def _fields(self, item: Item, answer: dict[str, str]) -> Iterator[str]:
        form = self.questionnaire.forms.asked(item, self.slip.department)
        shown = form.in_sight(answer)
        for field in form.fields():
            if text := shown.get(field.key):
                words = clean(field.words(text))
                short = words if len(words) <= TOO_LONG else f"{words[:TOO_LONG]}……"
                yield f"{field.label}：{short}"

    def page(self) -> Page:
        return Page(left=self.subject, right=f"校验码 {self.slip.check_code}")

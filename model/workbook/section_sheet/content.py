"""The content of a 科室表: the items of one section, and what goes with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from model.domain.answers import NOTHING_SAID
from model.domain.forms import Form
from model.domain.plan import Department, Item
from model.domain.section import SectionFilling, SectionSheet
from model.domain.submission import Edition, Submission
from model.domain.targets import Target
from model.workbook.layout import Questionnaire
from model.workbook.paper.page import Page

SAMPLE = "示例数据"
SHORT = 120  # characters of last year's words


@dataclass(frozen=True, kw_only=True)
class SectionPaper:
    """What a section's sheet shows. `sheet` is sealed in it.

    `filled`: what the section says; None: nothing yet, the cells are as they were sent.
    """

    sheet: SectionSheet
    questionnaire: Questionnaire  # of the department
    targets: Mapping[str, Target] = field(default_factory=dict)
    filled: SectionFilling | None = None
    saved_at: str = ""  # ISO 8601 with offset; "": when it was sent

    @property
    def department(self) -> Department:
        return self.asked.plan.departments[self.sheet.department]

    @cached_property
    def subject(self) -> str:
        """'区城市管理委　市容科　2025年度　第1次'."""
        words = (
            SAMPLE if self.sheet.sample else "",
            self.department.name,
            self.sheet.section_name,
            f"{self.sheet.year}年度",
            f"第{self.sheet.number}次下发",
        )
        return "　".join(filter(None, words))

    def page(self, *, portrait: bool = False) -> Page:
        return Page(left=self.subject, right=f"校验码 {self.sheet.check_code}", portrait=portrait)

    @cached_property
    def asked(self) -> Questionnaire:
        """The questionnaire of the sheet alone."""
        plan = self.sheet.asked_under(self.questionnaire.plan)
        return replace(self.questionnaire, plan=plan)

    @cached_property
    def led(self) -> Questionnaire:
        """The questionnaire of what the section answers."""
        return replace(self.asked, only=frozenset(self.sheet.led))

    @property
    def cells(self) -> SectionFilling:
        """What the cells say."""
        return self.filled or SectionFilling(answers=self.sheet.answers)

    @cached_property
    def submission(self) -> Submission:
        """What the cells of items show, as if it were reported."""
        sheet = self.sheet
        return Submission(
            id="", year=sheet.year, department=sheet.department, sequence=1, parent=None,
            exported_at=sheet.made_at, plan=sheet.plan, rulebook=Edition(id="", version=""),
            answers=self.cells.answers, sample=sheet.sample,
        )  # fmt: skip

    def last_words(self, item: Item) -> str:
        """What was said of *item* the year before, in a few lines."""
        said = self.sheet.last_year.get(item.id, NOTHING_SAID)
        form: Form = self.asked.forms.asked(item, self.sheet.department)
        words = [one.words(said[one.key]) for one in form.fields() if said.get(one.key)]
        text = "；".join(words)
        return text if len(text) <= SHORT else f"{text[:SHORT]}……"

"""The content of a 年度自评估工作簿."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model.domain.origin import key_fingerprint
from model.domain.plan import Department
from model.domain.score import Assessment
from model.domain.submission import Submission
from model.domain.targets import Target
from model.domain.wording import UNCONFIRMED
from model.ed25519 import KeyPair
from model.scoring.assess import Assessor
from model.workbook.layout import Questionnaire
from model.workbook.paper.page import Page

SAMPLE = "示例数据"


@dataclass(frozen=True, kw_only=True)
class YearReport:
    """One department's year, as the workbook shows it.

    `assessor` is that department's and year's, under the rulebook that the submission names.
    """

    questionnaire: Questionnaire
    submission: Submission
    assessor: Assessor
    signature: str = ""  # of the submission's digest; "" where 0.1.0 gave out no secret
    keys: KeyPair | None = None  # of the PC that writes; None: unsigned, as a 填报模板 is

    @cached_property
    def assessment(self) -> Assessment:
        return self.assessor.assess(self.submission.answers)

    @property
    def targets(self) -> Mapping[str, Target]:
        return self.assessor.targets

    @property
    def department(self) -> Department:
        return self.questionnaire.plan.departments[self.submission.department]

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the key that signs the file, as the cover shows it; "" for none."""
        return key_fingerprint(self.keys.public) if self.keys else ""

    @cached_property
    def check_code(self) -> str:
        return self.submission.check_code

    @property
    def subject(self) -> str:
        """'区城市管理委 2025年度 第1次报送', with 示例数据 in front where it is that."""
        words = (
            SAMPLE if self.submission.sample else "",
            self.department.name,
            f"{self.submission.year}年度",
            f"第{self.submission.sequence}次报送",
        )
        return "　".join(filter(None, words))

    @property
    def unconfirmed(self) -> str:
        """That the department is asked by the proposal of duties; "" where it isn't."""
        plan, own = self.questionnaire.plan, self.submission.department
        return UNCONFIRMED if plan.is_unconfirmed(own) else ""

    def page(self, *, portrait: bool = False) -> Page:
        return Page(left=self.subject, right=f"校验码 {self.check_code}", portrait=portrait)

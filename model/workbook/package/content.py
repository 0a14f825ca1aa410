"""The content of the workbook of a 年度任务包."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.domain.origin import key_fingerprint
from model.domain.package import Duty, YearPackage
from model.domain.plan import Item, Plan
from model.domain.rectification import RectificationNotice
from model.domain.targets import Target
from model.ed25519 import KeyPair
from model.scoring.rulebook import Rulebook
from model.workbook.paper.page import Page
from model.workbook.rectification.content import NoticeReport
from model.workbook.report.content import SAMPLE


@dataclass(frozen=True, kw_only=True)
class PackageReport:
    """`plan` is the plan in force under `package`; `department` whom the file is for, "": all.

    `targets` are in force for that department, by indicator; `news` tell in sentences what
    changed since the version before; `reorganisations` what became of departments.
    """

    plan: Plan
    package: YearPackage
    rulebook: Rulebook
    duties: Mapping[str, Mapping[str, Duty]]  # by item, of today's departments
    targets: Mapping[str, Target]
    whole: Mapping[str, Target] = field(default_factory=dict)  # the district's, without shares
    news: tuple[str, ...] = ()
    reorganisations: tuple[str, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)  # measure -> where it stands, in words
    endings: Mapping[str, str] = field(default_factory=dict)  # indicator -> what was chosen
    department: str = ""
    keys: KeyPair | None = None  # of the office that writes the file; None: it is only compared
    key: str = ""  # the public key that a received file was signed with; "" for none
    notice: RectificationNotice | None = None  # what the department still has to put right

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the office's key, as the cover shows it; "" for an unsigned file."""
        key = self.keys.public if self.keys else self.key
        return key_fingerprint(key) if key else ""

    @property
    def enclosed(self) -> NoticeReport | None:
        """The 整改通知单 that travels in the file."""
        if self.notice is None:
            return None
        return NoticeReport(plan=self.plan, notice=self.notice, keys=self.keys)

    @property
    def recipient(self) -> str:
        return self.plan.departments[self.department].name if self.department else "各责任单位"

    @property
    def subject(self) -> str:
        """'2025年度任务包　第2版　区科技局', with 示例数据 in front where it is that."""
        words = (
            SAMPLE if self.package.sample else "",
            f"{self.package.year}年度任务包",
            f"第{self.package.version}版",
            self.recipient,
        )
        return "　".join(filter(None, words))

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.plan.measures.values(), *self.plan.indicators.values())

    def settled_otherwise(self, item: str) -> bool:
        """Whether there is a reason to ask nobody: its years, or what the office chose."""
        return bool(self.stages.get(item)) or item in self.endings

    def concerns(self, item: str) -> bool:
        """Whether the sheets show *item*; a department's own file shows its own items only."""
        return not self.department or (
            self.duties[item].get(self.department, Duty.NONE) is not Duty.NONE
        )

    def page(self, *, portrait: bool = False) -> Page:
        return Page(left=self.subject, right=f"校验码 {self.package.check_code}", portrait=portrait)

"""The data of the 年度评估报告."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from model.consolidation.conflicts import Conflict, ConflictKind
from model.consolidation.consolidation import Consolidation
from model.consolidation.ranking_groups import RankedPlace, RankingGroup
from model.consolidation.suspicions import Suspicion
from model.domain.file_outcome import FileOutcome
from model.domain.large_change import LargeChange
from model.domain.numbers import points_text
from model.domain.plan import Department, Plan
from model.domain.rectification import (
    Rectification,
    RectificationProgress,
    progress,
    progress_by_bearer,
)
from model.domain.reorganisation import DepartmentChange
from model.domain.trends import IndicatorTrend
from model.domain.wording import day_words
from model.scoring.rulebook import Rulebook


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """Who reported, and when. `late` holds department and whole days."""

    expected: tuple[Department, ...]
    missing: tuple[Department, ...] = ()
    unproved: tuple[Department, ...] = ()  # of the missing: something came, and it waits apart
    unreceived: tuple[Department, ...] = ()  # … and could not be taken in
    late: tuple[tuple[Department, int], ...] = ()
    on_time: int = 0
    passed: int = 0
    returned: tuple[Department, ...] = ()
    lapsed: tuple[Department, ...] = ()  # passed, and what counts is something else by now
    deadline: str = ""  # ISO date; "": none was set

    @property
    def reported(self) -> int:
        return len(self.expected) - len(self.missing)


class OpenKind(StrEnum):
    """The kinds of what has to be settled before a year's figures are final: the words that follow
    their number.
    """

    MISSING = "个单位尚未报送"
    RETURNED = "个单位已退回修改、尚未重报"
    FORKED = "个单位有几份不同的报送，尚未选定"
    APART = "份来件尚未认定是不是该单位报的"
    UNTAKEN = "个单位报送以后另有来件未能接收"
    EDITS = "处手工改动或不能确定的内容尚未核定"
    WAITING = "项填报尚未复核，得分暂按填报内容计算"
    SECOND = "处决定待第二人确认，没有计入"
    RIVALS = "处两人的复核意见不同，尚未选定"
    CONFLICTS = "处数据不一致尚未核定"
    LAPSED = "个单位通过以后计分的内容有变化，须再看、再通过"
    UNPASSED = "个单位还没有通过"


@dataclass(frozen=True, kw_only=True)
class OpenMatter:
    """All of one kind that nobody settled yet; `departments`: whom it concerns."""

    kind: OpenKind
    count: int
    departments: tuple[Department, ...] = ()

    @property
    def words(self) -> str:
        """'2 个单位还没有通过'."""
        return f"{self.count} {self.kind}"


@dataclass(frozen=True, kw_only=True)
class BodyLine:
    """报送情况 of one department, in words; "" where there is nothing to tell."""

    department: Department
    state: str
    doubtful: bool = False  # whether the state is 有疑问
    first_on: str = ""  # ISO date
    days_late: int = 0
    sequence: str = ""
    check_code: str = ""
    origin: str = ""  # what is known of who made the report
    filled_by: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A received file about which there is something to tell."""

    name: str
    standing: FileOutcome
    message: str  # of one that was refused
    hint: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordCode:
    """The check code of the office's acts, to be printed: with other acts it is another one.

    `number` counts the acts; `flaws` are those that don't fit the chain.
    """

    code: str
    number: int
    flaws: int = 0

    @property
    def words(self) -> str:
        """'办理记录校验码为 3F2A 91C0 77BE 0D14（第 128 条）'."""
        told = f"办理记录校验码为 {self.code}（第 {self.number} 条）"
        return f"{told}；其中 {self.flaws} 处与校验链不符，尚待核实" if self.flaws else told


@dataclass(frozen=True)
class ChangeLine:
    """A 大幅变动 that *department* reported; `words`: what it says about it, "": nothing."""

    department: str
    indicator: str
    change: LargeChange
    words: str


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """`made_at` (ISO 8601 with offset) is the date of everything in the file."""

    plan: Plan
    year: int
    rulebook: Rulebook
    turnout: Turnout
    picture: Consolidation
    groups: Sequence[RankingGroup]
    made_at: str
    open_matters: Sequence[OpenMatter] = ()
    ranking_shown: bool = False
    conflicts: Sequence[Conflict] = ()
    suspicions: Sequence[Suspicion] = ()
    bodies: Sequence[BodyLine] = ()
    files: Sequence[FileLine] = ()
    changes: Sequence[ChangeLine] = ()
    came: int = 0  # files, all of them
    decided: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (body, item) -> words
    before: Mapping[str, Decimal] = field(default_factory=dict)  # last year's totals
    last: Consolidation | None = None  # last year, where it is known here
    reorganisations: Sequence[DepartmentChange] = ()  # in force in the year
    rectifications: Sequence[Rectification] = ()  # the 整改台账
    evidence: Mapping[tuple[str, str], int] = field(default_factory=dict)  # (body, item) -> pieces
    trends: Sequence[IndicatorTrend] = ()  # of indicators known for some years
    documents: Mapping[str, str] = field(default_factory=dict)  # indicator -> 文号 of its target
    annexed: bool = True  # questions of the plan and files not taken in are told as well
    record: RecordCode | None = None  # None: the acts are not kept
    sample: bool = False
    closed_on: date | None = None  # of a closed year

    @property
    def office(self) -> str:
        return self.plan.office

    @property
    def refused(self) -> int:
        """The number of files that were refused."""
        return self._files_that_are(FileOutcome.REFUSED)

    @property
    def files_told(self) -> str:
        """'接收 20 个（其中 3 个有提示），未接收 5 个；另有 9 个没有计入': as 收件 counts them."""
        refused, unused = self.refused, self._files_that_are(FileOutcome.UNUSED)
        told = {
            "待认定": self._files_that_are(FileOutcome.APART),
            "有提示": self._files_that_are(FileOutcome.WARNED),
        }
        among = "、".join(f"{count} 个{word}" for word, count in told.items() if count)
        return (
            f"接收 {self.came - refused - unused} 个{f'（其中 {among}）' if among else ''}，"
            f"未接收 {refused} 个" + (f"；另有 {unused} 个没有计入" if unused else "")
        )

    def _files_that_are(self, standing: FileOutcome) -> int:
        return sum(file.standing is standing for file in self.files)

    @property
    def place(self) -> str:
        """'河北区': whose plan it is."""
        return self.plan.authority

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        return tuple(one for one in self.conflicts if one.open)

    @property
    def open_figures(self) -> tuple[Conflict, ...]:
        """The indicators of which nobody can tell which number holds."""
        return tuple(c for c in self.open_conflicts if c.kind is ConflictKind.FIGURE)

    @property
    def totals(self) -> list[Decimal]:
        """The reviewed scores of the departments that have one."""
        came = self.picture.departments
        return [total for one in came if (total := one.reviewed.total) is not None]

    @property
    def waiting(self) -> int:
        """The number of items that nobody has reviewed."""
        return sum(one.waiting for one in self.picture.departments)

    @property
    def final(self) -> bool:
        """Whether nothing is open any more."""
        return not self.open_matters and not (self.record and self.record.flaws)

    @property
    def day(self) -> str:
        return day_words(self.made_at)

    @property
    def today(self) -> date:
        """The day as of which something is late."""
        made = date.fromisoformat(self.made_at[:10])
        return min(made, self.closed_on or made)

    @cached_property
    def rectified(self) -> RectificationProgress:
        """How far the 整改台账 is, as a whole."""
        return progress(self.rectifications, self.today)

    @cached_property
    def rectified_by_body(self) -> Sequence[tuple[str, RectificationProgress]]:
        """The name of each department and how far it is, the most open ones first."""
        found = progress_by_bearer(self.rectifications, self.today)
        return [(self.name(body) if body else "待转交", one) for body, one in found.items()]

    def doubt(self, department: str) -> str:
        """'（有疑问）' where something about its report has to be settled; else ""."""
        known = (line for line in self.bodies if line.department.id == department)
        return next((f"（{line.state}）" for line in known if line.doubtful), "")

    def places(self, group: RankingGroup) -> list[RankedPlace]:
        """The places of *group*, the best first; in the order of the plan if ranks are off."""
        if self.ranking_shown:
            return list(group.places)
        order = [one.id for one in self.turnout.expected]
        return sorted(group.places, key=lambda place: order.index(place.one.department.id))

    def name(self, department: str) -> str:
        known = self.plan.departments.get(department)
        return known.name if known else department


def total_text(total: Decimal | None) -> str:
    """'85.56'; '—' if nothing can be scored."""
    return "—" if total is None else points_text(total)


def department_names(departments: Sequence[Department], most: int = 12) -> str:
    """'区教育局、区体育局等 15 个单位'."""
    names = "、".join(one.name for one in departments[:most])
    return names if len(departments) <= most else f"{names}等 {len(departments)} 个单位"

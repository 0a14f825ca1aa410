"""One department's year as the office sees it: what came, what is doubtful, how far
the review is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from model.checks import Finding, ToldChange
from model.consolidation.consolidation import DepartmentResult
from model.consolidation.reviewed_answers import ItemReview, ReviewStanding
from model.consolidation.versions import Oddity, Versions
from model.domain.answers import Answers
from model.domain.cell_edit import CellEdit
from model.domain.evidence_rules import EvidenceGap
from model.domain.origin import LABELS, OriginStanding
from model.domain.plan import Department
from model.domain.return_slip import ReturnSlip, scope_words
from model.domain.review import Review, Ruling
from model.domain.score import Assessment
from model.domain.submission import Origin, Submission
from model.domain.wording import day_words, points_words
from model.office.origins import ReportOrigin
from model.office.passed_year import counted
from model.package.versions import Footing, PackageStanding
from model.scoring.assess import Assessor
from model.scoring.total_rules import ORDINARY, Circumstances
from model.scoring.what_if import Case
from model.store.receipts import Receipt

ODD = {
    Oddity.STRANGE_PARENT: "接在一份没有收到过的报送后面，也没有可以认定来源的签名，请核实",
    Oddity.JUMP: "的次数跳得太多，请核实",
    Oddity.AHEAD: "的导出日期比收到的日期还晚，请核实",
    Oddity.OTHER_KEY: "的签名与此前的报送不同，请核实",
}
WHY_APART = {
    OriginStanding.UNCHECKED: "的密钥还没有核对",
    OriginStanding.MISMATCH: "的签名与核对过的密钥不符",
    OriginStanding.UNSIGNED: "没有签名",
}
CURRENT = PackageStanding(footing=Footing.CURRENT)


class ReportingState(StrEnum):
    """报送情况, in the order of the round."""

    MISSING = "未报"
    UNRECEIVED = "来件未接收"  # something came, and none of it could be taken in
    UNPROVED = "来件待认定"  # something came, and nobody knows yet whether it is the department's
    WAITING = "已报待审"
    DOUBTFUL = "有疑问"
    RETURNED = "退回"
    AGAIN = "重报"
    LAPSED = "待再通过"  # what counts is no longer what was passed
    PASSED = "通过"
    NOT_ASKED = "本年无任务"  # and nothing came: nothing is awaited of it


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a department first reported, against the deadline."""

    deadline: date | None = None
    first_on: date | None = None  # None: nothing came yet
    today: date  # or the day on which the year was closed
    locked: bool = False  # the year takes nothing any more: nothing is awaited

    @property
    def days_late(self) -> int:
        """Whole days from the deadline to the first report, or to today if there is none; 0 if in
        time.
        """
        if self.deadline is None:
            return 0
        return max(((self.first_on or self.today) - self.deadline).days, 0)

    @property
    def on_time(self) -> bool:
        return self.first_on is not None and not self.days_late


@dataclass(frozen=True, kw_only=True)
class FormerReport:
    """A report of a body whose work the department took over, made under its old name."""

    name: str  # of the body
    sequence: int
    news: bool = True  # it came after what the department reported itself

    @property
    def remark(self) -> str:
        return (
            f"{self.name}（已调整）以原单位名义报送过第{self.sequence}次，没有计入，"
            "请由承接单位核对后一并报送。"
        )


@dataclass(frozen=True, kw_only=True)
class EarlyReport:
    """A report that says that it was exported before its package, or its year, was there."""

    sequence: int
    exported_on: date
    earliest: date

    @property
    def remark(self) -> str:
        return (
            f"第{self.sequence}次报送的导出日期是{day_words(self.exported_on)}，"
            f"那时任务还没有下达（{day_words(self.earliest)}），填报的电脑日期可能不对，"
            "是否按时按收到的日期算；知道哪天报的，请登记实际收到日。"
        )


@dataclass(frozen=True, kw_only=True)
class UndatedReport:
    """The first report, which came late, and of which nothing but typed words tell when it was
    made: a template, or a file without its packet.
    """

    sequence: int
    came_on: date

    @property
    def remark(self) -> str:
        return (
            f"第{self.sequence}次报送的填报日期是手填的或者无从核对，是否按时按收到的日期"
            f"（{day_words(self.came_on)}）算；知道哪天报的，请登记实际收到日。"
        )


@dataclass(frozen=True, kw_only=True)
class SentBack:
    """What 退回单 about the report that counts ask for yet. `slip`: the last that does."""

    slip: ReturnSlip
    items: int  # that were sent back, and not taken back since
    overall: bool  # an overall remark

    @property
    def scope(self) -> str:
        return scope_words(self.items, overall=self.overall)


@dataclass(frozen=True, kw_only=True)
class DepartmentYear:
    """Everything about one department's year. Scores are None while nothing came.

    `recomputed` is the score of what was reported, `reviewed` of what counts after the office's
    decisions, with what it knows besides (days late, false figures).
    """

    department: Department
    timing: Timing
    assessor: Assessor
    asked: bool = True  # the year asks something of it
    versions: Versions | None = None
    origin: ReportOrigin | None = None  # of what counts
    apart: tuple[ReportOrigin, ...] = ()  # reports that wait for a person to say whose they are
    samples: tuple[ReportOrigin, ...] = ()  # 示例数据 that came in a year of real reports
    submission: Submission | None = None  # what counts, with the cells that were decided for
    shown: Submission | None = None  # the same, without words that its forms don't show
    items: Mapping[str, ItemReview]
    recomputed: Assessment | None = None
    reviewed: Assessment | None = None
    case: Case | None = None  # what is scored as `reviewed`
    slips: tuple[ReturnSlip, ...] = ()
    passing: Review | None = None
    since_pass: str = ""  # what counts otherwise than when it was passed, in words
    edits: tuple[CellEdit, ...] = ()  # hand edits of the counting file, not decided yet
    waiting_edits: tuple[CellEdit, ...] = ()  # decided, and a second person has to confirm it
    waiting_figures: tuple[str, ...] = ()  # likewise: indicators whose number was ruled
    divided: tuple[str, ...] = ()  # indicators that were divided after their number was ruled
    former: tuple[FormerReport, ...] = ()
    false_before: tuple[str, ...] = ()  # what was established as false of whom it took over from
    early: tuple[EarlyReport, ...] = ()  # dated before they can have been made; nobody said when
    undated: UndatedReport | None = None  # likewise
    lapsed_day: str = ""  # 实际收到日 of a report that is here no more, while another one is
    of_other_years: tuple[Receipt, ...] = ()  # files of it that came in the year and are another's
    mark: PackageStanding = CURRENT  # how what counts stands to the package in force
    as_sent: Assessment | None = None  # by the terms it was filled in under, where others hold now
    unreceived: tuple[Receipt, ...] = ()  # files of it that were refused, none taken in since
    last_batch: int = 0  # of the last report that counts for anything; 0: none came
    unreceived_feedback: tuple[Receipt, ...] = ()  # likewise 整改反馈单
    evidence_gaps: tuple[EvidenceGap, ...] = ()  # what lacks evidence, the gravest first
    findings: tuple[Finding, ...] = ()  # 校验, of what it reported; what must be put right first
    large_changes: tuple[ToldChange, ...] = ()

    @property
    def id(self) -> str:
        return self.department.id

    @property
    def circumstances(self) -> Circumstances:
        return self.case.circumstances if self.case else ORDINARY

    @property
    def digest(self) -> str | None:
        return self.versions.counting_digest if self.versions else None

    @property
    def refused_since(self) -> tuple[Receipt, ...]:
        """Those of `unreceived` that came by themselves, not along with a report that was taken."""
        return tuple(one for one in self.unreceived if one.batch > self.last_batch)

    @property
    def unsealed(self) -> bool:
        """Whether what counts was read from cells without a sound seal, and nobody accepted it."""
        accepted = self.origin is not None and self.origin.accepted
        return self.submission is not None and not self.submission.verified and not accepted

    @property
    def self_total(self) -> Decimal | None:
        submission = self.submission
        total = submission.self_total if submission else None
        return None if total is None else Decimal(total)

    @property
    def self_grade(self) -> str:
        """The grade that the department gave itself. A template that was filled in tells its total
        alone: the grade that goes with it, as it was worked out again or by the terms then.
        """
        submission = self.submission
        if submission is None or submission.self_grade or submission.origin is not Origin.TEMPLATE:
            return submission.self_grade if submission else ""
        told = (one for one in (self.recomputed, self.as_sent) if one)
        return next((one.grade for one in told if one.total == self.self_total), "")

    @property
    def unrated(self) -> bool:
        """Whether it came without a score of its own: a template of which nothing worked out the
        formulas, as programs leave it that only write cells.
        """
        sent = self.submission
        return sent is not None and sent.origin is Origin.TEMPLATE and sent.self_total is None

    @cached_property
    def counted(self) -> str:
        """What counts, in short; see `model.office.passed_year`."""
        if self.reviewed is None:
            raise ValueError("nothing was reported")
        false = bool(self.circumstances.false_figures)
        return counted(self._counting_answers, self.reviewed, false_figures=false)

    @property
    def _is_passed_report(self) -> bool:
        return self.passing is not None and self.passing.submission == self.digest

    @property
    def pass_lapsed(self) -> bool:
        """Whether what counts of the passed submission is something else by now. What an
        earlier version passed holds: nothing was kept of what it was about.
        """
        basis = self.passing.basis if self.passing and self._is_passed_report else ""
        return bool(basis) and basis != self.counted

    @property
    def passed(self) -> bool:
        """Whether the submission that counts is the one that was passed, and counts as it did."""
        return self._is_passed_report and not self.pass_lapsed

    @property
    def differs(self) -> bool:
        """Whether the self score differs from the score of what was reported, by the office's
        rules.
        """
        if self.submission is None or self.recomputed is None or self.unrated:
            return False
        same_grade = self.self_grade == self.recomputed.grade
        return self.self_total != self.recomputed.total or not same_grade

    @property
    def differs_by_office(self) -> bool:
        """Whether the self score was right when it was sent, and the office changed the terms
        since.
        """
        then, sent = self.as_sent, self.submission
        if then is None or sent is None or not self.differs:
            return False
        return self.self_total == then.total and self.self_grade == then.grade

    @property
    def state(self) -> ReportingState:
        if self.versions is None:
            return self._state_without_reports
        return self._state_of_report(undecided=self.versions.undecided)

    def _state_of_report(self, *, undecided: bool) -> ReportingState:
        if self.passed and not undecided:
            return ReportingState.PASSED
        if self.sent_back:
            return ReportingState.RETURNED
        if self.pass_lapsed and not undecided:
            return ReportingState.LAPSED
        if self.passing or any(slip.submission != self.digest for slip in self.slips):
            return ReportingState.AGAIN
        return ReportingState.DOUBTFUL if any(self.doubts()) else ReportingState.WAITING

    @cached_property
    def sent_back(self) -> SentBack | None:
        """What the department was told to put right and didn't yet; None: nothing. An overall
        remark holds until the report that it is about is passed, or another one counts.
        """
        since = self.passing.at if self.passing and self._is_passed_report else ""
        returned = {
            key for key, one in self.items.items() if one.standing is ReviewStanding.RETURNED
        }
        asking, items, overall = None, set[str](), False
        for slip in self.slips:
            if slip.submission == self.digest:
                told = returned.intersection(remark.item for remark in slip.remarks)
                said = slip.overall and slip.made_at >= since
                asking = slip if told or said else asking
                items |= told
                overall = overall or said
        return SentBack(slip=asking, items=len(items), overall=overall) if asking else None

    @property
    def _state_without_reports(self) -> ReportingState:
        if not self.asked:
            return ReportingState.NOT_ASKED
        if self.apart:
            return ReportingState.UNPROVED
        return ReportingState.UNRECEIVED if self.unreceived else ReportingState.MISSING

    @property
    def expected(self) -> bool:
        """Whether it has to report, or did so unasked."""
        return self.state is not ReportingState.NOT_ASKED

    @property
    def year(self) -> DepartmentResult | None:
        """The department's part of the district's year; None while nothing came."""
        if self.submission is None or self.recomputed is None or self.reviewed is None:
            return None
        return DepartmentResult(
            department=self.department,
            answers=self._counting_answers,
            reported={key: one.reported for key, one in self.items.items()},
            recomputed=self.recomputed,
            reviewed=self.reviewed,
            assessor=self.assessor,
            circumstances=self.circumstances,
            self_total=self.self_total,
            self_grade=self.self_grade,
            passed=self.state is ReportingState.PASSED,
            waiting=self.waiting,
            claimed=frozenset(
                key
                for key, one in self.items.items()
                if self.assessor.needs_approval and one.unapproved
            ),
        )

    @cached_property
    def _counting_answers(self) -> Answers:
        return self.case.counting(self.assessor) if self.case else {}

    @property
    def days_after_slip(self) -> int:
        """Whole days since the report that was returned is awaited again; 0 if in time, or if none
        is.
        """
        returned = self.state is ReportingState.RETURNED
        due = self.sent_back.slip.due if returned and self.sent_back else ""
        return max((self.timing.today - date.fromisoformat(due)).days, 0) if due else 0

    def count(self, standing: ReviewStanding) -> int:
        return sum(one.standing is standing for one in self.items.values())

    @property
    def waiting(self) -> int:
        """The number of items that nobody has looked at yet, or not since they changed."""
        return sum(one.waiting for one in self.items.values())

    def doubts(self) -> Iterator[str]:
        """What a person should look at before anything else, a sentence each."""
        submission, versions = self.submission, self.versions
        for one in (*self.unreceived, *self.unreceived_feedback):
            yield f"来件“{one.short_name}”未能接收：{one.verdict.message}"
        yield from self._about_origin()
        if self.mark.doubtful:
            yield self.mark.sentence
        yield from (one.remark for one in self.former)
        yield from (
            f"{one}（认定虚报瞒报，单位已调整），请核定承接单位怎样处理。"
            for one in self.false_before
        )
        if submission is None or versions is None:
            return
        if self.since_pass:
            yield self.since_pass
        if versions.undecided:
            codes = "、".join(end.check_code[:9] for end in versions.ends)
            yield f"有 {len(versions.ends)} 份内容不同、互不衔接的报送（{codes}），请选定一份。"
        yield from self._about_rulings()
        if wrong := [finding for finding in self.findings if finding.hard]:
            first = self.items.get(wrong[0].item)
            place = f"“{first.item.title}”" if first else "封面"
            yield f"有 {len(wrong)} 处不符合填报要求：{place}{wrong[0].sentence}"
        if self.differs and not self.differs_by_office and self.recomputed:
            own = "无" if submission.self_total is None else f"{submission.self_total} 分"
            again = self.recomputed.total
            found = "无" if again is None else points_words(again)
            grade = f"（{self.recomputed.grade}）" if self.recomputed.grade else ""
            own_grade = self.self_grade or "无等次"
            yield f"自评 {own}（{own_grade}），复算 {found}{grade}，不一致。"
        if self.unsealed:
            yield "未核验：数据包缺失或已损坏，内容从表内读取，请与该单位核对。"
        if submission.origin is Origin.TEMPLATE:
            yield "用填报模板填写，没有经过填报程序校验。"
        if submission.sample:
            yield "这是示例数据，不作为报送依据。"

    def _about_rulings(self) -> Iterator[str]:
        if self.edits:
            yield f"有 {len(self.edits)} 处手工改动或不能确定的内容，没有采用，请逐处核定。"
        if self.waiting_edits:
            yield f"有 {len(self.waiting_edits)} 处采用表内值待第二人确认，没有计入。"
        if self.waiting_figures:
            yield f"有 {len(self.waiting_figures)} 项指标以哪个数为准待第二人确认，没有计入。"

    def _about_origin(self) -> Iterator[str]:
        for apart in self.apart:
            yield f"{apart_words(apart)}，没有计入，请到“收件”认定。"
        if self.versions is None:
            yield from (f"{file_words(one)}是示例数据，没有计入。" for one in self.samples)
        yield from (one.remark for one in self.early)
        if self.undated:
            yield self.undated.remark
        if self.lapsed_day:
            yield (
                f"登记过实际收到日{day_words(self.lapsed_day)}，那份报送已经撤销或者不予采用，"
                "不再适用：是否按时按现有的来件算，需要的请重新登记。"
            )
        if (versions := self.versions) is not None:
            for digest, why in versions.odd.items():
                if versions.undecided or why is Oddity.AHEAD:
                    yield f"第{versions.by_digest[digest].sequence}次报送{ODD[why]}。"

    def notes(self) -> Iterator[str]:
        """What the office's own changes did to this department: to be known,
        nothing to be asked.
        """
        submission = self.submission
        if submission is None:
            return
        if self.origin and self.origin.accepted and self.origin.ruling:
            yield accepted_words(self.origin, self.origin.ruling)
        if self.mark.sentence and not self.mark.doubtful:
            yield self.mark.sentence
        for name in self.divided:
            yield f"“{name}”的目标已分解到单位，原来核定的数不再适用，按各单位自己报的计。"
        if self.differs_by_office and self.recomputed and self.recomputed.total is not None:
            again = f"{points_words(self.recomputed.total)}（{self.recomputed.grade}）"
            yield (
                f"自评 {submission.self_total} 分（{self.self_grade}），"
                f"按现行任务包和规则复算 {again}：相差是办公室调整所致，不是填报有误。"
            )
        elif submission.rulebook.version not in {"", self.assessor.rulebook.version}:
            yield (  # a template names no rules
                f"填报时用的是 {submission.rulebook.version} 版规则，"
                f"现行为 {self.assessor.rulebook.version} 版。"
            )


def apart_words(one: ReportOrigin) -> str:
    """'来件“区教育局.xlsx”（第2次报送）没有签名': what came, and why it waits for a person."""
    return f"{file_words(one)}{WHY_APART.get(one.standing, '待认定')}"


def file_words(one: ReportOrigin) -> str:
    """'来件“区教育局.xlsx”（第2次报送）'."""
    name = f"“{one.files[0]}”" if one.files else ""
    return f"来件{name}（第{one.submission.sequence}次报送）"


def accepted_words(one: ReportOrigin, ruling: Ruling) -> str:
    """'来源无签名，2026年1月5日王五接受：用填报模板报送。'"""
    said = f"来源{LABELS[one.standing]}，{day_words(ruling.at)}{ruling.by or '办公室'}接受"
    return f"{said}：{ruling.reason}。"

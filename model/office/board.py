"""报送情况 at a glance: who stands where, how many reported, how many in time; and 催报."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from model.domain.origin import OriginStanding
from model.domain.package import Contact, YearPackage
from model.domain.submission import Origin
from model.domain.wording import clause, day_words, share_text
from model.office.department_year import (
    DepartmentYear,
    FormerReport,
    ReportingState,
    SentBack,
)
from model.office.origins import ReportOrigin
from model.store.receipts import Receipt
from model.workbook.reasons import sender_cure

AWAITED = {
    ReportingState.MISSING, ReportingState.UNRECEIVED, ReportingState.UNPROVED,
    ReportingState.RETURNED,
}  # fmt: skip
RESEND = "请按上述办法处理后重新报送。"
PROVE = (
    "请核实是否为贵单位报送：是的，请用填报程序重新导出，连同签字盖章的封面一并报来；"
    "换了电脑或者只能用填报模板的，请告知我们；不是贵单位报送的，也请尽快告知。"
)
REPORT = "请用填报程序完成填报，导出工作簿后以邮件附件报送。"


@dataclass(frozen=True, kw_only=True)
class Untaken:
    """Something that came from a department and counts for nothing so far."""

    words: str  # what came, and why it was not taken
    matter: str  # why to call
    ask: str = ""  # what it is to do; "": what it has to do anyway


def untaken(body: DepartmentYear, year: int) -> Iterator[Untaken]:
    """All that came since the last report that counts, and was not taken, whatever the state of
    *body*.
    """
    for receipt in body.unreceived:
        yield Untaken(words=unreceived_words(receipt), matter="来件未接收，请重发", ask=RESEND)
    for receipt in body.of_other_years:
        words = _of_other_year(receipt, year)
        yield Untaken(words=words, matter="来件是其他年度的，请重发")
    for sample in body.samples if body.versions is None else ():
        yield Untaken(words=_sample(sample), matter="来件是示例数据，请重报")
    for origin in body.apart:
        yield Untaken(words=_unproved(origin), matter="核实来件", ask=PROVE)
    for former in body.former:
        if former.news:
            yield Untaken(words=_former(former), matter="来件是原单位名义的，请重报")


def is_awaited(body: DepartmentYear) -> bool:
    """Whether *body* has to send something: a report, again what was returned, or anew what came
    and could not be taken.
    """
    waits = body.state in AWAITED or bool(body.refused_since or body.apart)
    return body.expected and waits and not body.timing.locked


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Counts of all departments that have to report."""

    expected: int
    reported: int
    on_time: int
    passed: int
    states: Counter[ReportingState]

    @property
    def reporting(self) -> Decimal:
        """报送率, 0 to 1."""
        return Decimal(self.reported) / self.expected if self.expected else Decimal(0)

    @property
    def punctuality(self) -> Decimal:
        """按时报送率, of all expected, 0 to 1."""
        return Decimal(self.on_time) / self.expected if self.expected else Decimal(0)

    @property
    def sentence(self) -> str:
        """应报 48 个单位，已报 45 个（93.8%），按时 40 个（83.3%），通过 12 个。"""
        lost = self.states[ReportingState.UNRECEIVED]
        odd = self.states[ReportingState.UNPROVED]
        besides = [f"另有 {lost} 个来件未接收"] * bool(lost) + [f"{odd} 个来件待认定"] * bool(odd)
        return (
            f"应报 {self.expected} 个单位，"
            f"已报 {self.reported} 个（{share_text(self.reporting)}），"
            f"按时 {self.on_time} 个（{share_text(self.punctuality)}），通过 {self.passed} 个"
            + "；".join(["", *besides])
            + "。"
        )


def rates(bodies: Sequence[DepartmentYear]) -> Rates:
    states = Counter(body.state for body in bodies)
    return Rates(
        expected=sum(body.expected for body in bodies),
        reported=sum(body.versions is not None for body in bodies),
        on_time=sum(body.timing.on_time for body in bodies if body.versions),
        passed=states[ReportingState.PASSED],
        states=states,
    )


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """Whom to call about a department: as the office noted, else as the report's cover says."""

    department: str
    state: ReportingState
    days_late: int
    name: str
    phone: str
    email: str
    matter: str  # why to call


def contacts(
    bodies: Iterable[DepartmentYear], year: int, package: YearPackage | None
) -> tuple[ContactLine, ...]:
    """A line for each department the office still waits for; see `is_awaited`."""
    noted = package.contacts if package else {}
    return tuple(
        _line(body, year, noted.get(body.id, Contact())) for body in bodies if is_awaited(body)
    )


def _line(body: DepartmentYear, year: int, noted: Contact) -> ContactLine:
    cover = body.submission.cover if body.submission else {}
    missing = body.versions is None and not body.apart
    returned = ["催办退回事项"] * (body.state is ReportingState.RETURNED)
    matters = dict.fromkeys([*returned, *(one.matter for one in untaken(body, year))])
    return ContactLine(
        department=body.department.name,
        state=body.state,
        days_late=body.timing.days_late if missing else body.days_after_slip,
        name=noted.name or cover.get("filled_by", ""),
        phone=noted.phone or cover.get("phone", ""),
        email=noted.email,
        matter="；".join(matters) or "催报",
    )


def reminder(body: DepartmentYear, year: int, office: Contact | None = None) -> str:
    """The 催报 for one department, ready to be copied into a mail; "" where nothing is awaited."""
    if not is_awaited(body):
        return ""
    came = tuple(untaken(body, year))
    asks = dict.fromkeys(one.ask for one in came if one.ask)
    back = body.sent_back if body.state is ReportingState.RETURNED else None
    words = _returned(body, back, year) if back else ""
    words += "".join(one.words for one in came) or _nothing_came(body, year)
    words += "" if body.versions else _due(body)
    ask = "".join(asks) or (correct_words(body) if back else REPORT)
    noted = office or Contact()
    person = "　".join(filter(None, (noted.name, noted.phone)))
    call = f"\n联系人：{person}" if person else ""
    return f"{body.department.name}：\n　　{words}{ask}如有困难，请及时与我们联系。{call}"


def correct_words(body: DepartmentYear, by: str = "") -> str:
    """What *body* is asked to do with a 退回单, by the way it reports; *by*: '2026年1月20日前'."""
    until = f"于{by}" if by else ""
    if body.submission and body.submission.origin is Origin.TEMPLATE:
        return f"请按退回单逐项修改填报模板，{until}重新报送。"
    return f"请在填报程序中打开退回单，逐项修改后{until}重新导出报送。"


def _returned(body: DepartmentYear, back: SentBack, year: int) -> str:
    slip, by = back.slip, ""
    if slip.due:
        days = (body.timing.today - date.fromisoformat(slip.due)).days
        due = day_words(slip.due)
        by = f"，应于{due}前重报，已过 {days} 天" if days > 0 else f"，请于{due}前重报"
    return (
        f"贵单位{year}年度碳达峰自评估工作簿（第{slip.sequence}次报送）已于{day_words(slip.made_at)}"
        f"退回，有{' ' * bool(back.items)}{back.scope}待修改{by}。"
    )


def _nothing_came(body: DepartmentYear, year: int) -> str:
    if body.versions:
        return "目前尚未收到修改后的工作簿。"
    return f"截至目前，尚未收到贵单位{year}年度碳达峰自评估工作簿。"


def unreceived_words(receipt: Receipt) -> str:
    """'2026年1月5日收到贵单位来件《统计局.xlsx》，未能接收：…。…', the cure last."""
    on = day_words(receipt.taken_in_at)
    reason = clause(receipt.verdict.message)
    cure = sender_cure(receipt.verdict.code, receipt.short_name)
    return f"{on}收到贵单位来件《{receipt.short_name}》，未能接收：{reason}。{cure}"


def _of_other_year(receipt: Receipt, year: int) -> str:
    on = day_words(receipt.taken_in_at)
    other = receipt.verdict.file_year
    return (
        f"{on}收到贵单位来件《{receipt.short_name}》，是{other}年度的，不能作为{year}年度的报送。"
    )


def _former(one: FormerReport) -> str:
    return (
        f"{one.name}以原单位名义报送的第{one.sequence}次没有计入，"
        "请由贵单位核对后，以现单位名义一并报送。"
    )


def _sample(one: ReportOrigin) -> str:
    name = f"《{one.files[0]}》" if one.files else ""
    return f"{day_words(one.at)}收到贵单位来件{name}，里面是示例数据，没有计入，请报送正式填报的。"


def _unproved(one: ReportOrigin) -> str:
    name = f"《{one.files[0]}》" if one.files else ""
    why = "没有签名" if one.standing is OriginStanding.UNSIGNED else "签名与此前核对的不符"
    return f"{day_words(one.at)}收到贵单位来件{name}，{why}，暂未计入。"


def _due(body: DepartmentYear) -> str:
    deadline = body.timing.deadline
    if deadline is None:
        return ""
    left = (deadline - body.timing.today).days
    if not left:
        return f"报送截止日期为今天（{day_words(deadline)}）。"
    if left > 0:
        return f"报送截止日期为{day_words(deadline)}，还有 {left} 天。"
    late = body.timing.days_late  # none where what came in time waits for a person
    return f"报送截止日期为{day_words(deadline)}，" + (f"已逾期 {late} 天。" if late else "已过。")

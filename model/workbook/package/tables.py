"""The tables of a 年度任务包: targets, duties, bodies."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from model.domain.numbers import number_text
from model.domain.package import Contact, Duty
from model.domain.plan import Indicator, Item, Measure
from model.domain.wording import UNCONFIRMED
from model.workbook.package.content import PackageReport
from model.workbook.package.layout import BODIES, DUTIES, PACKAGE_TITLES, TARGETS
from model.workbook.paper.styles import Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Value

CENTRED, QUOTED, QUIET = Look(across="center"), Look(fill="quote"), Look(ink="quiet")
NUMBER = Look(across="right", font="宋体")
NUMBERING = Column(key="no", heading="序号", width=6, look=CENTRED)
NOBODY = "无人承担，不计分"
PROPOSED = "建议分工"
NOT_ON = "已选定退出，不再填报"


ENDING = Column(key="ending", heading="末年以后", width=16, look=QUIET)


def targets_table(report: PackageReport) -> Table:
    indicators = [i for i in report.plan.indicators.values() if report.concerns(i.id)]
    return Table(
        key=TARGETS,
        title=PACKAGE_TITLES[TARGETS],
        heading=f"{report.package.year}年度指标目标",
        note=f"{report.subject}　共 {len(indicators)} 项。“任务包目标”空白的，年度目标按方案执行。",
        columns=(
            NUMBERING,
            Column(key="name", heading="指标", width=24, look=QUOTED),
            Column(key="bodies", heading="责任单位", width=30),
            Column(key="unit", heading="单位", width=7, look=CENTRED),
            Column(key="target_text", heading="年度目标", width=20),
            Column(key="target", heading="任务包\n目标", width=10, look=NUMBER),
            Column(key="document", heading="下达文号", least=13),
            Column(key="on", heading="下达日期", width=12, look=CENTRED),
            Column(key="baseline", heading="基线", width=13, look=CENTRED),
            Column(key="breakdown", heading=f"{report.plan.whole[1:]}内分解", least=13, look=QUIET),
            *((ENDING,) if any(i.id in report.endings for i in indicators) else ()),
        ),
        rows=tuple(_target(report, n, i) for n, i in enumerate(indicators, start=1)),
        empty="没有分工到本单位的指标。",
    )


def _target(report: PackageReport, number: int, indicator: Indicator) -> Row:
    package = report.package
    handed_down = package.targets.get(indicator.id)
    baseline = package.baselines.get(indicator.id)
    years = package.breakdown.get(indicator.id, {})
    shares = package.shares_in_force(report.plan).get(indicator.id, {})
    share = shares.get(report.department)
    whole = report.whole.get(indicator.id)
    shared: tuple[str, ...] = ()
    if not report.department:
        shared = tuple(
            f"{report.plan.departments[body].name} {number_text(value)}"
            for body, value in shares.items()
            if body in report.plan.departments
        )
    elif share is not None:
        goal = f"；{report.plan.whole}目标 "
        district = f"{goal}{whole.wanted}" if whole and not whole.missing else ""
        shared = (f"本单位目标{district}",)
    values: dict[str, Value] = {
        "no": Decimal(number),
        "name": indicator.name,
        "bodies": report.plan.names_of(indicator.departments),
        "unit": indicator.unit,
        "target_text": report.targets[indicator.id].text,
        "target": package.in_force_for(report.plan, report.department).get(indicator.id),
        "document": handed_down.document if handed_down else "",
        "on": handed_down.on if handed_down else "",
        "baseline": f"{baseline.year}年 {number_text(baseline.value)}" if baseline else "",
        "breakdown": "；".join(
            (*(f"{y}年 {number_text(v)}" for y, v in sorted(years.items())), *shared)
        ),
        "ending": report.endings.get(indicator.id, ""),
    }
    return Row(key=indicator.id, values=values)


def duties_table(report: PackageReport) -> Table:
    items = [item for item in report.items if report.concerns(item.id)]
    own = bool(report.department)
    said = f"共 {len(items)} 项。不计分的事项仍列出，备查。{_open(report, items)}"
    return Table(
        key=DUTIES,
        title=PACKAGE_TITLES[DUTIES],
        heading=f"{report.package.year}年度职责分工",
        note=f"{report.subject}　{said}",
        columns=(
            NUMBERING,
            Column(key="place", heading="条款", width=20, look=QUIET),
            Column(key="words", heading="任务、指标", least=40, look=QUOTED),
            *((Column(key="own", heading="本单位", width=8, look=CENTRED),) if own else ()),
            Column(key="lead", heading="牵头", least=16),
            Column(key="support", heading="配合", least=24),
            Column(key="none", heading="不承担", least=10, look=QUIET),
            Column(key="note", heading="备注", width=11, look=QUIET),
        ),
        rows=tuple(_duty(report, n, item) for n, item in enumerate(items, start=1)),
        empty="没有分工到本单位的事项。",
    )


def _duty(report: PackageReport, number: int, item: Item) -> Row:
    duties = report.duties[item.id]
    clause = item.clause
    nobody = not (item.departments or report.settled_otherwise(item.id))
    row = Row(
        key=item.id,
        values={
            "no": Decimal(number),
            "place": report.plan.place(clause),
            "words": item.text if isinstance(item, Measure) else f"指标：{item.name}",
            "own": duties[report.department].value if report.department in duties else "",
            "lead": _names(report, duties, Duty.LEAD),
            "support": _names(report, duties, Duty.SUPPORT),
            "none": _names(report, duties, Duty.NONE),
            "note": NOBODY if nobody else _note(report, item),
        },
    )
    return replace(row, looks={"note": Look(ink="returned")}) if nobody else row


def _note(report: PackageReport, item: Item) -> str:
    """Where it stands in the year, what was chosen, or that its duties are only proposed."""
    if said := report.stages.get(item.id, ""):
        return said
    if not item.departments and item.id in report.endings:
        return NOT_ON
    return PROPOSED if item.id in report.plan.unconfirmed else ""


def _open(report: PackageReport, items: Iterable[Item]) -> str:
    count = sum(item.id in report.plan.unconfirmed for item in items)
    return f"其中 {count} 项{UNCONFIRMED}。" if count else ""


def _names(report: PackageReport, duties: Mapping[str, Duty], wanted: Duty) -> str:
    return report.plan.names_of([body for body, duty in duties.items() if duty is wanted])


def bodies_table(report: PackageReport) -> Table:
    bodies = [body for body in report.plan.bodies if report.department in {"", body.id}]
    return Table(
        key=BODIES,
        title=PACKAGE_TITLES[BODIES],
        heading=f"{report.package.year}年度责任单位",
        note=f"{report.subject}　共 {len(bodies)} 个单位。联系人有变动的，请告知办公室。",
        columns=(
            NUMBERING,
            Column(key="name", heading="责任单位", least=24),
            Column(key="kind", heading="类别", width=16, look=CENTRED),
            Column(key="aliases", heading="曾用名、简称", least=20, look=QUIET),
            Column(key="measures", heading="任务", width=7, look=NUMBER),
            Column(key="indicators", heading="指标", width=7, look=NUMBER),
            Column(key="contact", heading="联系人", width=14),
            Column(key="phone", heading="电话", width=18),
            Column(key="email", heading="邮箱", least=14),
        ),
        rows=tuple(_bodies(report, [body.id for body in bodies])),
    )


def _bodies(report: PackageReport, bodies: list[str]) -> Iterator[Row]:
    for number, key in enumerate(bodies, start=1):
        body, contact = report.plan.departments[key], report.package.contacts.get(key, Contact())
        yield Row(
            key=key,
            values={
                "no": Decimal(number),
                "name": body.name,
                "kind": body.kind.value,
                "aliases": "、".join(body.aliases),
                "measures": Decimal(len(report.plan.measures_of(key))),
                "indicators": Decimal(len(report.plan.indicators_of(key))),
                "contact": contact.name,
                "phone": contact.phone,
                "email": contact.email,
            },
        )

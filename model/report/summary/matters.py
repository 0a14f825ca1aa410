"""核对 and 提请注意: contradictions, how they were settled, and what to check."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.suspicions import Suspicion
from model.domain.plan import Plan
from model.report.chapters.appendix import voices
from model.report.data import ReportData
from model.report.summary.looks import CENTRED, NO, NUMBER, QUIET
from model.workbook.paper.styles import Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Value

PLACES = 12  # told of one suspicion
OPEN = "待核定"
UNTOLD = "未说明"


def conflict_table(data: ReportData) -> Table:
    return Table(
        key="conflicts",
        title="核对",
        heading=f"{data.year}年度数据核对",
        note=f"共 {len(data.conflicts)} 处不一致，其中 {len(data.open_conflicts)} 处待核定。",
        columns=(
            NO,
            Column(key="kind", heading="类别", width=14, look=CENTRED),
            Column(key="title", heading="事项", least=26),
            Column(key="voices", heading="各单位所报", least=34),
            Column(key="sentence", heading="情况", least=22, look=QUIET),
            Column(key="settled", heading="处理", least=16, marks={OPEN: "look"}),
            Column(key="reason", heading="理由", least=14, look=QUIET),
        ),
        rows=tuple(
            Row(
                key=one.key,
                values={
                    "no": Decimal(number),
                    "kind": one.kind.value,
                    "title": one.title,
                    "voices": voices(data, one),
                    "sentence": one.sentence,
                    "settled": one.settled or OPEN,
                    "reason": one.reason,
                },
            )
            for number, one in enumerate(data.conflicts, start=1)
        ),
        empty="（没有发现不一致）",
    )


def suspicion_table(data: ReportData) -> Table:
    return Table(
        key="suspicions",
        title="提请注意",
        heading=f"{data.year}年度提请注意的情况",
        note="由程序比对发现，仅提请核查，不影响得分，也不作为结论。",
        columns=(
            NO,
            Column(key="kind", heading="类别", width=14, look=CENTRED),
            Column(key="sentence", heading="情况", least=34),
            Column(key="places", heading="位置", least=60, look=Look(ink="quiet")),
        ),
        rows=tuple(
            Row(key=one.key, values={"no": Decimal(number), **values})
            for number, (one, values) in enumerate(_suspected(data), start=1)
        ),
        empty="（没有）",
    )


def change_table(data: ReportData) -> Table:
    """大幅变动: the number, both numbers it is far from, and the department's word about it."""
    untold = sum(not one.words for one in data.changes)
    return Table(
        key="changes",
        title="大幅变动",
        heading=f"{data.year}年度数值大幅变动的指标",
        note=f"共 {len(data.changes)} 处，其中未说明的 {untold} 处。"
        "与去年、与目标相差很大的列在这里，不等于有错。",
        columns=(
            NO,
            Column(key="department", heading="单位", least=14),
            Column(key="indicator", heading="指标", least=24),
            Column(key="value", heading="本年", width=12, look=NUMBER),
            Column(key="before", heading="去年", width=12, look=NUMBER),
            Column(key="wanted", heading="目标", width=12, look=NUMBER),
            Column(key="unit", heading="计量单位", width=10, look=CENTRED),
            Column(key="words", heading="说明", least=30, marks={UNTOLD: "look"}),
        ),
        rows=tuple(
            Row(
                key=f"{one.department}/{one.indicator}",
                values={
                    "no": Decimal(number),
                    "department": data.name(one.department),
                    "indicator": data.plan.item(one.indicator).title,
                    "value": one.change.value,
                    "before": one.change.before,
                    "wanted": one.change.wanted,
                    "unit": one.change.unit,
                    "words": one.words or UNTOLD,
                },
            )
            for number, one in enumerate(data.changes, start=1)
        ),
        empty="（没有）",
    )


def _suspected(data: ReportData) -> Iterator[tuple[Suspicion, Mapping[str, Value]]]:
    for one in data.suspicions:
        told = [
            f"{data.name(place.department)}{_item(data.plan, place.item)}"
            for place in one.places[:PLACES]
        ]
        if len(one.places) > PLACES:
            told.append(f"……共 {len(one.places)} 处")
        yield (
            one,
            {
                "kind": one.kind.value,
                "sentence": one.sentence,
                "places": "\n".join(told),
            },
        )


def _item(plan: Plan, key: str) -> str:
    known = plan.measures.keys() | plan.indicators.keys()
    return f"：{plan.item(key).title[:40]}" if key in known else ""

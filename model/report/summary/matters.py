"""核对 and 提请注意: contradictions, how they were settled, and what to check."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.suspicions import Suspicion
from model.domain.plan import Plan
from model.report.chapters.appendix import voices
from model.report.data import ReportData
from model.report.summary.looks import CENTRED, NO, QUIET
from model.workbook.paper.styles import Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Value

PLACES = 12  # told of one suspicion
OPEN = "待核定"


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

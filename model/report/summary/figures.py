"""指标 and 指标填报: the district's numbers against their targets, and who reported what."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.consolidation import Told
from model.consolidation.target_attainment import IndicatorYear, Reach
from model.domain.answers import NOTHING_SAID, value_of
from model.domain.numbers import rounded
from model.domain.plan import Direction, answering
from model.report.data import ReportData
from model.report.summary.looks import (
    CENTRED,
    CHECK,
    DEPARTMENT,
    NO,
    NUMBER,
    QUIET,
    SHARE,
    STRONG,
    agreement,
)
from model.workbook.paper.layout import addresses
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value

REACHES = {
    Reach.REACHED.value: "done",
    Reach.EARLY.value: "done",
    Reach.MISSED.value: "returned",
    Reach.NOT_DUE.value: "ongoing",
    Reach.CONFLICT.value: "look",
    Reach.PART.value: "look",
    Reach.UNREPORTED.value: "returned",
}
SIGNS = {Direction.AT_LEAST: ">=", Direction.AT_MOST: "<=", Direction.EQUAL: "="}


def indicator_table(data: ReportData) -> Table:
    plain = _table(data, tuple(_rows(data)))
    at = {place: cell.rpartition("!")[2] for place, cell in addresses(plain).items()}
    rows = tuple(
        Row(key=row.key, looks=row.looks, values={**row.values, **_live(at, row.key, one)})
        for row, one in zip(plain.rows, data.picture.indicators, strict=True)
    )
    return _table(data, rows)


def _table(data: ReportData, rows: tuple[Row, ...]) -> Table:
    counts = "，".join(f"{reach} {count} 项" for reach, count in data.picture.reaches)
    return Table(
        key="indicators",
        title="指标",
        heading=f"{data.year}年度指标完成情况",
        note=f"方案指标 {len(rows)} 项：{counts}。"
        f"“核对”为表内公式按{data.plan.whole}值和目标值重新判断的结果。",
        columns=(
            NO,
            Column(key="indicator", heading="指标", least=28, look=STRONG),
            Column(key="unit", heading="单位", width=10, look=CENTRED),
            Column(key="target_text", heading="年度目标", width=26),
            Column(key="target", heading="目标值", width=11, look=NUMBER),
            Column(key="value", heading=f"{data.plan.whole}值", width=11, look=NUMBER),
            Column(key="share", heading="完成率", width=10, look=SHARE),
            Column(key="reach", heading="结果", width=12, look=CENTRED, marks=REACHES),
            CHECK,
            Column(key="note", heading="数据来源", least=20, look=QUIET),
        ),
        rows=rows,
    )


def _rows(data: ReportData) -> Iterator[Row]:
    for number, one in enumerate(data.picture.indicators, start=1):
        yield Row(
            key=one.indicator.id,
            values={
                "no": Decimal(number),
                "indicator": one.indicator.name,
                "unit": one.indicator.unit,
                "target_text": one.target.text,
                "target": one.target.value,
                "value": one.value,
                "share": None if one.completion is None else rounded(one.completion, 3),
                "reach": one.reach.value,
                "note": "；".join(filter(None, (one.progress, one.note))),
            },
        )


def _live(at: Mapping[tuple[str, str], str], key: str, one: IndicatorYear) -> Mapping[str, Value]:
    """The formulas of one row; none if there is no value or no target."""
    if one.value is None or one.target.value is None:
        return {}
    sign = SIGNS[one.target.direction]
    sign = sign[0] if one.target.strict and sign != "=" else sign
    ahead = one.target.ahead
    met, short = (Reach.EARLY, Reach.NOT_DUE) if ahead else (Reach.REACHED, Reach.MISSED)
    found = f'IF({at[key, "value"]}{sign}{at[key, "target"]},"{met}","{short}")'
    return {"check": Formula(agreement(at[key, "reach"], found), "一致")}


def voices_table(data: ReportData) -> Table:
    lines = list(_voices(data))
    return Table(
        key="voices",
        title="指标填报",
        heading=f"{data.year}年度指标填报对照",
        note="每项指标由哪些单位填报、各报多少。“计入”为核改后的内容。",
        columns=(
            NO,
            Column(key="indicator", heading="指标", least=28),
            Column(key="unit", heading="单位", width=10, look=CENTRED),
            DEPARTMENT,
            Column(key="said", heading="计入", width=16, look=NUMBER),
            Column(key="basis", heading="数据来源", least=20, look=QUIET),
            Column(key="decided", heading="复核", least=18, look=QUIET),
        ),
        rows=tuple(
            Row(key=key, values={"no": Decimal(number), **values})
            for number, (key, values) in enumerate(lines, start=1)
        ),
        empty="还没有单位填报指标。",
    )


def _voices(data: ReportData) -> Iterator[tuple[str, Mapping[str, Value]]]:
    by_id = {one.department.id: one for one in data.picture.departments}
    for it in data.picture.indicators:
        for department in answering(it.indicator):
            if department not in by_id:
                continue
            one = by_id[department]
            answer, told = one.answers.get(it.indicator.id, NOTHING_SAID), one.told(it.indicator)
            said: Value = value_of(answer) if told is Told.VALUE else told.value
            yield (
                f"{it.indicator.id}|{department}",
                {
                    "indicator": it.indicator.name,
                    "unit": it.indicator.unit,
                    "department": one.department.name,
                    "said": said,
                    "basis": answer.get("basis", ""),
                    "decided": data.decided.get((department, it.indicator.id), ""),
                },
            )

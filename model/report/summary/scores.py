"""得分汇总: self, recomputed and reviewed scores side by side; ranks and proposals if wanted."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.ranking_groups import RankedPlace
from model.report.data import ReportData
from model.report.summary.looks import (
    CENTRED,
    CHECK,
    DEPARTMENT,
    NO,
    NUMBER,
    POINTS,
    QUIET,
    agreement,
)
from model.scoring.proposal import Advice
from model.workbook.paper.layout import addresses
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value

TITLE = "得分汇总"
SAME = Column(key="same", heading="自评与复算", width=11, look=CENTRED, marks={"不同": "look"})
RANKED = (
    Column(key="rank", heading="同类名次", width=11, look=CENTRED),
    Column(
        key="advice", heading="建议（供研究）", width=15, look=CENTRED,
        marks={Advice.COMMEND.value: "done", Advice.ADMONISH.value: "returned"},
    ),
    Column(key="reasons", heading="理由", least=26, look=QUIET),
)  # fmt: skip


def summary_scores(data: ReportData, totals: Mapping[str, str]) -> Table:
    """Args: totals: department -> the cell of its total worked out again."""
    places = list(_places(data))
    plain = _table(data, tuple(Row(key=p.one.department.id, values={}) for p in places))
    at = {place: cell.rpartition("!")[2] for place, cell in addresses(plain).items()}
    rows = tuple(
        Row(key=key, values={**_values(data, number, place), **_live(at, key, totals[key], place)})
        for number, place in enumerate(places, start=1)
        if (key := place.one.department.id)
    )
    return _table(data, rows)


def _places(data: ReportData) -> Iterator[RankedPlace]:
    for group in data.groups:
        yield from data.places(group)


def _table(data: ReportData, rows: tuple[Row, ...]) -> Table:
    book = data.rulebook
    order = (
        "名次在任务可比的同类单位中排列，同分并列"
        if data.ranking_shown
        else "按方案顺序排列，不作排名"
    )
    return Table(
        key="scores",
        title=TITLE,
        heading=f"{data.year}年度得分汇总",
        note=f"{book.title}（{book.version} 版）。复算：按规则对填报内容重新计算；"
        f"复核：计入核改、逾期等情况。{order}。",
        columns=(
            NO,
            DEPARTMENT,
            Column(key="kind", heading="单位类别", width=13, look=QUIET),
            Column(key="self_total", heading="自评得分", width=10, look=POINTS),
            Column(key="self_grade", heading="自评等次", width=11, look=CENTRED),
            Column(key="recomputed", heading="复算得分", width=10, look=POINTS),
            SAME,
            Column(key="reviewed", heading="复核得分", width=10, look=POINTS),
            Column(key="grade", heading="复核等次", width=11, look=CENTRED),
            CHECK,
            Column(key="state", heading="复核", width=9, look=CENTRED),
            Column(key="open", heading="未填", width=7, look=NUMBER),
            Column(key="left_out", heading="未计分", width=8, look=NUMBER),
            *(RANKED if data.ranking_shown else ()),
        ),
        rows=rows,
        empty="还没有单位报送。",
    )


def _values(data: ReportData, number: int, place: RankedPlace) -> Mapping[str, Value]:
    one = place.one
    same = one.self_total == one.recomputed.total and one.self_grade == one.recomputed.grade
    unrated = one.self_total is None and one.recomputed.total is not None
    values: dict[str, Value] = {
        "no": Decimal(number),
        "department": one.department.name,
        "kind": one.department.kind.value,
        "self_total": one.self_total,
        "self_grade": one.self_grade,
        "recomputed": one.recomputed.total,
        "same": "没有自评" if unrated else "相同" if same else "不同",
        "reviewed": one.reviewed.total,
        "grade": one.reviewed.grade,
        "state": "通过"
        if one.passed
        else next(line.state for line in data.bodies if line.department == one.department)
        if one.department in {*data.turnout.lapsed, *data.turnout.returned}
        else f"待审 {one.waiting}"
        if one.waiting
        else "已审",
        "open": Decimal(place.unsaid) if place.unsaid else None,
        "left_out": Decimal(place.not_applicable + place.no_target) or None,
    }
    if data.ranking_shown:
        values["rank"] = place.rank.text if place.rank else ""
        values["advice"] = place.proposal.advice.value
        values["reasons"] = "；".join(place.proposal.reasons)
    return values


def _live(
    at: Mapping[tuple[str, str], str], key: str, total: str, place: RankedPlace
) -> Mapping[str, Value]:
    """The formula that takes the total from the sheet that recomputes it."""
    if place.one.reviewed.total is None:
        return {}
    return {"check": Formula(agreement(at[key, "reviewed"], total), "一致")}

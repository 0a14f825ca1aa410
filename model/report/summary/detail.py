"""逐项得分: every item of every department, what counts of it, and its recomputed points."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.consolidation import DepartmentResult
from model.consolidation.sections import section_of
from model.domain.answers import NOTHING_SAID, STATE_LABELS, progress_of, state_of, value_of
from model.domain.score import Score
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
from model.scoring.arithmetic import CellRefs
from model.scoring.sheet import item_formula
from model.scoring.subject import Subject
from model.workbook.paper.layout import addresses
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value

COLUMNS = (
    NO,
    DEPARTMENT,
    Column(key="section", heading="领域", width=9, look=CENTRED),
    Column(key="part", heading="部分", width=8, look=CENTRED),
    Column(key="item", heading="任务或指标", width=44),
    Column(key="value", heading="实际值", width=11, look=NUMBER),
    Column(key="state", heading="进展", width=9, look=CENTRED),
    Column(key="progress", heading="进度%", width=8, look=NUMBER),
    Column(key="target", heading="目标值", width=11, look=NUMBER),
    Column(key="maximum", heading="分值", width=8, look=POINTS),
    Column(key="standing", heading="评分状态", width=11, look=CENTRED),
    Column(key="points", heading="得分", width=8, look=POINTS),
    Column(key="again", heading="复算", width=8, look=POINTS),
    CHECK,
    Column(key="decided", heading="复核", width=26, look=QUIET),
)
TITLE = "逐项得分"
CellsOf = Mapping[str, Mapping[str, CellRefs]]
"""Department -> item -> where this sheet shows what formulas look up."""


def detail_table(data: ReportData) -> tuple[Table, CellsOf]:
    plain = _table(data, tuple(_rows(data)))
    at = addresses(plain)
    cells = {
        one.department.id: {
            key: _cells(at, _key(one, key), subject)
            for key, subject in one.assessor.subjects.items()
        }
        for one in data.picture.departments
    }
    rows = tuple(
        row if formula is None else Row(
            key=row.key, looks=row.looks, values={**row.values, **_live(at, row, formula)}
        )
        for row, formula in zip(plain.rows, _formulas(data, cells), strict=True)
    )  # fmt: skip
    return _table(data, rows), cells


def _table(data: ReportData, rows: tuple[Row, ...]) -> Table:
    return Table(
        key="detail",
        title=TITLE,
        heading=f"{data.year}年度逐项得分",
        note="“实际值”“进展”“进度”为计入得分的内容（经核改的为核改后）；“复算”为表内公式，"
        "按左侧各列重新计算，与“得分”逐项核对。",
        columns=COLUMNS,
        rows=rows,
        empty="还没有单位报送。",
    )


def _key(one: DepartmentResult, item: str) -> str:
    return f"{one.department.id}|{item}"


def _rows(data: ReportData) -> Iterator[Row]:
    number = 0
    parts = {part.id: part.title for part in data.rulebook.parts}
    for one in data.picture.departments:
        for part, subjects in one.assessor.parts.items():
            for subject in subjects:
                number += 1
                values = _values(data, one, subject, one.scores[subject.id])
                yield Row(
                    key=_key(one, subject.id),
                    values={"no": Decimal(number), "part": parts[part], **values},
                )


def _values(
    data: ReportData, one: DepartmentResult, subject: Subject, score: Score
) -> Mapping[str, Value]:
    answer = one.answers.get(subject.id, NOTHING_SAID)
    state = state_of(answer)
    return {
        "department": one.department.name,
        "section": section_of(data.plan, subject.item),
        "item": subject.name,
        "value": value_of(answer),
        "state": STATE_LABELS[state] if state else None,
        "progress": progress_of(answer),
        "target": subject.target.value if subject.target else None,
        "maximum": score.maximum,
        "standing": score.standing.value,
        "points": score.points,
        "decided": data.decided.get((one.department.id, subject.id)),
    }


def _cells(at: Mapping[tuple[str, str], str], key: str, subject: Subject) -> CellRefs:
    return CellRefs(
        value=at[key, "value"],
        state=at[key, "state"],
        progress=at[key, "progress"],
        target=at[key, "target"] if subject.measured else "",
        maximum=at[key, "maximum"],
        points=at[key, "again"],
    )


def _formulas(data: ReportData, cells: CellsOf) -> Iterator[str | None]:
    """The formulas row by row, without the name of the sheet on which they stand."""
    own = f"{TITLE}!"
    for one in data.picture.departments:
        for subjects in one.assessor.parts.values():
            for subject in subjects:
                formula = item_formula(subject, cells[one.department.id][subject.id])
                yield formula.replace(f"'{TITLE}'!", "").replace(own, "")


def _live(at: Mapping[tuple[str, str], str], row: Row, formula: str) -> Mapping[str, Value]:
    official, again = (at[row.key, key].rpartition("!")[2] for key in ("points", "again"))
    points = row.values["points"]
    result = points if isinstance(points, Decimal) else ""
    return {
        "again": Formula(formula, result),
        "check": Formula(agreement(official, again), "一致"),
    }

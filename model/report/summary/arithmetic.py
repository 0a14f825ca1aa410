"""得分核算: from the items' points to parts, adjustments, total and grade, a row per department."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.consolidation import DepartmentResult
from model.domain.score import Assessment
from model.report.data import ReportData
from model.report.summary.detail import CellsOf
from model.report.summary.looks import CENTRED, CHECK, DEPARTMENT, NO, POINTS, agreement
from model.scoring.rulebook import Rulebook, TotalRule
from model.scoring.sheet import (
    PartCells,
    adjustment_formula,
    countable_formula,
    grade_formula,
    part_formula,
    total_formula,
)
from model.scoring.total_rules import NUMBERED, ZEROED, Phase
from model.workbook.paper.layout import addresses
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value

TITLE = "得分核算"


def arithmetic_table(data: ReportData, cells: CellsOf) -> tuple[Table, Mapping[str, str]]:
    """The table, and department -> the cell with its recomputed total."""
    book = data.rulebook
    plain = _table(data, tuple(Row(key=k, values={}) for k in _keys(data)))
    at = {place: cell.rpartition("!")[2] for place, cell in addresses(plain).items()}
    rows = tuple(
        Row(key=one.department.id, values=_values(number, one, book, cells, at))
        for number, one in enumerate(data.picture.departments, start=1)
    )
    return _table(data, rows), {key: f"{TITLE}!{at[key, 'again']}" for key in _keys(data)}


def _keys(data: ReportData) -> list[str]:
    return [one.department.id for one in data.picture.departments]


def _table(data: ReportData, rows: tuple[Row, ...]) -> Table:
    return Table(
        key="arithmetic",
        title=TITLE,
        heading=f"{data.year}年度得分核算",
        note="各部分得分、计入满分、加减分和总分都是表内公式，从“逐项得分”一层层算上来，"
        "与“复核得分”“等次”逐个核对。",
        columns=_columns(data.rulebook),
        rows=rows,
        empty="还没有单位报送。",
    )


def _columns(book: Rulebook) -> tuple[Column, ...]:
    return (
        NO,
        DEPARTMENT,
        *(
            column
            for part in book.parts
            for column in (
                Column(key=_part(part.id), heading=f"{part.title}得分", width=11, look=POINTS),
                Column(key=_full(part.id), heading=f"{part.title}计入满分", width=11, look=POINTS),
            )
        ),
        *(
            Column(
                key=_rule(rule.id), heading=rule.title, width=13,
                look=POINTS if rule.kind.phase in NUMBERED else CENTRED,
            )
            for rule in book.in_phases()
        ),
        Column(key="again", heading="复算总分", width=10, look=POINTS),
        Column(key="grade_again", heading="复算等次", width=11, look=CENTRED),
        Column(key="total", heading="复核得分", width=10, look=POINTS),
        Column(key="grade", heading="等次", width=11, look=CENTRED),
        CHECK,
    )  # fmt: skip


def _part(key: str) -> str:
    return f"part.{key}"


def _full(key: str) -> str:
    return f"full.{key}"


def _rule(key: str) -> str:
    return f"rule.{key}"


def _values(
    number: int,
    one: DepartmentResult,
    book: Rulebook,
    cells: CellsOf,
    at: Mapping[tuple[str, str], str],
) -> Mapping[str, Value]:
    own, assessment = one.department.id, one.reviewed
    rules = {rule.id: at[own, _rule(rule.id)] for rule in book.total_rules}
    parts = {
        part.id: PartCells(points=at[own, _part(part.id)], countable=at[own, _full(part.id)])
        for part in book.parts
    }
    total = assessment.total if assessment.total is not None else ""
    total_cell, grade_cell = at[own, "again"], at[own, "grade_again"]
    both = (
        f'IF(AND({agreement(total_cell, at[own, "total"])}="一致",'
        f'{agreement(grade_cell, at[own, "grade"])}="一致"),"一致","不一致")'
    )
    return {
        "no": Decimal(number),
        "department": one.department.name,
        **dict(_live_parts(one, cells)),
        **dict(_live_rules(one, book, cells, total_cell)),
        "again": Formula(total_formula(one.assessor, parts, rules), total),
        "grade_again": Formula(grade_formula(book, total_cell, rules), assessment.grade),
        "total": assessment.total,
        "grade": assessment.grade,
        "check": Formula(both, "一致"),
    }


def _live_parts(one: DepartmentResult, cells: CellsOf) -> Iterator[tuple[str, Value]]:
    own = cells[one.department.id]
    scores = {part.id: part for part in one.reviewed.parts}
    for part in one.assessor.rulebook_parts:
        subjects, score = one.assessor.parts[part.id], scores[part.id]
        points = "" if score.points is None else score.points
        yield _part(part.id), Formula(part_formula(part, subjects, own), points)
        yield _full(part.id), Formula(countable_formula(subjects, own), score.countable)


def _live_rules(
    one: DepartmentResult, book: Rulebook, cells: CellsOf, total: str
) -> Iterator[tuple[str, Value]]:
    for rule in book.in_phases():
        formula = adjustment_formula(
            one.assessor, rule, cells[one.department.id], total, circumstances=one.circumstances
        )
        yield _rule(rule.id), Formula(formula, _result(rule, one.reviewed))


def _result(rule: TotalRule, assessment: Assessment) -> str | Decimal:
    """The content of the rule's cell."""
    found = {one.rule: one for one in assessment.adjustments}.get(rule.id)
    match rule.kind.phase:
        case Phase.POINTS | Phase.AFTER_CEILING:
            return found.points if found else Decimal(0)
        case Phase.TOTAL:
            return ZEROED if found else ""
        case _:
            return found.forces if found else ""

"""分领域: departments × sections, each share computed from the items' points."""

from collections.abc import Mapping
from decimal import Decimal

from model.domain.numbers import rounded
from model.report.data import ReportData
from model.report.summary.detail import TITLE as DETAIL
from model.report.summary.looks import DEPARTMENT, NO, POINTS, SHARE
from model.workbook.paper.table import Column, Row, Table
from model.workbook.paper.values import Formula, Value

TITLE = "分领域"


def area_table(data: ReportData, last_row: int) -> Table:
    """Args: last_row: of the detail sheet."""
    sections = data.picture.sections
    rows = tuple(
        Row(
            key=one.department.id,
            values={
                "no": Decimal(number),
                "department": one.department.name,
                **_shares(data, one.department.id, one.department.name, last_row),
                "total": one.reviewed.total,
            },
        )
        for number, one in enumerate(data.picture.departments, start=1)
    )
    return Table(
        key="areas",
        title=TITLE,
        heading=f"{data.year}年度各单位分领域得分率",
        note="得分率＝该领域各项得分之和÷计入满分的分值之和，为表内公式，取自“逐项得分”；空白为没有分工，"
        "“—”为没有可计分的事项。",
        columns=(
            NO,
            DEPARTMENT,
            *(
                Column(key=one.key, heading=f"{one.key}\n{one.title}", width=11.5, look=SHARE)
                for one in sections
            ),
            Column(key="total", heading="复核得分", width=10, look=POINTS),
        ),
        rows=rows,
        empty="还没有单位报送。",
    )


def _shares(data: ReportData, department: str, name: str, last_row: int) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for section in data.picture.sections:
        tally = data.picture.by_cell.get((department, section.key))
        if tally is not None:
            formula = _share(name, section.key, last_row)
            found[section.key] = Formula(
                formula, "—" if tally.share is None else rounded(tally.share, 3)
            )
    return found


def _share(department: str, section: str, last: int) -> str:
    """The formula of one share. Detail sheet: C department, D section, K maximum, L standing, M
    points.
    """

    def column(letter: str) -> str:
        return f"{DETAIL}!${letter}$5:${letter}${last}"

    where = f'{column("C")},"{department}",{column("D")},"{section}"'
    whole = f"SUMIFS({column('K')},{where})"
    for away in ("不适用", "目标未下达"):
        whole += f'-SUMIFS({column("K")},{where},{column("L")},"{away}")'
    earned = f"SUMIFS({column('M')},{where})"
    return f'IF(ROUND({whole},2)=0,"—",ROUND({earned}/({whole}),3))'

"""The sheets of a 汇总工作簿 as one workbook."""

from collections.abc import Iterator, Mapping, Sequence

from model.domain.wording import day_words
from model.jobs import JobContext
from model.report.data import ReportData
from model.report.summary.areas import area_table
from model.report.summary.arithmetic import arithmetic_table
from model.report.summary.detail import detail_table
from model.report.summary.figures import indicator_table, voices_table
from model.report.summary.matters import change_table, conflict_table, suspicion_table
from model.report.summary.overview import overview_charts, overview_table
from model.report.summary.scores import summary_scores
from model.report.summary.turnout import files_table, turnout_table
from model.workbook.charts import Finish, one_page_with, shaded
from model.workbook.paper.layout import fitted
from model.workbook.paper.page import Page
from model.workbook.paper.table import FIRST_COLUMN, FIRST_ROW, Table
from model.workbook.rectification.content import ledger_table
from model.workbook.tables import tables_bytes


def summary_subject(data: ReportData) -> str:
    return f"{'含示例数据　' if data.sample else ''}{data.place}{data.year}年度自评估汇总"


def summary_bytes(data: ReportData, job: JobContext) -> bytes:
    """The content of the workbook's file: equal data give equal bytes."""
    job.step(0, 1, "计算")
    tables = tuple(_tables(data))
    return tables_bytes(
        tables,
        Page(left=summary_subject(data), right=f"制表 {day_words(data.made_at)}"),
        title=summary_subject(data),
        author=data.office,
        moment=data.made_at,
        job=job,
        finish=_finish(data, tables),
    )


def _finish(data: ReportData, tables: Sequence[Table]) -> Mapping[str, Finish]:
    """Table key -> charts and shades, where there is something to show."""
    if not data.picture.departments:
        return {}
    overview = next(table for table in tables if table.key == "overview")
    last = FIRST_ROW + len(data.picture.departments) - 1
    columns = (FIRST_COLUMN + 2, FIRST_COLUMN + 1 + len(data.picture.sections))
    return {
        "overview": one_page_with(list(overview_charts(overview))),
        "areas": shaded((FIRST_ROW, columns[0]), (last, columns[1])),
    }


def _tables(data: ReportData) -> Iterator[Table]:
    detail, cells = detail_table(data)
    last = fitted(detail).last_row
    arithmetic, totals = arithmetic_table(data, cells)
    yield overview_table(data, last)
    yield turnout_table(data)
    yield summary_scores(data, totals)
    yield area_table(data, last)
    yield indicator_table(data)
    yield voices_table(data)
    yield change_table(data)
    yield conflict_table(data)
    yield suspicion_table(data)
    if data.rectifications:
        yield _rectifications(data)
    yield files_table(data)
    yield arithmetic
    yield detail


def _rectifications(data: ReportData) -> Table:
    return ledger_table(
        data.rectifications,
        data.plan,
        data.name,
        f"{data.year}年度整改台账",
        f"{data.rectified.words}。",
        data.today,
    )

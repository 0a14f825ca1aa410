"""Writing the 年度自评估工作簿."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from model.disk import name_part
from model.domain.origin import OFFICE
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.codes import REPORT_TITLE
from model.workbook.file_bytes import sealed_bytes
from model.workbook.intake.pristine import PARTS, UNKNOWN
from model.workbook.keys import COVER, PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush
from model.workbook.report import printed
from model.workbook.report.content import YearReport
from model.workbook.report.cover_sheet import write_cover
from model.workbook.report.evidence_sheet import evidence_table
from model.workbook.report.guide_sheet import guide_table, report_topics
from model.workbook.report.item_sheets import item_tables
from model.workbook.report.read import verify
from model.workbook.report.score_sheet import score_table


def suggested_name(report: YearReport) -> str:
    """'区城市管理委_2025年度自评估_第1次_3F2A91C0.xlsx'."""
    first = report.check_code.replace(" ", "")[:8]
    sample = "示例_" if report.submission.sample else ""
    body = name_part(report.department.name, "单位")
    return (
        f"{sample}{body}_{report.submission.year}年度自评估"
        f"_第{report.submission.sequence}次_{first}.xlsx"
    )


def _nothing() -> None:
    pass


def write_submission(
    path: Path, report: YearReport, job: JobContext, record: Callable[[], None] = _nothing
) -> None:
    """Write *report* to *path* and read it back; on failure *path* is unchanged.

    Args:
        record: as for `write_safely`: no complete file is unknown to the data.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
        Cancelled: the user asked for it; nothing was written.
    """
    content = submission_bytes(report, job)
    job.step(8, 10, "核对写出的内容")
    verify(content, report.questionnaire, report.submission)
    job.step(9, 10, f"写入 {path.name}")
    write_safely(path, content, record)


def submission_bytes(report: YearReport, job: JobContext) -> bytes:
    """The workbook as a file's content: equal reports give equal bytes."""
    book, brush = new_book(), Brush()
    book.worksheets[0].title = TITLES[COVER]
    job.step(0, 10, TITLES[COVER])
    write_cover(book.worksheets[0], report, brush)
    items = {table.key: table for table in item_tables(report)}
    tables = (
        *items.values(),
        score_table(report, items),
        evidence_table(report),
        guide_table(report, report_topics(report)),
    )
    for number, table in enumerate(tables, start=1):
        job.step(number, 10, table.title)
        write_table(book.create_sheet(table.title), table, report.page(), brush)
    rows = packet.packed(payload_of(report.submission))
    beside = {**printed.printed_on_cover(book.worksheets[0]), **printed.printed_on(tables)}
    rows |= printed.packed_printed(beside)
    if report.signature:
        rows[packet.SIGNATURE] = report.signature
    if report.keys:
        digest = printed.rows_digest(rows)
        signed = report.keys.sign_record(report.submission, OFFICE, beside=digest)
        rows |= packet.signature_rows(signed)
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    _describe(book, report)
    job.step(7, 10, "压缩")
    return sealed_bytes(book, report.submission.exported_at, brush.results)


def _describe(book: Workbook, report: YearReport) -> None:
    book.properties.creator = report.department.name
    book.properties.title = f"{report.subject}　{REPORT_TITLE}"
    for name, value in (
        ("SubmissionSha256", report.submission.digest),
        ("CheckCode", report.check_code),
        (PARTS, UNKNOWN),
    ):
        book.custom_doc_props.append(  # type: ignore[attr-defined]
            StringProperty(name=name, value=value)
        )

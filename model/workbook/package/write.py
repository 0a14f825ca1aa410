"""Writing the 年度任务包."""

from collections.abc import Callable
from pathlib import Path

from openpyxl.packaging.custom import StringProperty

from model.disk import name_part
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.keys import COVER, PACKET, TITLES
from model.workbook.package.content import PackageReport
from model.workbook.package.cover import write_package_cover
from model.workbook.package.read import DEPARTMENT, verify_package
from model.workbook.package.sheets import package_tables
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush


def suggested_package_name(report: PackageReport) -> str:
    """'2025年度任务包_第2版_区科技局_3F2A91C0.xlsx'."""
    package = report.package
    parts = (
        "示例" if package.sample else "",
        f"{package.year}年度任务包",
        f"第{package.version}版",
        name_part(report.recipient, "单位") if report.department else "",
        package.check_code.replace(" ", "")[:8],
    )
    return "_".join(filter(None, parts)) + ".xlsx"


def _nothing() -> None:
    pass


def write_package(
    path: Path, report: PackageReport, job: JobContext, record: Callable[[], object] = _nothing
) -> None:
    """Write *report* to *path* and read it back; on failure *path* is unchanged. *record*: as for
    `write_safely`.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
        Cancelled: the user asked for it; nothing was written.
    """
    content = package_bytes(report, job)
    job.step(7, 8, f"写入 {path.name}")
    verify_package(content, report)
    write_safely(path, content, record)


def package_bytes(report: PackageReport, job: JobContext) -> bytes:
    """The workbook as a file's content: equal reports give equal bytes."""
    book, brush = new_book(), Brush()
    book.worksheets[0].title = TITLES[COVER]
    job.step(0, 8, TITLES[COVER])
    write_package_cover(book.worksheets[0], report, brush)
    for number, table in enumerate(package_tables(report), start=1):
        job.step(number, 8, table.title)
        write_table(book.create_sheet(table.title), table, report.page(), brush)
    if enclosed := report.enclosed:
        table = enclosed.table()
        write_table(book.create_sheet(table.title), table, report.page(), brush)
    rows = packet.packed(payload_of(report.package))
    if report.notice:
        rows |= packet.enclosed(report.notice, report.keys)
    if report.department:
        rows[DEPARTMENT] = report.department
    if report.keys:
        signed = report.keys.sign_record(report.package, report.department)
        rows |= packet.signature_rows(signed)
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = report.package.made_by
    book.properties.title = report.subject
    book.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name="CheckCode", value=report.package.check_code)
    )
    job.step(6, 8, "压缩")
    return sealed_bytes(book, report.package.made_at)

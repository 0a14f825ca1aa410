"""填报模板: an empty workbook of one department's year, to be filled in where the app can't run.

It has the same sheets and keys as an export, but no answers are sealed in it: when it comes back,
the visible cells count.
"""

from pathlib import Path

from model.disk import name_part
from model.domain.sealed import unseal_as
from model.domain.template import Template
from model.domain.wording import OFFICE
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.keys import COVER, EVIDENCE, PACKET, SCORE, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.sheet import let_rows_grow, write_table
from model.workbook.paper.styles import Brush
from model.workbook.report import printed
from model.workbook.report.cover_sheet import put_cover
from model.workbook.report.visible_answers import visible
from model.workbook.template.sheets import BlankCover, BlankReport, blank_tables, live_scores

ITEMS = {"measure", "quantity", "quality"}
CHECKS = ("G", "H")  # columns of 评分 that check official points: here there are none


def suggested_template_name(report: BlankReport) -> str:
    """'区城市管理委_2025年度填报模板.xlsx'."""
    sample = "示例_" if report.submission.sample else ""
    body = name_part(report.department.name, "单位")
    return f"{sample}{body}_{report.submission.year}年度填报模板.xlsx"


def write_template(path: Path, report: BlankReport, job: JobContext) -> None:
    """Write the template to *path* and read it back; on failure *path* is unchanged.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
        Cancelled: the user asked for it; nothing was written.
    """
    content = template_bytes(report, job)
    job.step(8, 10, "核对写出的内容")
    _verify(content, report)
    job.step(9, 10, f"写入 {path.name}")
    write_safely(path, content)


def template_bytes(report: BlankReport, job: JobContext) -> bytes:
    """The workbook as a file's content: equal reports give equal bytes."""
    book, brush = new_book(), Brush()
    cover = book.worksheets[0]
    cover.title = TITLES[COVER]
    tables = blank_tables(report)
    scores = live_scores(next(table for table in tables if table.key == SCORE))
    asked = [table for table in tables if table.key in ITEMS]
    put_cover(BlankCover(cover, report, brush, scores=scores, tables=asked))
    for number, table in enumerate(tables, start=1):
        job.step(number, 10, table.title)
        sheet = book.create_sheet(table.title)
        write_table(sheet, table, report.page(), brush)
        if table.key == SCORE:
            for letter in CHECKS:
                sheet.column_dimensions[letter].hidden = True
        else:
            let_rows_grow(sheet)
    rows = packet.packed(payload_of(template_of(report)))
    rows |= printed.packed_printed(printed.printed_on(tables, without={EVIDENCE, SCORE}))
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = OFFICE
    book.properties.title = report.subject
    job.step(7, 10, "压缩")
    return sealed_bytes(book, report.submission.exported_at, brush.results)


def template_of(report: BlankReport) -> Template:
    submission = report.submission
    return Template(
        year=submission.year,
        department=submission.department,
        made_at=submission.exported_at,
        plan=submission.plan,
        rulebook=submission.rulebook,
        package=submission.package,
        sample=submission.sample,
    )


def _verify(content: bytes, report: BlankReport) -> None:
    """Raises: RuntimeError: it doesn't say what was to be written. Our bug."""
    sheets = read_sheets(content)
    sealed = unseal_as(Template, packet.payload_in(tables_in(sheets)))
    found = visible(report.questionnaire, report.department.id, tables_in(sheets))
    empty = not (found.answers or found.cover or found.evidence or found.doubts or found.remarks)
    if sealed != template_of(report) or not empty:
        raise RuntimeError("the template written is not an empty year")

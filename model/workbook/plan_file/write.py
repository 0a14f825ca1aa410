"""Writing a plan as one file: sheets to be read and printed, and the packet that programs read."""

import re
from pathlib import Path

from openpyxl.packaging.custom import StringProperty

from model.disk import name_part
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.keys import PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush
from model.workbook.plan_file.content import PlanPaper
from model.workbook.plan_file.read import verify_plan_file

PLAIN = re.compile(r"[\w\-][\w.\-]{0,63}")


def suggested_plan_name(paper: PlanPaper) -> str:
    """'方案数据_某市碳达峰实施方案_2023.1版_3F2A91C0.xlsx'."""
    code = paper.record.check_code.replace(" ", "")[:8]
    title = name_part(paper.plan.title, "方案")
    edition = paper.plan.edition
    plain = edition if PLAIN.fullmatch(edition) else name_part(edition, "本")
    return f"方案数据_{title}_{plain}版_{code}.xlsx"


def write_plan_file(path: Path, paper: PlanPaper, job: JobContext) -> None:
    """Write *paper* to *path* and read it back; on failure *path* is unchanged.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
    """
    content = plan_file_bytes(paper, job)
    job.step(7, 8, f"写入 {path.name}")
    verify_plan_file(content, paper)
    write_safely(path, content)


def plan_file_bytes(paper: PlanPaper, job: JobContext) -> bytes:
    """The workbook as a file's content: equal papers give equal bytes."""
    book, brush = new_book(), Brush()
    for number, table in enumerate(paper.tables()):
        job.step(number, 8, table.title)
        sheet = book.create_sheet() if number else book.worksheets[0]
        sheet.title = table.title
        write_table(sheet, table, paper.page, brush)
    rows = packet.packed(payload_of(paper.record))
    if paper.keys:
        rows |= packet.signature_rows(paper.keys.sign_record(paper.record))
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = paper.record.made_by
    book.properties.title = paper.subject
    book.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name="CheckCode", value=paper.record.check_code)
    )
    job.step(6, 8, "压缩")
    return sealed_bytes(book, paper.record.made_at)

"""Writing the 退回单: one table to be read on paper, and the packet that the clerk's app reads."""

from decimal import Decimal
from pathlib import Path

from openpyxl.packaging.custom import StringProperty

from model.disk import name_part
from model.domain.wording import OFFICE, day_words
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.keys import PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.sheet import write_signers, write_table
from model.workbook.paper.styles import HEADING, Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.slip.content import SlipReport
from model.workbook.slip.layout import SLIP, SLIP_TITLES
from model.workbook.slip.read import verify_slip

CENTRED = Look(across="center")
COLUMNS = (
    Column(key="no", heading="序号", width=5, look=CENTRED),
    Column(key="place", heading="条款或指标", width=16, look=Look(ink="quiet")),
    Column(key="words", heading="方案要求", least=22, look=Look(fill="quote")),
    Column(key="said", heading="填报内容", least=26),
    Column(key="remark", heading="复核意见", least=34, look=Look(font=HEADING, ink="returned")),
    Column(key="reply", heading="整改情况", width=20, look=Look(entry=True)),
)


def suggested_slip_name(report: SlipReport) -> str:
    """'退回单_区城市管理委_2025年度_第1号_3F2A91C0.xlsx'."""
    slip = report.slip
    code = slip.check_code.replace(" ", "")[:8]
    sample = "示例_" if slip.sample else ""
    body = name_part(report.department.name, "单位")
    return f"{sample}退回单_{body}_{slip.year}年度_第{slip.number}号_{code}.xlsx"


def write_slip(path: Path, report: SlipReport, job: JobContext) -> None:
    """Write *report* to *path* and read it back; on failure *path* is unchanged.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
    """
    content = slip_bytes(report)
    job.step(1, 2, f"写入 {path.name}")
    verify_slip(content, report)
    write_safely(path, content)


def slip_bytes(report: SlipReport) -> bytes:
    """The workbook as a file's content: equal reports give equal bytes."""
    book, brush = new_book(), Brush()
    sheet = book.worksheets[0]
    sheet.title = SLIP_TITLES[SLIP]
    table = slip_table(report)
    write_table(sheet, table, report.page(), brush)
    office, day = f"{report.questionnaire.plan.office}（盖章）", day_words(report.slip.made_at)
    write_signers(sheet, table, ((office, 46), (day, 26)), brush)
    rows = packet.packed(payload_of(report.slip))
    if report.keys:
        signed = report.keys.sign_record(report.slip, report.slip.department)
        rows |= packet.signature_rows(signed)
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = OFFICE
    book.properties.title = report.subject
    book.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name="CheckCode", value=report.slip.check_code)
    )
    return sealed_bytes(book, report.slip.made_at)


def slip_table(report: SlipReport) -> Table:
    sample = "（示例数据）" if report.slip.sample else ""
    return Table(
        key=SLIP,
        title=SLIP_TITLES[SLIP],
        heading=f"{report.slip.year}年度碳达峰自评估工作簿退回单{sample}",
        note=report.note,
        columns=COLUMNS,
        rows=tuple(
            Row(
                key=remark.item,
                values={
                    "no": Decimal(number),
                    "place": report.place(remark),
                    "words": report.words(remark),
                    "said": report.said(remark),
                    "remark": remark.text,
                },
            )
            for number, remark in enumerate(report.slip.remarks, start=1)
        ),
        empty="（没有逐项意见，见上面的总体意见。）",
    )

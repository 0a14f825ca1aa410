"""Writing the 整改通知单, the 整改反馈单 and the 整改台账."""

from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl.packaging.custom import StringProperty

from model.disk import name_part
from model.domain.canonical import SealedRecord
from model.domain.origin import OFFICE as HOLDER
from model.domain.rectification import RectificationNotice, RectificationReply
from model.domain.wording import OFFICE, day_words
from model.ed25519 import KeyPair
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.keys import PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_signers, write_table
from model.workbook.paper.styles import Brush
from model.workbook.paper.table import Table
from model.workbook.rectification.content import (
    NoticeReport,
    ReplyReport,
    notice_entries,
    reply_entries,
)
from model.workbook.rectification.read import verify_rectification


def _nothing() -> None:
    pass


def suggested_notice_name(report: NoticeReport) -> str:
    """'整改通知单_区城市管理委_2025年度_第1号_3F2A91C0.xlsx'."""
    return _name("整改通知单", report.department, f"第{report.notice.number}号", report.notice)


def suggested_reply_name(report: ReplyReport) -> str:
    """'整改反馈单_区城市管理委_2025年度_第1次_3F2A91C0.xlsx'."""
    return _name("整改反馈单", report.department, f"第{report.reply.number}次", report.reply)


def _name(kind: str, body: str, number: str, one: RectificationNotice | RectificationReply) -> str:
    whose, code = name_part(body, "单位"), one.check_code.replace(" ", "")[:8]
    sample = "示例_" if one.sample else ""
    return f"{sample}{kind}_{whose}_{one.year}年度_{number}_{code}.xlsx"


def write_notice(
    path: Path, report: NoticeReport, job: JobContext, record: Callable[[], object] = _nothing
) -> None:
    """Write *report* to *path* and read it back; on failure *path* is unchanged. *record*: as for
    `write_safely`.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
    """
    content = notice_bytes(report)
    job.step(1, 2, f"写入 {path.name}")
    verify_rectification(content, report.notice, notice_entries(report.notice))
    write_safely(path, content, record)


def notice_bytes(report: NoticeReport) -> bytes:
    """The workbook as a file's content: equal reports give equal bytes."""
    signers = (f"{report.plan.office}（盖章）", day_words(report.notice.made_at))
    return _bytes(
        report.notice, report.table(), report.page, signers, report.keys,
        report.notice.department, OFFICE, report.subject, report.notice.made_at,
    )  # fmt: skip


def write_reply(
    path: Path, report: ReplyReport, job: JobContext, record: Callable[[], object] = _nothing
) -> None:
    """As `write_notice`."""
    content = reply_bytes(report)
    job.step(1, 2, f"写入 {path.name}")
    verify_rectification(content, report.reply, reply_entries(report.reply))
    write_safely(path, content, record)


def reply_bytes(report: ReplyReport) -> bytes:
    """The workbook as a file's content: equal reports give equal bytes."""
    signers = (f"{report.department}（盖章）", "负责人（签字）：　　　　　　　　")
    return _bytes(
        report.reply, report.table(), report.page, signers, report.keys,
        HOLDER, report.department, report.subject, report.reply.made_at,
    )  # fmt: skip


def _bytes(
    record: SealedRecord,
    table: Table,
    page: Page,
    signers: Iterable[str],
    keys: KeyPair | None,
    recipient: str,
    author: str,
    subject: str,
    moment: str,
) -> bytes:
    book, brush = new_book(), Brush()
    sheet = book.worksheets[0]
    sheet.title = table.title
    write_table(sheet, table, page, brush)
    lines = ((text, 26 if number else 46) for number, text in enumerate(signers))
    write_signers(sheet, table, lines, brush)
    rows = packet.packed(payload_of(record))
    if keys:
        rows |= packet.signature_rows(keys.sign_record(record, recipient))
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator, book.properties.title = author, subject
    book.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name="CheckCode", value=record.check_code)
    )
    return sealed_bytes(book, moment)

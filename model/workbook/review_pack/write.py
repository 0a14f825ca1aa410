"""Writing a 复核包: its contents to be read on paper, and the files that came, in one zip."""

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from model.disk import name_part
from model.domain.china_time import china_time
from model.domain.origin import OFFICE as HOLDER
from model.domain.review_file import MANIFEST, ReviewPack
from model.domain.wording import OFFICE, day_words
from model.ed25519 import KeyPair
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import EARLIEST, sealed_bytes
from model.workbook.keys import PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.review_pack.layout import PACKED, REVIEW_PACK_TITLES

CENTRED, QUIET = Look(across="center"), Look(ink="quiet")


def suggested_pack_name(record: ReviewPack) -> str:
    """'复核包_2025年度_李四_3F2A91C0.zip'."""
    code = record.check_code.replace(" ", "")[:8]
    who = name_part(record.reviewer, "复核人")
    sample = "示例_" if record.decisions.sample else ""
    return f"{sample}复核包_{record.year}年度_{who}_{code}.zip"


def pack_bytes(record: ReviewPack, contents: Mapping[str, bytes], keys: KeyPair) -> bytes:
    """The 复核包 as a file's content.

    Args:
        contents: of each of its files, by its name there.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        whole = {MANIFEST: contents_bytes(record, keys), **contents}
        for name, content in whole.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def contents_bytes(record: ReviewPack, keys: KeyPair) -> bytes:
    """The workbook that tells what lies in the 复核包."""
    book, brush = new_book(), Brush()
    sheet = book.worksheets[0]
    sheet.title = REVIEW_PACK_TITLES[PACKED]
    subject = f"{record.year}年度复核包　{record.made_by}　{day_words(record.made_at)}"
    page = Page(left=subject, right=f"校验码 {record.check_code}")
    write_table(sheet, _table(record, subject), page, brush)
    rows = packet.packed(payload_of(record))
    rows |= packet.signature_rows(keys.sign_record(record, HOLDER))
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = OFFICE
    book.properties.title = subject
    return sealed_bytes(book, record.made_at, brush.results)


def _table(record: ReviewPack, subject: str) -> Table:
    return Table(
        key=PACKED,
        title=REVIEW_PACK_TITLES[PACKED],
        heading=f"{record.year}年度碳达峰自评估复核包",
        note=f"{subject}　供{record.reviewer or '另一位复核人'}在另一台电脑上复核。"
        f"内有文件 {len(record.files)} 个，复核意见 {len(record.decisions.lines)} 条。"
        "请整个拿到另一台电脑上，在“复核分工”页收下；不要解压，不要改动其中的文件。",
        columns=(
            Column(key="no", heading="序号", width=6, look=CENTRED),
            Column(key="file", heading="文件", least=60),
            Column(key="came", heading="收到时间", width=19, look=QUIET),
        ),
        rows=tuple(
            Row(
                key=f"r{number}",
                values={
                    "no": Decimal(number),
                    "file": one.file_name,
                    "came": china_time(one.came_at) if one.came_at else "年度任务包",
                },
            )
            for number, one in enumerate(record.files, start=1)
        ),
    )

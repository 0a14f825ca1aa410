"""Writing 复核意见: decisions to be read on paper, and the packet that the other PC reads."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from model.disk import name_part
from model.domain.china_time import china_time
from model.domain.forms import FormSet
from model.domain.origin import OFFICE as HOLDER
from model.domain.plan import Item, Plan
from model.domain.review import WHOLE_YEAR, Review
from model.domain.review_file import ReviewFile
from model.domain.sealed import unseal_as
from model.domain.wording import OFFICE, day_words
from model.ed25519 import KeyPair
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.keys import PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.review_file.layout import REVIEW_FILE_TITLES, REVIEWS

CENTRED, QUIET = Look(across="center"), Look(ink="quiet")
YEAR_AS_A_WHOLE = "年度整体"


def suggested_review_file_name(record: ReviewFile) -> str:
    """'复核意见_2025年度_张三_3F2A91C0.xlsx'."""
    code = record.check_code.replace(" ", "")[:8]
    who = name_part(record.made_by, "复核人")
    return f"{'示例_' if record.sample else ''}复核意见_{record.year}年度_{who}_{code}.xlsx"


def write_review_file(
    path: Path, record: ReviewFile, plan: Plan, forms: FormSet, keys: KeyPair, job: JobContext
) -> None:
    """Write *record*, signed with *keys*, to *path* and read it back; on failure *path* is
    unchanged.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
    """
    content = review_file_bytes(record, plan, forms, keys)
    job.step(1, 2, f"写入 {path.name}")
    if unseal_as(ReviewFile, packet.payload_in(tables_in(read_sheets(content)))) != record:
        raise RuntimeError("the workbook written is not the decisions")
    write_safely(path, content)


def review_file_bytes(record: ReviewFile, plan: Plan, forms: FormSet, keys: KeyPair) -> bytes:
    """The workbook as a file's content: equal records give equal bytes."""
    book, brush = new_book(), Brush()
    sheet = book.worksheets[0]
    sheet.title = REVIEW_FILE_TITLES[REVIEWS]
    subject = f"{record.year}年度复核意见　{record.made_by}　{day_words(record.made_at)}"
    page = Page(left=subject, right=f"校验码 {record.check_code}")
    write_table(sheet, _table(record, plan, forms, subject), page, brush)
    signed = keys.sign_record(record, HOLDER)
    rows = packet.packed(payload_of(record)) | packet.signature_rows(signed)
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = OFFICE
    book.properties.title = subject
    return sealed_bytes(book, record.made_at, brush.results)


def _table(record: ReviewFile, plan: Plan, forms: FormSet, subject: str) -> Table:
    reviews = record.reviews
    return Table(
        key=REVIEWS,
        title=REVIEW_FILE_TITLES[REVIEWS],
        heading=f"{record.year}年度碳达峰自评估复核意见",
        note=f"{subject}　共 {len(reviews)} 条，供办公室另一台电脑合并，也可打印存档",
        columns=(
            Column(key="no", heading="序号", width=6, look=CENTRED),
            Column(key="body", heading="责任单位", width=18),
            Column(key="item", heading="事项", least=36),
            Column(key="verdict", heading="复核", width=12, look=CENTRED),
            Column(key="changes", heading="核改为", least=20),
            Column(key="remark", heading="理由、意见", least=26),
            Column(key="by", heading="复核人", width=10, look=CENTRED),
            Column(key="at", heading="时间", width=19, look=QUIET),
        ),
        rows=tuple(_rows(reviews, plan, forms)),
    )


def _rows(reviews: Iterable[Review], plan: Plan, forms: FormSet) -> Iterable[Row]:
    names = {body.id: body.name for body in plan.departments.values()}
    items = _items(plan)
    for number, one in enumerate(reviews, start=1):
        item = items.get(one.item)
        title = (
            YEAR_AS_A_WHOLE
            if one.item == WHOLE_YEAR
            else item.title
            if item
            else "（已不在方案内）"
        )
        yield Row(
            key=f"r{number}",
            values={
                "no": Decimal(number),
                "body": names.get(one.department, "（已撤并的单位）"),
                "item": title,
                "verdict": one.verdict.value,
                "changes": changes_words(one, plan, forms),
                "remark": one.remark,
                "by": one.by,
                "at": china_time(one.at) if one.at else "",
            },
        )


def _items(plan: Plan) -> dict[str, Item]:
    return {**plan.measures, **plan.indicators}


def changes_words(one: Review, plan: Plan, forms: FormSet) -> str:
    """What a 核改 makes of the answer: '进展状态：推进中；完成进度：60%'."""
    item = _items(plan).get(one.item)
    if item is None:
        return ""
    fields = {field.key: field for field in forms.asked(item, one.department).fields()}
    said: Mapping[str, str | None] = one.changes
    return "；".join(
        f"{fields[key].label}：{fields[key].words(text) if text else '未填'}"
        for key, text in said.items()
        if key in fields
    )

"""Writing the 任务分解表（会签稿）: the paper on which departments countersign who does what."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from model.domain.duty_sheet import DutySheet
from model.ed25519 import KeyPair
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.duty_sheet.layout import COMMENT, DUTY_TITLES, LEAD, SHEET, SUPPORT
from model.workbook.duty_sheet.read import verify_duty_sheet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.keys import PACKET, TITLES
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.page import Page
from model.workbook.paper.sheet import write_table
from model.workbook.paper.styles import Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.report.content import SAMPLE

CENTRED, QUOTED, QUIET = Look(across="center"), Look(fill="quote"), Look(ink="quiet")
ENTRY = Look(entry=True)
NOTE = (
    "请直接改“牵头”“配合”，单位之间用顿号分开；意见写在“会签意见”，签字后把本表交回办公室。"
    "标“建议”的还没有经办公室确认。"
)


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """One printed measure or indicator."""

    item: str
    place: str
    words: str
    lead: str
    support: str
    basis: str  # why, and whether it is only proposed


@dataclass(frozen=True, kw_only=True)
class DutyPaper:
    """The content of the workbook; `sheet` is sealed in it."""

    sheet: DutySheet
    lines: tuple[DutyLine, ...]
    author: str = ""
    sample: bool = False
    keys: KeyPair | None = None  # of the office that prints it; None: unsigned

    @property
    def subject(self) -> str:
        sample = f"{SAMPLE}　" if self.sample else ""
        return f"{sample}{self.sheet.year}年度任务分解表（会签稿）"


def suggested_duty_name(year: int, *, sample: bool) -> str:
    """'2025年度任务分解表（会签稿）.xlsx'."""
    return f"{'示例_' if sample else ''}{year}年度任务分解表（会签稿）.xlsx"


def write_duty_sheet(path: Path, paper: DutyPaper, job: JobContext) -> None:
    """Write *paper* to *path* and read it back; on failure *path* is unchanged.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
    """
    content = duty_sheet_bytes(paper, job)
    verify_duty_sheet(content, paper.sheet)
    write_safely(path, content)


def duty_sheet_bytes(paper: DutyPaper, job: JobContext) -> bytes:
    """The workbook as a file's content: equal papers give equal bytes."""
    book, brush = new_book(), Brush()
    sheet = book.worksheets[0]
    sheet.title = DUTY_TITLES[SHEET]
    job.step(0, 2, sheet.title)
    write_table(sheet, _table(paper), Page(left=paper.subject, right=""), brush)
    rows = packet.packed(payload_of(paper.sheet))
    if paper.keys:
        rows |= packet.signature_rows(paper.keys.sign_record(paper.sheet))
    write_packet(book.create_sheet(TITLES[PACKET]), rows, brush)
    book.properties.creator = paper.author
    book.properties.title = paper.subject
    job.step(1, 2, "压缩")
    return sealed_bytes(book, paper.sheet.made_at)


def _table(paper: DutyPaper) -> Table:
    return Table(
        key=SHEET,
        title=DUTY_TITLES[SHEET],
        heading=paper.subject,
        note=f"共 {len(paper.lines)} 项。{NOTE}",
        columns=(
            Column(key="no", heading="序号", width=6, look=CENTRED),
            Column(key="place", heading="条款", width=18, look=QUIET),
            Column(key="words", heading="任务、指标", least=40, look=QUOTED),
            Column(key=LEAD, heading="牵头", width=16, look=ENTRY),
            Column(key=SUPPORT, heading="配合", width=24, look=ENTRY),
            Column(key="basis", heading="依据", width=26, look=QUIET),
            Column(key=COMMENT, heading="会签意见", width=18, look=ENTRY),
            Column(key="signed", heading="签字", width=10, look=ENTRY),
        ),
        rows=tuple(_row(number, line) for number, line in enumerate(paper.lines, start=1)),
    )


def _row(number: int, line: DutyLine) -> Row:
    return Row(
        key=line.item,
        values={
            "no": Decimal(number),
            "place": line.place,
            "words": line.words,
            LEAD: line.lead,
            SUPPORT: line.support,
            "basis": line.basis,
        },
    )

"""Writing the 科室表: a section's own items, to be filled in in WPS or on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from model.disk import name_part
from model.domain.answers import NOTHING_SAID
from model.domain.forms import Field
from model.domain.submission import Submission
from model.domain.targets import Target
from model.domain.wording import day_words
from model.files import write_safely
from model.jobs import JobContext
from model.record_bounds import payload_of
from model.workbook import packet
from model.workbook.file_bytes import sealed_bytes
from model.workbook.keys import PACKET, TITLES, VALUE
from model.workbook.layout import Questionnaire, Shown, as_shown
from model.workbook.packet_sheet import write_packet
from model.workbook.paper.book import new_book
from model.workbook.paper.sheet import let_rows_grow, write_signers, write_table
from model.workbook.paper.styles import HEADING, Brush, Look
from model.workbook.paper.table import Column, Row, Table
from model.workbook.report.evidence_sheet import LEAST
from model.workbook.report.item_sheets import item_tables
from model.workbook.section_sheet.content import SAMPLE, SectionPaper
from model.workbook.section_sheet.layout import (
    ADDITION,
    ADDITIONS,
    HANDED_BACK,
    LAST_YEAR,
    OF_ITEMS,
    PROOFS,
    SECTION,
    SECTION_TITLES,
)
from model.workbook.section_sheet.read import (
    asked_by_table,
    numbered,
    printed_words,
    verify_section_sheet,
)

SIGN = "sign"  # key of the row in which people sign: it is no stray
AS_TEXT = "@"  # so that 3-1 stays 3-1 and no date
CENTRED, QUOTED, QUIET = Look(across="center"), Look(fill="quote"), Look(ink="quiet")
TYPED = Look(entry=True, number_format=AS_TEXT)
SIGNED = Look(rules="none", size=11, down="bottom")
LABEL = Look(font=HEADING, size=12, fill="quote", across="center")
PLAIN = Look(size=12, indent=1)
PORTRAIT = 92  # digits across the page
PIECES = 10  # of evidence that there is room for
ROW_PT = 32.0
LOWEST_PT = 44.0  # so that there is room to write by hand
ROOMIER = {"done": 1.8}  # for what most is written about
HOW = (
    "在各表可以点选的格内填写，已有的内容可以直接改；可以筛选，不要增删表、行、列。",
    "填不了的先空着。不属于本科室的，在“退回”栏写明原因和应由谁填。",
    "填完请科室负责人过目，在本页填上姓名，把整个文件发回；文件名可以改。",
    "证明材料可以列在“佐证材料”表里，连同文件一起压缩成 zip 发回。",
)


def suggested_section_name(paper: SectionPaper) -> str:
    """'科室表_市容科_区城市管理委2025年度_第1次.xlsx'; a filled one says 已填."""
    sheet = paper.sheet
    sample = "示例_" if sheet.sample else ""
    filled = "_已填" if paper.filled else ""
    section = name_part(sheet.section_name, "科室")
    whose = f"{name_part(paper.department.name, '单位')}{sheet.year}年度"
    return f"{sample}科室表_{section}_{whose}_第{sheet.number}次{filled}.xlsx"


def write_section_sheet(path: Path, paper: SectionPaper, job: JobContext) -> None:
    """Write *paper* to *path* and read it back; on failure *path* is unchanged.

    Raises:
        AppError: it can't be written there; what was there before is as it was.
    """
    content = section_sheet_bytes(paper)
    job.step(1, 2, f"写入 {path.name}")
    verify_section_sheet(content, paper)
    write_safely(path, content)


def section_sheet_bytes(paper: SectionPaper) -> bytes:
    """The workbook as a file's content: equal papers give equal bytes."""
    book, brush = new_book(), Brush()
    first = book.worksheets[0]
    first.title = SECTION_TITLES[SECTION]
    write_table(first, _front(paper), paper.page(portrait=True), brush)
    first.freeze_panes = None
    first.auto_filter.ref = None
    for table in section_tables(paper):
        sheet = book.create_sheet(table.title)
        write_table(sheet, table, paper.page(), brush)
        let_rows_grow(sheet, ROW_PT if table.key == PROOFS else LOWEST_PT)
        _sign(sheet, table, brush)
    write_packet(book.create_sheet(TITLES[PACKET]), packet.packed(payload_of(paper.sheet)), brush)
    book.properties.creator = paper.department.name
    book.properties.title = paper.subject
    return sealed_bytes(book, paper.saved_at or paper.sheet.made_at, brush.results)


def section_tables(paper: SectionPaper) -> tuple[Table, ...]:
    """The tables after the first sheet, in their order; those without rows are left out."""
    tables = [_of_items(paper, one) for one in item_tables(_Shown(paper)) if one.rows]
    if paper.sheet.added:
        tables.append(_additions(paper))
    return (*tables, _proofs(paper))


@dataclass(frozen=True)
class _Shown:
    """The section's items in the manner of a report."""

    paper: SectionPaper

    @property
    def questionnaire(self) -> Questionnaire:
        return self.paper.led

    @property
    def submission(self) -> Submission:
        return self.paper.submission

    @property
    def subject(self) -> str:
        return self.paper.subject

    @property
    def targets(self) -> dict[str, Target]:
        return dict(self.paper.targets)


def _front(paper: SectionPaper) -> Table:
    sheet = paper.sheet
    sample = f"{SAMPLE}，仅供演示" if sheet.sample else ""
    facts = {
        "whose": ("科室", sheet.section_name),
        "department": ("责任单位", paper.department.name),
        "count": ("本科室事项", _counted(paper)),
        "due": ("请在此日前发回", day_words(sheet.due) if sheet.due else "尽快"),
        "back": ("发回给", "　".join(filter(None, (sheet.sent_by, sheet.phone))) or "本单位联络员"),
        "how": ("怎么填", "\n".join(f"{n}．{line}" for n, line in enumerate(HOW, start=1))),
    }
    asked = paper.asked.forms.section.fields()
    return Table(
        key=SECTION,
        title=SECTION_TITLES[SECTION],
        heading=f"{sheet.year}年度碳达峰自评估科室填报表",
        note=sample or paper.subject,
        width=PORTRAIT,
        columns=(
            Column(key="label", heading="事项", width=22, look=LABEL),
            Column(key=VALUE, heading="内容", least=60, look=PLAIN),
        ),
        rows=(
            *(
                Row(key=f"about-{key}", values={"label": label, VALUE: words})
                for key, (label, words) in facts.items()
            ),
            *(
                Row(
                    key=one.key,
                    values={
                        "label": one.label,
                        VALUE: as_shown(one, paper.cells.about.get(one.key, "")),
                    },
                    looks={VALUE: replace(PLAIN, entry=True, number_format=AS_TEXT)},
                )
                for one in asked
            ),
        ),
    )


def _counted(paper: SectionPaper) -> str:
    led, added = len(paper.sheet.led), len(paper.sheet.added)
    words = f"填写 {led} 项" if led else ""
    more = f"补充 {added} 项（由别的科室牵头填写）" if added else ""
    return "，".join(filter(None, (words, more)))


def _of_items(paper: SectionPaper, table: Table) -> Table:
    """A report's table with last year's words and a place to hand an item back."""
    plan, forms = paper.asked.plan, paper.asked.forms
    handed_back = forms.section_item.field(HANDED_BACK)
    columns = [one for one in table.columns if one.key not in {"evidence", "place"}]
    first = next(n for n, one in enumerate(columns) if one.look.entry)
    asked = [_roomier(one) if one.look.entry else one for one in columns[first:]]
    last = Column(key=LAST_YEAR, heading="去年填的", width=20, look=QUIET)
    before = {row.key: paper.last_words(plan.item(row.key)) for row in table.rows}
    return replace(
        table,
        key=f"{OF_ITEMS}{table.key}",
        heading=f"{paper.sheet.year}年度{table.title}（{paper.sheet.section_name}）",
        note=f"{paper.subject}　共 {len(table.rows)} 项",
        columns=(
            *columns[:first],
            *((last,) if any(before.values()) else ()),
            *asked,
            _entry(handed_back, 13),
        ),
        rows=tuple(
            replace(
                row,
                values={
                    **row.values,
                    LAST_YEAR: before[row.key],
                    HANDED_BACK: _said(paper, row.key, handed_back),
                },
            )
            for row in table.rows
        ),
    )


def _roomier(column: Column) -> Column:
    """Text columns take text as it is typed."""
    if column.width is not None:
        return column
    look = replace(column.look, number_format=AS_TEXT)
    return replace(column, look=look, least=column.least * ROOMIER.get(column.key, 1))


def _entry(field: Field, width: float | None = None) -> Column:
    return Column(
        key=field.key, heading=field.label, width=width, least=40, look=TYPED, prompt=field.help
    )


def _additions(paper: SectionPaper) -> Table:
    form = paper.asked.forms.section_item
    return Table(
        key=ADDITIONS,
        title=SECTION_TITLES[ADDITIONS],
        heading=f"{paper.sheet.year}年度{SECTION_TITLES[ADDITIONS]}（{paper.sheet.section_name}）",
        note=f"{paper.subject}　共 {len(paper.sheet.added)} 项，由牵头科室填写，请补充本科室的情况",
        columns=(
            Column(key="no", heading="序号", width=5, look=CENTRED),
            Column(key="words", heading="方案要求", least=40, look=QUOTED),
            Column(key="leader", heading="牵头科室", width=14, look=QUIET),
            _entry(form.field(ADDITION)),
            _entry(form.field(HANDED_BACK), 18),
        ),
        rows=tuple(
            Row(
                key=item,
                values={
                    "no": Decimal(number),
                    "words": printed_words(ADDITIONS, paper.asked.plan.item(item)),
                    "leader": paper.sheet.leaders.get(item, ""),
                    ADDITION: _said(paper, item, form.field(ADDITION)),
                    HANDED_BACK: _said(paper, item, form.field(HANDED_BACK)),
                },
            )
            for number, item in enumerate(paper.sheet.added, start=1)
        ),
    )


def _said(paper: SectionPaper, item: str, field: Field) -> Shown:
    return as_shown(field, paper.cells.answers.get(item, NOTHING_SAID).get(field.key, ""))


def _proofs(paper: SectionPaper) -> Table:
    return Table(
        key=PROOFS,
        title=SECTION_TITLES[PROOFS],
        heading=f"{SECTION_TITLES[PROOFS]}（{paper.sheet.section_name}）",
        note=f"{paper.subject}　“对应事项”填“任务3”“指标2”；有文件的写文件名，随本表一起压缩发回",
        columns=tuple(_proof_columns(paper)),
        rows=tuple(_proof_rows(paper)),
    )


def _proof_rows(paper: SectionPaper) -> Iterator[Row]:
    """Those that are listed, and room for more."""
    names = numbered(asked_by_table(paper.sheet, paper.questionnaire))
    pieces, asked = paper.cells.evidence, [*paper.asked.forms.evidence.fields()]
    for number in range(1, max(PIECES, len(pieces)) + 1):
        values: dict[str, Shown] = {"no": Decimal(number)}
        if number <= len(pieces):
            piece = pieces[number - 1]
            values |= {"item": names.get(piece.item, ""), "file_name": piece.file_name}
            values |= {one.key: as_shown(one, getattr(piece, one.key)) for one in asked}
        yield Row(key=f"e{number}", values=values)


def _proof_columns(paper: SectionPaper) -> Iterator[Column]:
    yield Column(key="no", heading="序号", width=5, look=CENTRED)
    yield Column(key="item", heading="对应事项", width=14, look=TYPED)
    for one in paper.asked.forms.evidence.fields():
        yield replace(_entry(one), least=2 * LEAST.get(one.key, 20))
    yield Column(key="file_name", heading="文件名", width=34, look=TYPED)


def _sign(sheet: Worksheet, table: Table, brush: Brush) -> None:
    """Who filled it in and who agreed, for those who sign on paper."""
    words = "填写人：　　　　　　　　　科室负责人（签字）：　　　　　　　　　　　　年　　月　　日"
    write_signers(sheet, table, ((words, ROW_PT),), brush, SIGNED)
    brush.put(sheet, sheet.max_row, 1, SIGN, Look())

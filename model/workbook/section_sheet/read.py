"""A 科室表 that came back: what was sent, and what its cells say otherwise now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from model.domain.answers import NOTHING_SAID, Evidence
from model.domain.canonical import canonical_bytes, digest_of
from model.domain.cell_edit import CellEdit, in_quotes
from model.domain.forms import Field, Form, Text
from model.domain.names import folded
from model.domain.plan import Indicator, Item
from model.domain.sealed import unseal_as
from model.domain.section import ADDITION as ADDITION_OF
from model.domain.section import HANDED_BACK as HANDED_BACK_OF
from model.domain.section import SaidCell, SectionReturn, SectionSheet
from model.domain.submission import COVER as ABOUT_ALL
from model.domain.submission import OVERALL
from model.domain.text_kinds import as_label, is_moment
from model.workbook import packet
from model.workbook.edited_cells import CellMeaning, EditedCells, put_right
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import KeyedRow, KeyedTable, Tables, tables_in
from model.workbook.intake.worker_reply import Intake
from model.workbook.keys import CONTINUED, VALUE
from model.workbook.layout import Entry, Questionnaire
from model.workbook.named_items import called, item_called, names_of
from model.workbook.reasons import about_notes
from model.workbook.section_sheet.layout import (
    ADDITION,
    ADDITIONS,
    HANDED_BACK,
    NAME,
    NUMBER,
    OF_ITEMS,
    PROOFS,
    SECTION,
    SECTION_TITLES,
    WORDS,
)

if TYPE_CHECKING:  # it brings the writer of workbooks with it
    from model.workbook.section_sheet.content import SectionPaper

KNOWN = {"item", "file_name", "title", "reference"}  # what each piece of a sheet says
BESIDE = (Text(key="item", label="对应事项"), Text(key="file_name", label="文件名"))
MOST_PIECES = 500  # of evidence in one sheet


@dataclass(frozen=True, kw_only=True)
class ReceivedSectionSheet:
    """A section's sheet that came back. `content` is what its cells say otherwise than sent."""

    sheet: SectionSheet
    sha256: str  # of the file
    content: SectionReturn


def received_section_sheet(
    sha256: str, intake: Intake, sheet: SectionSheet, questionnaire: Questionnaire
) -> ReceivedSectionSheet:
    """What came back in a file whose packet holds *sheet*."""
    content = content_in(intake.tables, sheet, questionnaire)
    notes = tuple(map(str, about_notes(intake.notes)))
    saved_at = intake.moments.get("modified", "")
    content = replace(
        content,
        remarks=(*content.remarks, *notes),
        saved_at=saved_at if is_moment(saved_at) else "",
    )
    return ReceivedSectionSheet(sheet=sheet, sha256=sha256, content=content)


def content_in(tables: Tables, sheet: SectionSheet, questionnaire: Questionnaire) -> SectionReturn:
    """What the cells of *tables* say otherwise than *sheet* did when it was sent.

    A row, column or table that is gone says nothing: nothing is taken for cleared. Rows that were
    sorted without their hidden keys are known by their number and their words.
    """
    by_table = asked_by_table(sheet, questionnaire)
    reader = _Reader(dict(tables), sheet, questionnaire)
    for table, items in by_table.items():
        reader.read_table(table, items)
    about = {one.key: reader.about(one) for one in questionnaire.forms.section.fields()}
    pieces = reader.evidence(by_table)
    return SectionReturn(
        filled_by=about.get("filled_by", ""),
        phone=about.get("phone", ""),
        signed_by=about.get("signed_by", ""),
        said=tuple(reader.said),
        doubts=tuple(reader.doubts),
        remarks=tuple(reader.remarks),
        evidence=pieces,
        gone=tuple(reader.gone),
        lost=tuple(dict.fromkeys(reader.lost)),
    )


def asked_by_table(
    sheet: SectionSheet, questionnaire: Questionnaire
) -> dict[str, tuple[Item, ...]]:
    """Table -> its items in the order of their rows, as *sheet* was sent."""
    plan = sheet.asked_under(questionnaire.plan)
    known = [key for key in sheet.items if key in plan.measures or key in plan.indicators]
    asked = replace(questionnaire, plan=plan, only=frozenset(sheet.led) & frozenset(known))
    found = {
        f"{OF_ITEMS}{key}": items for key, (_, items) in asked.tables(sheet.department).items()
    }
    if added := [plan.item(key) for key in sheet.added if key in known]:
        found[ADDITIONS] = tuple(added)
    return found


def numbered(by_table: Mapping[str, tuple[Item, ...]]) -> dict[str, str]:
    """Item -> what it is called in the list of evidence: '任务3', '指标2'."""
    return {
        item.id: called(table.removeprefix(OF_ITEMS), number)
        for table, items in by_table.items()
        for number, item in enumerate(items, start=1)
    }


class _Reader:
    def __init__(
        self, tables: dict[str, KeyedTable], sheet: SectionSheet, questionnaire: Questionnaire
    ) -> None:
        self.tables = tables
        self.sheet = sheet
        self.forms = questionnaire.forms
        self.said: list[SaidCell] = []
        self.doubts: list[CellEdit] = []
        self.remarks: list[str] = []
        self.gone: list[str] = []  # items
        self.lost: list[str] = []  # fields

    def read_table(self, table: str, items: tuple[Item, ...]) -> None:
        if table not in self.tables:
            self.gone += (item.id for item in items)
            self.remarks.append(
                f"没有找到“{SECTION_TITLES[table]}”表，其中的 {len(items)} 项按没有填处理。"
            )
            return
        found, misplaced = _put_right(self.tables[table], items)
        self.tables[table] = found
        if missing := [one for one in items if one.id not in found.rows]:
            self.gone += (item.id for item in missing)
            names = "、".join(f"“{item.title}”" for item in missing[:3])
            more = f"等 {len(missing)} 项" if len(missing) > 3 else ""
            self.remarks.append(f"{found.sheet}：没有找到{names}{more}所在的行，按没有填处理。")
        every = [
            entry for item in items if item.id in found.rows for entry in self._entries(table, item)
        ]
        columns = {entry.column: entry.field for entry in every if entry.field}
        cells = EditedCells({table: found}, misplaced)
        swapped = cells.look_at_headings(table, columns.values())
        lost = [one for one in columns if one not in found.letters or one in swapped]
        if lost:
            named = "、".join(in_quotes(columns[one].label) for one in lost)
            self.remarks.append(f"{found.sheet}：没有找到{named}栏，按没有填处理。")
            self.lost += (self._kept_as(one) for one in lost)
        for entry in every:
            if entry.column not in lost and (meaning := cells.meaning(entry)):
                self._take(entry, meaning)

    def _take(self, entry: Entry, meaning: CellMeaning) -> None:
        meant, field = meaning.meant, entry.field
        if meant.text is None:
            self.doubts.append(meaning.doubt())
        elif meaning.changed:
            if wrong := field.complaint(meant.text) if field and meant.text else "":
                self.doubts.append(meaning.doubt(wrong))
                return
            self._tell(meaning, entry.label)
            kept = self._kept_as(entry.column)
            self.said.append(SaidCell(item=entry.row, field=kept, said=meant.text or None))

    def _tell(self, meaning: CellMeaning, label: str) -> None:
        """Remark on how a cell was understood, where it doesn't say just that."""
        if meaning.meant.said:
            words = in_quotes(meaning.cell.found.text)
            self.remarks.append(f"{meaning.place}：{label}，{words}{meaning.meant.said}。")

    def _kept_as(self, column: str) -> str:
        """The field that what stands in *column* is kept under."""
        section = self.sheet.section
        beside = {
            ADDITION: f"{ADDITION_OF}{section}",
            HANDED_BACK: f"{HANDED_BACK_OF}{section}",
        }
        return beside.get(column, column)

    def _entries(self, table: str, item: Item) -> Iterator[Entry]:
        answer = self.sheet.answers.get(item.id, NOTHING_SAID)
        for one in self._form(table, item):
            yield Entry(table, item.id, one.key, item.title, answer.get(one.key, ""), one)
        yield Entry(table, item.id, HANDED_BACK, item.title, "", self._beside.field(HANDED_BACK))

    def _form(self, table: str, item: Item) -> tuple[Field, ...]:
        if table == ADDITIONS:
            return (self._beside.field(ADDITION),)
        return self.forms.asked(item, self.sheet.department).fields()

    @property
    def _beside(self) -> Form:
        return self.forms.section_item

    def about(self, field: Field) -> str:
        """What the first sheet says of the sheet as a whole; "" where that is not certain."""
        entry = Entry(SECTION, field.key, VALUE, "", "", field)
        return self._plainly(EditedCells(self.tables), entry)[:60]

    def _plainly(self, cells: EditedCells, entry: Entry) -> str:
        """What a cell says that is asked about nowhere; what is odd about it becomes a remark."""
        meaning = cells.meaning(entry)
        if meaning is None:
            return ""
        self._tell(meaning, entry.label)
        if question := meaning.meant.question:
            self.remarks.append(f"{meaning.place}：{entry.label}，{question}")
        return (meaning.meant.text or "").strip()

    def evidence(self, by_table: Mapping[str, tuple[Item, ...]]) -> tuple[Evidence, ...]:
        """The pieces listed in the sheet, `MOST_PIECES` at most, each under an id that its words
        make.
        """
        strays: list[str] = []
        found = tuple(islice(self._pieces(by_table, strays), MOST_PIECES + 1))
        if strays:
            named = "、".join(map(in_quotes, dict.fromkeys(strays[:3])))
            more = f"等 {len(strays)} 处" if len(strays) > 3 else ""
            self.remarks.append(
                f"佐证材料：{named}{more}不是本科室的事项，相应的材料暂记在“{OVERALL}”下。"
                "到“导出”页的“二、报送信息”里可以移到该项。"
            )
        if len(found) > MOST_PIECES:
            self.remarks.append(f"佐证材料超过 {MOST_PIECES} 份，后面的没有接收，请核对。")
        return found[:MOST_PIECES]

    def _pieces(
        self, by_table: Mapping[str, tuple[Item, ...]], strays: list[str]
    ) -> Iterator[Evidence]:
        """Puts what they are filed under and nobody knows into *strays*."""
        if PROOFS not in self.tables:
            return
        names = names_of({table.removeprefix(OF_ITEMS): items for table, items in by_table.items()})
        cells = EditedCells(self.tables)
        fields = (*BESIDE, *self.forms.evidence.fields())
        for row in self.tables[PROOFS].rows:
            if not any(cells.whole(PROOFS, row, one.key) for one in fields):
                continue
            texts = {
                one.key: self._plainly(cells, Entry(PROOFS, row, one.key, "", "", one))
                for one in fields
            }
            title = texts["title"] or texts["file_name"] or texts["reference"]
            item = item_called(names, texts["item"])
            if CONTINUED in row or not title:
                continue
            if texts["item"] and not item:
                strays.append(texts["item"])
            whole = {"part": self.sheet.id, "row": row} | {
                key: text for key, text in texts.items() if key in KNOWN or text
            }
            yield Evidence(
                id=digest_of(canonical_bytes(whole))[:32], item=item or ABOUT_ALL,
                title=title[:200], reference=texts["reference"][:300],
                file_name=texts["file_name"][:200], issued_on=as_label(texts["issued_on"]),
                issuer=as_label(texts["issuer"]), pages=as_label(texts["pages"]),
            )  # fmt: skip


def _put_right(
    table: KeyedTable, items: tuple[Item, ...]
) -> tuple[KeyedTable, dict[tuple[str, str], str]]:
    """*table* with each row under the item that it is about; see `put_right`."""
    return put_right(
        table,
        {item.id: folded(printed_words(table.key, item)) for item in items},
        lambda row: folded(_text(row, WORDS) or _text(row, NAME)),
        {str(number): item.id for number, item in enumerate(items, start=1)},
        lambda row: _text(row, NUMBER).removesuffix(".0"),
    )


def printed_words(table: str, item: Item) -> str:
    """What stands in the row of *item* to tell which item it is about."""
    if not isinstance(item, Indicator):
        return item.text
    match table.removeprefix(OF_ITEMS):
        case "addition":
            return f"{item.name}：{item.quote}"
        case "support":
            return f"{item.name} {item.quote}"
        case _:
            return item.name


def _text(row: KeyedRow, column: str) -> str:
    found = row.cells.get(column)
    return found.text.strip() if found else ""


def verify_section_sheet(content: bytes, paper: "SectionPaper") -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    sealed = unseal_as(SectionSheet, packet.payload_in(tables))
    found = content_in(tables, sealed, paper.questionnaire)
    if sealed != paper.sheet or _said(found) != _expected(paper) or found.doubts:
        raise RuntimeError("the workbook written is not the section's sheet")


def _said(found: SectionReturn) -> object:
    cells = {(cell.item, cell.field): cell.said for cell in found.said}
    pieces = [(piece.item, folded(piece.title)) for piece in found.evidence]
    return cells, folded(found.filled_by), folded(found.signed_by), pieces


def _expected(paper: "SectionPaper") -> object:
    """What `_said` finds in the workbook of *paper*."""
    sheet, cells = paper.sheet, paper.cells
    columns = {HANDED_BACK: f"{HANDED_BACK_OF}{sheet.section}"}
    columns |= {ADDITION: f"{ADDITION_OF}{sheet.section}"}
    said = {}
    for item in sheet.items:
        before, now = (one.get(item, NOTHING_SAID) for one in (sheet.answers, cells.answers))
        for field in before.keys() | now.keys():
            if (text := now.get(field)) != before.get(field):
                said[item, columns.get(field, field)] = text
    pieces = [(piece.item, folded(piece.title)) for piece in cells.evidence]
    about = [folded(cells.about.get(key, "")) for key in ("filled_by", "signed_by")]
    return said, *about, pieces

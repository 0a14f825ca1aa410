"""A 科室表 that came back: what was sent, and what its cells say otherwise now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from model.domain.answers import NOTHING_SAID, Evidence
from model.domain.canonical import canonical_bytes, digest_of
from model.domain.cell_edit import CellEdit, in_quotes
from model.domain.forms import Field, Form
from model.domain.plan import Indicator, Item
from model.domain.sealed import unseal_as
from model.domain.section import ADDITION as ADDITION_OF
from model.domain.section import HANDED_BACK as HANDED_BACK_OF
from model.domain.section import SaidCell, SectionReturn, SectionSheet
from model.domain.submission import COVER as ABOUT_ALL
from model.domain.submission import OVERALL
from model.domain.text_kinds import as_label, is_moment
from model.workbook import packet
from model.workbook.cell_comparison import ReadCells, differing
from model.workbook.cell_value import folded, understood
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import KeyedRow, KeyedTable, Tables, tables_in
from model.workbook.intake.worker_reply import Intake
from model.workbook.keys import CONTINUED, VALUE
from model.workbook.layout import Entry, Questionnaire
from model.workbook.named_items import called, compared, names_of
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
MOST_PIECES = 500  # of evidence in one sheet
MISPLACED = "这一行印的不是本项的要求，行可能错位，请核对是哪一项的内容。"


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


def _under_anothers_heading(table: KeyedTable, columns: Mapping[str, Field]) -> set[str]:
    """The *columns* whose heading in sight is that of another of them."""
    if table.heads is None:
        return set()
    known = {folded(one.label): key for key, one in columns.items()}
    found = set()
    for key in columns:
        cell = table.heads.cells.get(key)
        named = known.get(folded((cell.text if cell else "").partition("\n")[0]), key)
        found |= {key} if named != key else set()
    return found


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
        found, misplaced = put_right(self.tables[table], items)
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
        swapped = _under_anothers_heading(found, columns)
        lost = [one for one in columns if one not in found.letters or one in swapped]
        if lost:
            named = "、".join(in_quotes(columns[one].label) for one in lost)
            self.remarks.append(f"{found.sheet}：没有找到{named}栏，按没有填处理。")
            self.lost += (self._kept_as(one) for one in lost)
        entries = [entry for entry in every if entry.column not in lost]
        fields = {(entry.row, entry.column): entry.field for entry in entries}
        for edit in differing(entries, {table: found}):
            field = fields[edit.item, edit.field]
            wrong = field.complaint(edit.taken) if field and edit.taken else ""
            self._take(edit, misplaced.get(edit.item, "") or wrong)

    def _take(self, edit: CellEdit, wrong: str) -> None:
        if wrong or edit.taken is None:
            question = wrong or edit.question
            self.doubts.append(replace(edit, question=question, doubtful=True, taken=None))
            return
        field = self._kept_as(edit.field)
        self.said.append(SaidCell(item=edit.item, field=field, said=edit.taken or None))

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
        cell = ReadCells(self.tables).whole(SECTION, field.key, VALUE)
        if cell is None:
            return ""
        return (understood(field, cell.found).text or "")[:60]

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
        cells = ReadCells(self.tables)
        fields = {one.key: one for one in self.forms.evidence.fields()}
        for row in self.tables[PROOFS].rows:
            texts = {}
            for key in ("item", "file_name", *fields):
                cell = cells.whole(PROOFS, row, key)
                texts[key] = cell.found.text.strip() if cell else ""
            if not any(texts.values()):
                continue
            title = texts["title"] or texts["file_name"] or texts["reference"]
            item = names.get(compared(texts["item"]), "")
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


def put_right(table: KeyedTable, items: tuple[Item, ...]) -> tuple[KeyedTable, dict[str, str]]:
    """*table* with each row under the item that it is about, whatever was sorted.

    Returns:
        The table, and item -> why nothing can be taken from its row.
    """
    words = {item.id: folded(printed_words(table.key, item)) for item in items}
    numbers = {str(number): item.id for number, item in enumerate(items, start=1)}
    twice = {text for text, count in Counter(words.values()).items() if count > 1}
    by_words = {text: item for item, text in words.items() if text not in twice}
    going_on = any(CONTINUED in key for key in table.rows)
    rows: dict[str, KeyedRow] = {}
    misplaced: dict[str, str] = {}
    for key, row in table.rows.items():
        if CONTINUED in key or key not in words:
            rows[key] = row
            continue
        seen = folded(_text(row, WORDS) or _text(row, NAME))
        number = numbers.get(_text(row, NUMBER).removesuffix(".0"), "")
        own = by_words.get(seen, "") if seen else key
        if own in {key, ""} and number in {key, ""}:
            whose = key  # at most words that a person typed over
        elif own and own == number and not going_on:
            whose = own
        elif seen in twice and number and words[number] == seen and not going_on:
            whose = number
        else:
            whose = key
            misplaced[key] = MISPLACED
        if whose in rows:
            misplaced[whose] = MISPLACED
        rows[whose] = row
    return table._replace(rows=rows), misplaced


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

"""Reads answers from the visible cells: of a 填报模板, or of a file without a seal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from model.domain.answers import EVIDENCE_FACTS, Answer, Evidence
from model.domain.cell_edit import CellEdit, in_quotes
from model.domain.forms import Form, Number
from model.domain.names import folded
from model.domain.plan import Item
from model.domain.submission import COVER as ABOUT_ALL
from model.domain.submission import OVERALL
from model.domain.text_kinds import as_label
from model.errors import Problem
from model.workbook.edited_cells import EditedCells
from model.workbook.intake.keyed_tables import LABEL, Tables
from model.workbook.keys import COVER, EVIDENCE, TITLES, VALUE
from model.workbook.layout import Entry, Questionnaire
from model.workbook.named_items import item_called, names_of
from model.workbook.reasons import FileRemark, Notice
from model.workbook.report.displaced import Moved
from model.workbook.report.printed import Printed, printed_by_plan, rows_shown

ITEM = "item"  # the column of evidence that says what it belongs to
Asked = Mapping[str, tuple[Form, tuple[Item, ...]]]  # by form, as `Questionnaire.tables` gives it


class Incomplete(Exception):
    """The cells hold no complete submission; the problems name what is missing."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(kw_only=True)
class Visible:
    """The content of the visible cells."""

    answers: dict[str, Answer] = field(default_factory=dict)
    cover: Answer = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    doubts: list[CellEdit] = field(default_factory=list)
    remarks: list[FileRemark] = field(default_factory=list)


def visible(
    questionnaire: Questionnaire, department: str, tables: Tables, printed: Printed | None = None
) -> Visible:
    """The content of the visible cells of *department*'s workbook.

    Args:
        printed: what was written beside the answers; None: as the plan says.

    Raises:
        Incomplete: a whole sheet or column is gone.
    """
    also = rows_shown(tables)
    asked = questionnaire.tables(department, also)
    problems = tuple(_missing(asked, tables))
    if problems:
        raise Incomplete(problems)
    by_plan = printed_by_plan(questionnaire, department, also)
    reader = _Reader(tables, Moved({**by_plan, **(printed or {})}, tables))
    for table, (form, _) in asked.items():
        reader.cells.look_at_headings(table, form.fields())
        reader.tell_of_moved(table)
    for table, (_, items) in asked.items():
        for item in items:
            answer = reader.answer(table, item, questionnaire.forms.asked(item, department))
            if answer:
                reader.found.answers[item.id] = answer
    reader.found.cover = reader.cover_answer(questionnaire.forms.cover)
    reader.found.remarks.extend(_about_evidence(questionnaire, tables))
    if EVIDENCE in tables:
        reader.found.evidence = tuple(_evidence(questionnaire, asked, reader))
    return reader.found


def _missing(asked: Asked, tables: Tables) -> Iterator[Problem]:
    if COVER not in tables:
        yield Problem(f"没有找到“{TITLES[COVER]}”表。")
    for key, (form, _) in asked.items():
        if key not in tables:
            yield Problem(f"没有找到“{TITLES[key]}”表。")
            continue
        for one in form.fields():
            if one.key not in tables[key].letters:
                yield Problem(f"没有找到“{one.label}”列。", (tables[key].sheet,))


def _about_evidence(questionnaire: Questionnaire, tables: Tables) -> Iterator[FileRemark]:
    title = TITLES[EVIDENCE]
    if EVIDENCE not in tables:
        text = f"没有找到“{title}”表，佐证材料按没有登记处理。"
        yield FileRemark(Notice.SHEET_MISSING, text)
        return
    labels = {field.key: field.label for field in questionnaire.forms.evidence.fields()}
    for key, label in {ITEM: "对应事项", **labels}.items():
        if key not in {*EVIDENCE_FACTS, *tables[EVIDENCE].letters}:
            text = f"{tables[EVIDENCE].sheet}：没有找到“{label}”列，其中的内容没有读取。"
            yield FileRemark(Notice.SHEET_MISSING, text)


class _Reader:
    def __init__(self, tables: Tables, moved: Moved) -> None:
        self.found = Visible()
        self.tables = tables
        self.moved = moved
        self.cells = EditedCells(tables, moved.questions)

    def tell_of_moved(self, table: str) -> None:
        """Add one remark that names all rows of *table* that are out of place."""
        rows = self.moved.rows(table)
        if not rows:
            return
        sheet = self.tables[table].sheet
        numbers = sorted(self.tables[table].rows[row].number for row in rows)
        named = "、".join(map(str, numbers[:30])) + ("等" if len(numbers) > 30 else "")
        text = (
            f"{sheet}：第 {named} 行印出的事项与这些行原来的不一致，可能只移动、排序或粘贴了"
            "部分列而错行，这些行的内容没有采用。"
        )
        self.found.remarks.append(FileRemark(Notice.DOUBTFUL, text))

    def answer(self, table: str, item: Item, form: Form) -> Answer:
        if item.id not in self.tables[table].rows:
            sheet = self.tables[table].sheet
            text = f"{sheet}：没有找到“{item.title}”所在的行，按未填处理。"
            self.found.remarks.append(FileRemark(Notice.ROW_MISSING, text))
            return {}
        entries = (Entry(table, item.id, one.key, item.title, "", one) for one in form.fields())
        said = {entry.column: self.said(entry, entry.label) for entry in entries}
        return {key: text for key, text in said.items() if text}

    def cover_answer(self, form: Form) -> Answer:
        known = {folded(one.label): one.key for one in form.fields()}
        said = {}
        for one in form.fields():
            cell = self.cells.whole(COVER, one.key, VALUE)
            label = self.cells.whole(COVER, one.key, LABEL)
            named = known.get(folded(label.found.text)) if label else None
            entry = Entry(COVER, one.key, VALUE, "", "", one)
            if cell is not None and cell.found.text.strip() and named not in {None, one.key}:
                question = "左边写的是另一项，行可能错位，请核对是哪一项的内容。"
                if meaning := self.cells.meaning(entry):
                    self.found.doubts.append(meaning.doubt(question, in_quotes(one.label)))
            else:
                said[one.key] = self.said(entry, in_quotes(one.label))
        return {key: text for key, text in said.items() if text}

    def said(self, entry: Entry, label: str) -> str:
        """The canonical text of a cell, "" for not answered; a doubtful cell becomes a doubt."""
        meaning, asked = self.cells.meaning(entry), entry.field
        if meaning is None or asked is None:
            return ""
        meant, cell = meaning.meant, meaning.cell
        if meant.text is None:
            self.found.doubts.append(meaning.doubt(label=label))
            return ""
        if isinstance(asked, Number) and meant.text and not asked.inside(Decimal(meant.text)):
            question = f"{in_quotes(meant.text)}{asked.complaint(meant.text)}"
            self.found.doubts.append(meaning.doubt(question, label))
            return ""
        if meant.said:
            text = f"{meaning.place}：{label}，{in_quotes(cell.found.text)}{meant.said}。"
            self.found.remarks.append(FileRemark(Notice.REPAIRED, text))
        if meant.text and (complaint := asked.complaint(meant.text)):
            text = f"{meaning.place}：{label}，{in_quotes(meant.text)}，{complaint}"
            self.found.remarks.append(FileRemark(Notice.OUT_OF_BOUNDS, text))
        return meant.text


def _evidence(questionnaire: Questionnaire, asked: Asked, reader: _Reader) -> Iterator[Evidence]:
    names = names_of({table: items for table, (_, items) in asked.items()})
    for row in reader.tables[EVIDENCE].rows:
        said: Mapping[str, str] = {
            one.key: reader.said(Entry(EVIDENCE, row, one.key, "", "", one), in_quotes(one.label))
            for one in questionnaire.forms.evidence.fields()
        }
        cells = {key: reader.cells.whole(EVIDENCE, row, key) for key in (ITEM, "file_name")}
        texts = {key: cell.found.text.strip() if cell else "" for key, cell in cells.items()}
        if not any(said.values()) and not texts["file_name"]:
            continue
        about = cells[ITEM]
        item = item_called(names, texts[ITEM])
        if about and not item:
            text = (
                f"{about.sheet} {about.cell}：{in_quotes(about.found.text)}不是本单位的任务或指标，"
                f"这份佐证材料暂记在“{OVERALL}”下。"
            )
            reader.found.remarks.append(FileRemark(Notice.REPAIRED, text))
        yield Evidence(
            id=row, item=item or ABOUT_ALL, file_name=texts["file_name"],
            title=said.get("title", ""), reference=said.get("reference", ""),
            issued_on=as_label(said.get("issued_on", "")),
            issuer=as_label(said.get("issuer", "")), pages=as_label(said.get("pages", "")),
        )  # fmt: skip

"""Answers read from the visible cells, by their keys: of a 填报模板, or where the seal is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from model.domain.answers import Answer, Evidence
from model.domain.forms import Field, Form
from model.domain.submission import COVER as ABOUT_ALL
from model.errors import Problem
from model.workbook.comparing import Cells, quoted
from model.workbook.intake.keyed import Keyed, Tables
from model.workbook.keys import COVER, EVIDENCE, TITLES, VALUE
from model.workbook.layout import Questionnaire, item_title
from model.workbook.reasons import Notice, Remark
from model.workbook.understanding import Understood, folded, understood

ITEM = "item"  # the column of evidence that says what it belongs to


class Incomplete(Exception):
    """The cells don't hold a whole submission; the problems say what is missing."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """One cell that says nothing certain: nothing was taken from it. `guess`: probably this."""

    table: str
    sheet: str
    cell: str
    item: str
    field: str
    label: str
    found: str
    question: str
    guess: str = ""

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell}：{self.label}，{self.question}"


@dataclass(kw_only=True)
class Visible:
    """What the visible cells say."""

    answers: dict[str, Answer] = field(default_factory=dict)
    cover: Answer = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def visible(questionnaire: Questionnaire, department: str, tables: Tables) -> Visible:
    """What the cells of *department*'s workbook say.

    Raises:
        Incomplete: a whole sheet or column is gone.
    """
    problems = tuple(_missing(questionnaire, department, tables))
    if problems:
        raise Incomplete(problems)
    reader = _Reader(tables)
    for table, (_, items) in questionnaire.tables(department).items():
        for item in items:
            form = questionnaire.forms.for_item(item)
            answer = reader.answer(table, item.id, form, f"“{item_title(item)}”的")
            if answer:
                reader.found.answers[item.id] = answer
    reader.found.cover = reader.cover_answer(questionnaire.forms.cover)
    if EVIDENCE in tables:
        reader.found.evidence = tuple(_evidence(questionnaire, department, reader))
    return reader.found


def _missing(questionnaire: Questionnaire, department: str, tables: Tables) -> Iterator[Problem]:
    if COVER not in tables:
        yield Problem(f"没有找到“{TITLES[COVER]}”表。")
    for key, (form, _) in questionnaire.tables(department).items():
        if key not in tables:
            yield Problem(f"没有找到“{TITLES[key]}”表。")
            continue
        for one in form.fields():
            if one.key not in tables[key].letters:
                yield Problem(f"没有找到“{one.label}”列。", (tables[key].sheet,))


class _Reader:
    def __init__(self, tables: Tables) -> None:
        self.found = Visible()
        self.tables = tables
        self.cells = Cells(tables)

    def answer(self, table: str, row: str, form: Form, about: str) -> Answer:
        if row not in self.tables[table].rows:
            sheet = self.tables[table].sheet
            text = f"{sheet}：没有找到{about.removesuffix('的')}所在的行，按未填处理。"
            self.found.remarks.append(Remark(Notice.ROW_MISSING, text))
            return {}
        said = {}
        for one in form.fields():
            if text := self.said(one, self.cells.whole(table, row, one.key), about):
                said[one.key] = text
        return said

    def cover_answer(self, form: Form) -> Answer:
        said = {
            one.key: self.said(one, self.cells.whole(COVER, one.key, VALUE))
            for one in form.fields()
        }
        return {key: text for key, text in said.items() if text}

    def said(self, asked: Field, cell: Keyed | None, about: str = "") -> str:
        """The canonical text; "" also where nothing is certain, which is then a doubt."""
        if cell is None:
            return ""
        label = f"{about}“{asked.label}”"
        meant = understood(asked, cell.found)
        if meant.text is None:
            self._doubt(asked, cell, label, meant)
            return ""
        if meant.said:
            text = f"{cell.sheet} {cell.cell}：{label}，{quoted(cell.found.text)}{meant.said}。"
            self.found.remarks.append(Remark(Notice.REPAIRED, text))
        if meant.text and (complaint := asked.complaint(meant.text)):
            text = f"{cell.sheet} {cell.cell}：{label}，{quoted(meant.text)}，{complaint}"
            self.found.remarks.append(Remark(Notice.OUT_OF_BOUNDS, text))
        return meant.text

    def _doubt(self, asked: Field, cell: Keyed, label: str, meant: Understood) -> None:
        doubt = Doubt(
            table=cell.table, sheet=cell.sheet, cell=cell.cell, item=cell.row, field=asked.key,
            label=label, found=cell.found.text, question=meant.question, guess=meant.guess,
        )  # fmt: skip
        self.found.doubts.append(doubt)


def _evidence(questionnaire: Questionnaire, department: str, reader: _Reader) -> Iterator[Evidence]:
    items = _items_by_name(questionnaire, department)
    for row in reader.tables[EVIDENCE].rows:
        said: Mapping[str, str] = {
            one.key: reader.said(one, reader.cells.whole(EVIDENCE, row, one.key))
            for one in questionnaire.forms.evidence.fields()
        }
        cells = {key: reader.cells.whole(EVIDENCE, row, key) for key in (ITEM, "file_name")}
        texts = {key: cell.found.text.strip() if cell else "" for key, cell in cells.items()}
        if not any(said.values()) and not texts["file_name"]:
            continue
        about = cells[ITEM]
        item = items.get(folded(texts[ITEM]), "")
        if about and not item:
            text = (
                f"{about.sheet} {about.cell}：{quoted(about.found.text)}不是本单位的任务或指标，"
                "这份佐证材料暂记在“总体情况”下。"
            )
            reader.found.remarks.append(Remark(Notice.REPAIRED, text))
        yield Evidence(
            id=row, item=item or ABOUT_ALL, file_name=texts["file_name"],
            title=said.get("title", ""), reference=said.get("reference", ""),
        )  # fmt: skip


def _items_by_name(questionnaire: Questionnaire, department: str) -> dict[str, str]:
    """What evidence may be said to belong to, folded -> item: its title, '任务3', '指标2'."""
    names = {folded("总体情况"): ABOUT_ALL}
    for table, (_, items) in questionnaire.tables(department).items():
        for number, item in enumerate(items, start=1):
            names[folded(item_title(item))] = item.id
            for word in NUMBERED[table]:
                names[folded(f"{word}{number}")] = item.id
    return names


NUMBERED = {
    "measure": ("任务", "任务清单"),
    "quantity": ("指标",),
    "quality": ("定性", "定性指标", "指标（定性）"),
}

"""Section sheets changed by hand in a spreadsheet: single cells, rows, columns, whole sheets."""

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from model.domain.forms import Choice, Field, Number
from model.domain.names import folded
from model.domain.section import HANDED_BACK, SectionReturn
from model.package.in_force import in_force
from model.workbook.reasons import Refusal
from model.workbook.sealed import read
from model.workbook.section_sheet.layout import OF_ITEMS
from model.workbook.section_sheet.read import ReceivedSectionSheet
from tests.corpus.base import questionnaire
from tests.corpus.hand_edits import RARE
from tests.corpus.parts import BODY, PartBase, part_base
from tests.corpus.running import Runner
from tests.corpus.sheets import number, text, with_cell

Place = tuple[str, str]


@dataclass(frozen=True)
class CellEdited:
    """`wanted`: what has to be said there, folded; None: it may only be asked about."""

    table: str
    item: str
    field: str
    xml: str
    wanted: str | None


@dataclass(frozen=True)
class SheetEdited:
    """`kept`: whether all that was typed has to arrive all the same; `refused`: in words."""

    name: str
    change: Callable[[Workbook, Worksheet], object]
    kept: bool = True
    refused: bool = False


def cell_edits(count: int, seed: int) -> Iterator[CellEdited]:
    chance = random.Random(f"part {seed}")
    asked = replace(questionnaire(), plan=in_force(questionnaire().plan, None))
    base, back = part_base(), asked.forms.section_item.field("handed_back")
    rows = [
        (f"{OF_ITEMS}{key}", item, field)
        for key, (_, items) in asked.tables(BODY).items()
        for item in items
        if item.id in base.sheet.led
        for field in (*asked.forms.asked(item, BODY).fields(), back)
    ]
    for _ in range(count):
        table, item, field = chance.choice(rows)
        xml, wanted = _edit(field, chance)
        yield CellEdited(table, item.id, field.key, xml, wanted)


def _edit(field: Field, chance: random.Random) -> tuple[str, str | None]:
    if chance.random() < 0.1:
        return "|<f>1+1</f><v>2</v>", None
    if isinstance(field, Number):
        if chance.random() < 0.4:
            return text(chance.choice(["约60", "六十上下", "60-70", "3/4"])), None
        value = str(chance.randint(1, 99))
        return number(value), value
    if isinstance(field, Choice):
        code, label = chance.choice([*field.options.items()])
        return (text(label), code) if chance.random() < 0.7 else (text("差不多"), None)
    words = chance.choice([*RARE, "另写一遍的内容", "多\u3000写一些。"])
    return text(words), folded(words)


def cell_complaint(edit: CellEdited, runner: Runner) -> str:
    """What is wrong with how *edit* is read; "" if it alone is told."""
    base = part_base()
    content = with_cell(base, edit.table, edit.item, edit.field, edit.xml)
    found = _read(content, runner)
    if isinstance(found, Refusal):
        return f"{edit}: {found}"
    key = f"{HANDED_BACK}{base.sheet.section}" if edit.field == "handed_back" else edit.field
    place = (edit.item, key)
    said, before = _said(found), _said(base.content_said)
    doubts = {(one.item, one.field) for one in found.doubts}
    beside = {(edit.item, edit.field)}
    if said.keys() - {place} != before.keys() - {place} or doubts - beside:
        return f"{edit} changed others: {said.keys() ^ before.keys()} {doubts}"
    if any(said[one] != before[one] for one in said.keys() - {place}):
        return f"{edit} changed what others say"
    if doubts:
        return f"{edit} is asked about and taken" if place in said else ""
    if edit.wanted is None:
        return f"{edit} was taken as {said.get(place)}"
    now = folded(said.get(place) or "")
    sent = folded(base.sheet.answers.get(edit.item, {}).get(edit.field, ""))
    return (
        ""
        if now == edit.wanted or (place not in said and edit.wanted == sent)
        else f"{edit}: {now}"
    )


def sheet_edits() -> tuple[SheetEdited, ...]:
    return (
        SheetEdited("renamed", lambda _, sheet: setattr(sheet, "title", "任务（改）")),
        SheetEdited("hidden", lambda _, sheet: setattr(sheet, "sheet_state", "hidden")),
        SheetEdited("last", lambda book, sheet: book.move_sheet(sheet, len(book.worksheets))),
        SheetEdited("rows hidden", lambda _, sheet: _hide_rows(sheet)),
        SheetEdited("unprotected", lambda _, sheet: setattr(sheet.protection, "sheet", False)),
        SheetEdited("row above", lambda _, sheet: sheet.insert_rows(_first(sheet))),
        SheetEdited("column between", lambda _, sheet: sheet.insert_cols(5)),
        SheetEdited("another sheet", lambda book, _: book.create_sheet("草稿").append(["随手记"])),
        SheetEdited("notes below", lambda _, sheet: sheet.append([None, "以上由张三填", "张三"])),
        SheetEdited("rows turned", lambda _, sheet: _turn(sheet, 1)),
        SheetEdited("rows turned without keys", lambda _, sheet: _turn(sheet, 2)),
        SheetEdited("keys turned alone", lambda _, sheet: _turn(sheet, 1, 1)),
        SheetEdited("row gone", lambda _, sheet: sheet.delete_rows(_first(sheet)), kept=False),
        SheetEdited("sheet gone", lambda book, sheet: book.remove(sheet), kept=False),
        SheetEdited("column gone", _delete_column, kept=False),
        SheetEdited("key gone", _clear_key, kept=False),
        SheetEdited("a row twice", lambda _, sheet: _copy_row(sheet), refused=True),
        SheetEdited("words overwritten", lambda _, sheet: _copy_words(sheet), kept=False),
        SheetEdited("keys of columns turned", lambda _, sheet: _turn_columns(sheet), kept=False),
    )  # fmt: skip


def sheet_complaint(edit: SheetEdited, runner: Runner) -> str:
    """What is wrong with how *edit* is read; "" if nothing is said that was not typed there."""
    base = part_base()
    book = load_workbook(io.BytesIO(base.content))
    edit.change(book, book["任务清单"])
    changed = io.BytesIO()
    book.save(changed)
    found = _read(changed.getvalue(), runner)
    if isinstance(found, Refusal):
        return "" if edit.refused else f"{edit.name}: {found}"
    said, before = _said(found), _said(base.content_said)
    if edit.kept:
        return "" if said == before and not found.doubts else f"{edit.name}: {said}"
    wrong = {place for place, words in said.items() if before.get(place, "?") != words}
    told = found.remarks or found.doubts or said == before
    return f"{edit.name}: {wrong} {said}" if wrong or not told else ""


def _read(content: bytes, runner: Runner) -> SectionReturn | Refusal:
    asked = replace(questionnaire(), plan=in_force(questionnaire().plan, None))
    found = read("表.xlsx", content, asked, runner.reader)
    assert isinstance(found, ReceivedSectionSheet | Refusal), found
    return found if isinstance(found, Refusal) else found.content


def _said(content: SectionReturn) -> dict[Place, str | None]:
    return {(one.item, one.field): one.said for one in content.said}


def _rows(sheet: Worksheet) -> list[int]:
    return [n for n in range(5, sheet.max_row + 1) if sheet.cell(n, 1).value not in (None, "sign")]


def _first(sheet: Worksheet) -> int:
    return _rows(sheet)[0]


def _column(sheet: Worksheet, key: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == key)


def _hide_rows(sheet: Worksheet) -> None:
    for row in _rows(sheet):
        sheet.row_dimensions[row].hidden = True


def _turn(sheet: Worksheet, first: int, last: int = 0) -> None:
    """The rows from below upwards, their columns *first* to *last* alone."""
    rows, columns = _rows(sheet), range(first, (last or sheet.max_column) + 1)
    said = [[sheet.cell(row, n).value for n in columns] for row in rows]
    for row, values in zip(rows, reversed(said), strict=True):
        for n, value in zip(columns, values, strict=True):
            sheet.cell(row, n).value = value


def _delete_column(_: Workbook, sheet: Worksheet) -> None:
    sheet.delete_cols(_column(sheet, "done"))


def _clear_key(_: Workbook, sheet: Worksheet) -> None:
    sheet.cell(_first(sheet), 1).value = None


def _copy_row(sheet: Worksheet) -> None:
    one, other, *_ = _rows(sheet)
    for n in range(1, sheet.max_column + 1):
        sheet.cell(other, n).value = sheet.cell(one, n).value


def _copy_words(sheet: Worksheet) -> None:
    one, other, *_ = _rows(sheet)
    words = _column(sheet, "words")
    sheet.cell(one, words).value = sheet.cell(other, words).value


def _turn_columns(sheet: Worksheet) -> None:
    one, other = (sheet.cell(1, _column(sheet, key)) for key in ("done", "problems"))
    one.value, other.value = other.value, one.value


__all__ = ["PartBase", "cell_complaint", "cell_edits", "sheet_complaint", "sheet_edits"]

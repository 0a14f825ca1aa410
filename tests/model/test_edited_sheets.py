"""Whatever people do to a sheet in WPS, none of its readers takes it silently for something else.

Each reader of sheets that people edit is one of READERS; a new one is added there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from forms import FORMS
from model.domain.submission import Edition
from model.errors import AppError
from model.jobs import JobContext
from model.package.countersignature import countersigned, duty_paper, returned_sheet
from model.package.draft import RulebookText, opened
from model.paths import asset
from model.plan_draft.comparison import Reader, compared
from model.plan_draft.corrections import correct_by
from model.plan_draft.difference_sheet import settled_book, write_differences
from model.plan_draft.sheets import corrected_book, write_draft_book
from model.scoring.loader import load_rulebook
from model.workbook.duty_sheet.write import write_duty_sheet
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.sealed import read_report
from tests.model.parts.sections import Office
from tests.model.plan_draft.reading import draft_of
from tests.model.workbook.blanks import blank, blank_report, entries_of, filled
from tests.thorough import some

AT = "2025-11-01T09:00:00+08:00"
Said = Mapping[tuple[str, str], object]


@dataclass
class Edited:
    """A sheet as it went out, and the cells that people edit in it.

    `read`: what the file says by row and column, and all sentences about it. `number`: sheet, row
    and column of a number that is asked for, with its unit beside it.
    """

    path: Path
    sheet: str
    rows: tuple[str, str]  # one below the other
    columns: tuple[str, str]
    read: Callable[[Path], tuple[Said, str]]
    number: tuple[str, str, str] | None = None

    @cached_property
    def untouched(self) -> tuple[Said, str]:
        return self.read(self.path)

    def after(self, edit: Callable) -> tuple[Said, str]:
        book = load_workbook(self.path)
        sheet = book[self.sheet]
        keys = {cell.value: cell.row for cell in sheet["A"] if cell.value}
        letters = {cell.value: get_column_letter(cell.column) for cell in sheet[1] if cell.value}
        first, second = (keys[row] for row in self.rows)
        assert second == first + 1
        edit(sheet, *(f"{letters[self.columns[0]]}{row}" for row in (first, second)))
        book.save(edited := self.path.with_name("改过.xlsx"))
        return self.read(edited)

    def with_number(self, edit: Callable) -> tuple[Said, str]:
        book = load_workbook(self.path)
        title, row, column = self.number
        sheet = book[title]
        letters = {cell.value: get_column_letter(cell.column) for cell in sheet[1] if cell.value}
        number = next(cell.row for cell in sheet["A"] if cell.value == row)
        edit(sheet[f"{letters[column]}{number}"], sheet[f"{letters['unit']}{number}"])
        book.save(edited := self.path.with_name("改过.xlsx"))
        return self.read(edited)

    def headings(self, sheet) -> tuple[str, str]:
        letters = {cell.value: get_column_letter(cell.column) for cell in sheet[1] if cell.value}
        return tuple(f"{letters[column]}4" for column in self.columns)


def template(tmp_path, plan, today) -> Edited:
    report, path = blank_report(), tmp_path / "模板.xlsx"
    rows = ("3.1-01-01", "3.1-01-02")
    answers = {row: {"state": "done", "done": f"{row}已全部做完。"} for row in rows}
    asked = report.questionnaire
    typed = entries_of(asked, report.submission.department, answers)
    path.write_bytes(filled(blank(report), typed))

    def read(path):
        with WorkbookReader() as reader:
            found = read_report(path.name, path.read_bytes(), asked, reader)
        said = {(r, f): text for r, a in found.submission.answers.items() for f, text in a.items()}
        return said, "\n".join(found.warnings)

    number = ("指标", "i-cars", "value")
    return Edited(path, "任务清单", rows, ("done", "problems"), read, number)


def section_sheet(tmp_path, plan, today) -> Edited:
    office = Office(tmp_path, today, load_rulebook(next(asset("rules").glob("percent-2025*.toml"))))
    (section,) = office.found("市容科")
    rows = office.measures[:2]
    for row in rows:
        office.say(row, state="done", done=f"{row}已全部做完。")
    asked = {one.id: one.unit for one in today.indicators_of("csglw")}
    area = next(key for key, unit in asked.items() if unit == "万平方米")
    office.say(area, value="105")
    office.give(section, *rows, area)
    (sent,) = office.send(section)
    office.db.close()

    def read(path):
        found = office.read(path).content
        told = [f"{one.sheet} {one.cell}：{one.question}" for one in found.doubts]
        said = {(one.item, one.field): one.said for one in found.said}
        return said, "\n".join((*told, *found.remarks))

    number = ("指标", area, "value")
    return Edited(sent.path, "任务清单", rows, ("done", "problems"), read, number)


def duty_sheet(tmp_path, plan, today) -> Edited:
    path, text = tmp_path / "会签稿.xlsx", asset("rules/percent-2025.1.toml").read_text("utf-8")
    rules = RulebookText(edition=Edition(id="percent", version="2025.1"), text=text)
    package = opened(plan, 2025, rules, deadline="2026-01-31", at=AT)
    paper = duty_paper(plan, package, AT)
    write_duty_sheet(path, paper, JobContext())

    def read(path):
        returned = returned_sheet(path, Questionnaire(plan=plan, forms=FORMS))
        lines = countersigned(plan, package, returned)
        told = [words for line in lines for words in (*line.doubts, *line.notes)]
        said = {(line.item, "duties"): line.after for line in lines if line.takeable}
        return said, "\n".join((*told, *returned.remarks()))

    return Edited(
        path, "任务分解表", tuple(one.item for one in paper.lines[:2]), ("lead", "support"), read
    )


def plan_book(tmp_path, plan, today) -> Edited:
    draft, path = draft_of("chongqing"), tmp_path / "初稿.xlsx"
    write_draft_book(path, draft, AT)

    def read(path):
        book = corrected_book(draft, path)
        targets = correct_by(draft, book.corrections).targets
        before = {one.id: replace(one, confidence=None) for one in draft.targets}
        now = {one.id: replace(one, confidence=None) for one in targets}
        said = {(key, ""): now[key] for key in now if now[key] != before[key]}
        return said, "\n".join((*map(str, book.problems), *book.remarks))

    rows = tuple(one.id for one in draft.targets[:2])
    return Edited(path, "方案指标", rows, ("name", "owners"), read)


def difference_sheet(tmp_path, plan, today) -> Edited:
    draft, path = draft_of("chongqing"), tmp_path / "不同.xlsx"
    other = replace(
        draft,
        targets=tuple(
            replace(one, name=f"{one.name}（改）") if n < 3 else one
            for n, one in enumerate(draft.targets)
        ),
    )
    found = compared(draft, draft, other)
    write_differences(path, found, AT)
    book = load_workbook(path)
    sheet = book["两份初稿比对"]
    letters = {cell.value: cell.column for cell in sheet[1] if cell.value}
    rows = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value][:2]
    for row, reader in zip(rows, Reader, strict=True):
        sheet.cell(row, letters["choice"]).value = reader.value
    book.save(path)

    def read(path):
        try:
            book = settled_book(path, found)
        except AppError as error:
            return {}, "\n".join(map(str, error.problems))
        return dict(book.choices), "\n".join(book.remarks)

    keys = tuple(sheet.cell(row, 1).value for row in rows)
    return Edited(path, "两份初稿比对", keys, ("choice", "about"), read)


READERS = (template, section_sheet, duty_sheet, plan_book, difference_sheet)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory, plan, today) -> Mapping[Callable, Edited]:
    """Each sheet as it went out; written once, since people edit copies."""
    return {made: made(tmp_path_factory.mktemp(made.__name__), plan, today) for made in READERS}


@pytest.fixture(params=READERS, ids=lambda made: made.__name__)
def edited(request, sheets):
    return sheets[request.param]


def struck(sheet, first, second):
    sheet[first].font = Font(strike=True)


def formula(sheet, first, second):
    sheet[first].value = f"={second}"


def merged(sheet, first, second):
    sheet.merge_cells(f"{first}:{second}")


def noted(sheet, first, second):
    sheet[first].comment = Comment("这一格不对", "某人")


def beside(sheet, first, second):
    sheet.cell(sheet[first].row, sheet.max_column + 2).value = "这一行不对"


EDITS = {struck: 0, formula: 0, merged: 1, noted: 0, beside: 0}


@pytest.mark.in_part
@pytest.mark.parametrize("edit", some(EDITS), ids=lambda edit: edit.__name__)
def test_that_what_is_done_to_a_cell_is_told_and_nothing_else_is_taken_for_it(edited, edit):
    places = []

    def carry_out(sheet, first, second):
        edit(sheet, first, second)
        where = (first, second)[EDITS[edit]]
        places.append(where if edit is not beside else str(sheet[first].row))

    before, _ = edited.untouched
    said, told = edited.after(carry_out)
    assert said.items() <= before.items()
    assert places[0] in told


def test_that_rows_exchanged_beside_their_keys_say_nothing_about_each_other(edited):
    def exchange(sheet, first, second):
        one, other = sheet[first].row, sheet[second].row
        for column in range(2, sheet.max_column + 1):
            upper, lower = sheet.cell(one, column), sheet.cell(other, column)
            upper.value, lower.value = lower.value, upper.value

    before, _ = edited.untouched
    said, told = edited.after(exchange)
    assert said.items() <= before.items()
    assert said == before or told


def test_that_headings_exchanged_are_told(edited):
    def exchange(sheet, first, second):
        one, other = edited.headings(sheet)
        sheet[one].value, sheet[other].value = sheet[other].value, sheet[one].value

    before, untouched = edited.untouched
    said, told = edited.after(exchange)
    assert said.items() <= before.items()
    assert told not in {"", untouched}


def in_another_unit(cell, unit):
    cell.value, unit.value = 1050000, "平方米"


def in_another_format(cell, unit):
    cell.value, cell.number_format = 0.41, "yyyy-mm-dd"


def struck_number(cell, unit):
    cell.value, cell.font = 105, Font(strike=True)


def with_a_mark(cell, unit):
    cell.value = "60①"


def worked_out(cell, unit):
    cell.value = "=1+1"


@pytest.mark.parametrize("made", [template, section_sheet], ids=lambda made: made.__name__)
@pytest.mark.parametrize(
    "edit", [in_another_unit, in_another_format, struck_number, with_a_mark, worked_out]
)
def test_that_a_number_nobody_can_be_sure_of_is_asked(made, edit, sheets):
    edited, places = sheets[made], []

    def carry_out(cell, unit):
        edit(cell, unit)
        places.append(cell.coordinate)

    before, _ = edited.untouched
    said, told = edited.with_number(carry_out)
    assert said == before
    assert places[0] in told

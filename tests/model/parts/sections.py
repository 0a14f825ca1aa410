"""A department's year in a data file of its own, divided among sections."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from sqlite_utils import Database

from forms import FORMS
from model.domain.answers import Answers
from model.domain.plan import Plan
from model.domain.section import Section, Share
from model.domain.submission import Edition
from model.jobs import JobContext
from model.parts.collection import Collected, collect
from model.parts.dispatch import Dispatch, SentSheet, send
from model.parts.division import Division, fetch_division
from model.parts.shares import give
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.history import redo, undo
from model.store.sections import save_sections
from model.workbook.layout import Questionnaire
from model.workbook.sealed import read_file
from model.workbook.section_sheet.read import ReceivedSectionSheet

YEAR, DEPARTMENT = 2025, "csglw"
AT = "2026-01-05T09:00:00+08:00"


@dataclass
class Office:
    """The clerk's side, without a window."""

    folder: Path
    plan: Plan
    rulebook: Rulebook
    last_year: Answers = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.db: Database = open_store(self.folder / "自评估数据.db")

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.plan.open_to(DEPARTMENT))

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.plan.measures_of(DEPARTMENT))

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.plan.indicators_of(DEPARTMENT))

    @property
    def division(self) -> Division:
        return fetch_division(self.db, YEAR, DEPARTMENT)

    def answer(self, item: str, field: str) -> str | None:
        return self.division.answers.get(item, {}).get(field)

    def say(self, item: str, **fields: str | None) -> None:
        save_answers(self.db, YEAR, DEPARTMENT, {item: fields}, "")

    def found(self, *names: str) -> tuple[Section, ...]:
        sections = tuple(
            Section(id=f"s{n}", name=name, contact=f"{name}联系人")
            for n, name in enumerate(names, start=1)
        )
        save_sections(self.db, YEAR, DEPARTMENT, sections)
        return sections

    def give(self, section: Section, *items: str, share: Share = Share.LEAD) -> None:
        give(self.db, self.division, items, section, share)

    def send(self, *sections: Section, due: str = "2026-01-10") -> tuple[SentSheet, ...]:
        assessor = Assessor(self.plan, self.rulebook, DEPARTMENT, YEAR)
        order = Dispatch(
            data_file=self.folder / "自评估数据.db",
            folder=self.folder,
            year=YEAR,
            department=DEPARTMENT,
            sections=tuple(one.id for one in sections),
            items=self.items,
            questionnaire=Questionnaire(plan=self.plan, forms=FORMS),
            plan=Edition(id=self.plan.id, version=self.plan.edition),
            made_at=AT,
            targets=assessor.targets,
            last_year=self.last_year,
            due=due,
            sent_by="张三",
            phone="2628 0000",
        )
        return send(order, JobContext())

    def read(self, path: Path) -> ReceivedSectionSheet:
        found = read_file(path, Questionnaire(plan=self.plan, forms=FORMS))
        assert isinstance(found, ReceivedSectionSheet), found
        return found

    def collect(self, path: Path) -> Collected:
        back = self.read(path)
        return collect(
            self.db, self.division, back.sheet, back.content, self.items,
            file_name=path.name, sha256=back.sha256,
        )  # fmt: skip

    def undo(self) -> None:
        undo(self.db, YEAR, DEPARTMENT)

    def redo(self) -> None:
        redo(self.db, YEAR, DEPARTMENT)


def fill(path: Path, cells: dict[tuple[str, str], object], name: str = "") -> Path:
    """Types *cells*, (row key, column key) -> value, into the workbook; the file that is saved."""
    book = load_workbook(path)
    left = dict(cells)
    for sheet in book.worksheets:
        if not str(sheet["A1"].value or "").startswith("@section"):
            continue
        columns = {sheet.cell(1, n).value: n for n in range(2, sheet.max_column + 1)}
        for row in range(2, sheet.max_row + 1):
            key = sheet.cell(row, 1).value
            for column, number in columns.items():
                if (key, column) in left:
                    sheet.cell(row, number).value = left.pop((key, column))
    assert not left, left
    target = path.with_name(name or path.name)
    book.save(target)
    return target


def sort_rows(path: Path, title: str, name: str) -> Path:
    """Turns the rows of a sheet round, without their hidden keys, as a filter's sorting does."""
    book = load_workbook(path)
    sheet = book[title]
    keys = (None, "sign")
    rows = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value not in keys]
    said = [[sheet.cell(row, n).value for n in range(2, sheet.max_column + 1)] for row in rows]
    for row, values in zip(rows, reversed(said), strict=True):
        for number, value in enumerate(values, start=2):
            sheet.cell(row, number).value = value
    target = path.with_name(name)
    book.save(target)
    return target


def saved_at(path: Path, moment: str) -> Path:
    """*path* as if it had been saved at *moment*, UTC: '2026-01-06T08:00:00Z'."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    core = "docProps/core.xml"
    stamp = rb"\g<1>" + moment.encode() + b"<"
    parts[core] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*<", stamp, parts[core])
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


__all__ = ["AT", "DEPARTMENT", "YEAR", "Office", "fill", "saved_at", "sort_rows"]

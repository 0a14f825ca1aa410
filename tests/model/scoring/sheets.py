"""Years laid out in a workbook, each cell with the official value beside the formula for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from model.domain.answers import STATE_LABELS, State
from model.domain.score import Assessment
from model.scoring.arithmetic import CellRefs
from model.scoring.rulebook import TotalRule
from model.scoring.sheet import (
    PartCells,
    adjustment_formula,
    countable_formula,
    grade_formula,
    item_formula,
    part_formula,
    total_formula,
)
from model.scoring.total_rules import ZEROED, Phase
from tests.model.scoring.generated import Year

FILLED, SCORES = "填报 表", "评分"
Value = Decimal | str | None


@dataclass(frozen=True)
class Difference:
    where: str
    official: Value
    recomputed: object
    formula: str


class Book:
    """What people answered on one sheet, the scores on another; one year below the other."""

    def __init__(self, years: Iterable[Year]) -> None:
        self.workbook = Workbook()
        self.filled: Worksheet = self.workbook.active
        self.filled.title = FILLED
        self.scores: Worksheet = self.workbook.create_sheet(SCORES)
        self._row = 1
        self.cases = 0
        for year in years:
            self._write(year)

    def save(self, path: Path) -> None:
        self.workbook.save(path)

    def _write(self, year: Year) -> None:
        assessor, book = year.assessor, year.assessor.rulebook
        official = assessor.assess(year.answers, year.circumstances)
        self.cases += 1
        cells = {}
        for score in official.scores:
            subject, row = assessor.subjects[score.item], self._row
            answer = year.answers.get(score.item, {})
            known = year.assessor.subjects[score.item].facts(answer)
            self.filled.cell(row, 2, known.value)
            self.filled.cell(row, 3, STATE_LABELS[State(known.state)] if known.state else None)
            self.filled.cell(row, 4, known.progress)
            self.filled.cell(row, 5, known.target)
            self.scores.cell(row, 2, subject.maximum)
            cells[score.item] = CellRefs(
                value=f"'{FILLED}'!B{row}",
                state=f"'{FILLED}'!C{row}",
                progress=f"'{FILLED}'!D{row}",
                target=f"'{FILLED}'!E{row}" if subject.measured else "",
                maximum=f"B{row}",
                points=f"D{row}",
            )
            self._pair(score.item, score.points, item_formula(subject, cells[score.item]))
        parts = {}
        for part in official.parts:
            subjects = assessor.parts[part.id]
            countable = f"D{self._row}"
            self._pair(f"{part.id} 计入满分", part.countable, countable_formula(subjects, cells))
            parts[part.id] = PartCells(points=f"D{self._row}", countable=countable)
            rule = next(p for p in assessor.rulebook_parts if p.id == part.id)
            self._pair(part.id, part.points, part_formula(rule, subjects, cells))
        late, false = f"'{FILLED}'!G{self._row}", f"'{FILLED}'!H{self._row}"
        self.filled.cell(self._row, 7, year.circumstances.days_late)
        self.filled.cell(self._row, 8, year.circumstances.false_figures or None)
        total = f"D{self._row + len(book.total_rules)}"
        adjustments = {}
        for rule in book.in_phases():
            adjustments[rule.id] = f"D{self._row}"
            formula = adjustment_formula(
                assessor, rule, cells, total, days_late=late, false_figures=false
            )
            self._pair(rule.id, _shown(rule, official), formula)
        self._pair("总分", official.total, total_formula(assessor, parts, adjustments))
        self._pair("等次", official.grade, grade_formula(book, total, adjustments))
        self._row += 1

    def _pair(self, what: str, official: Value, formula: str) -> None:
        assert len(formula) < 8192  # Excel's limit
        self.scores.cell(self._row, 1, what)
        self.scores.cell(self._row, 3, "" if official is None else official)
        self.scores.cell(self._row, 4, f"={formula}")
        self._row += 1


def _shown(rule: TotalRule, official: Assessment) -> Value:
    found = next((a for a in official.adjustments if a.rule == rule.id), None)
    match rule.kind.phase:
        case Phase.POINTS | Phase.AFTER_CEILING:
            return found.points if found else Decimal(0)
        case Phase.TOTAL:
            return ZEROED if found else ""
        case _:
            return found.forces if found else ""


def differences(recalculated: Path, written: Path) -> Iterator[Difference]:
    """Cells in which a spreadsheet program computed something else than the app."""
    values = load_workbook(recalculated, data_only=True)[SCORES]
    formulas = load_workbook(written)[SCORES]
    for row in range(1, formulas.max_row + 1):
        formula = formulas.cell(row, 4).value
        if formula is None:
            continue
        official, again = formulas.cell(row, 3).value, values.cell(row, 4).value
        if not _same(official, again):
            yield Difference(f"D{row} {formulas.cell(row, 1).value}", official, again, str(formula))


def _same(official: object, again: object) -> bool:
    if isinstance(official, int | float) and isinstance(again, int | float):
        return abs(official - again) < 1e-9
    return _text(official) == _text(again)


def _text(value: object) -> str:
    """An empty cell and one with an empty text look the same; nought does not."""
    return "" if value in (None, "") else repr(value)

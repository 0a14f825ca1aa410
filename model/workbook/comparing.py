"""What was changed by hand: visible cells held against the sealed payload."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from model.domain.forms import Choice, Number
from model.domain.numbers import number_text
from model.domain.submission import Submission
from model.workbook.intake.keyed import Keyed
from model.workbook.layout import (
    CONTINUED,
    TITLES,
    Entry,
    Questionnaire,
    Shown,
    as_shown,
    entries,
)
from model.workbook.text import clean, unescaped
from model.workbook.understanding import HUGE, NOTHING, Understood, understood

NOISE = Decimal("1e-12")  # what programs make of 0.69: 0.6899999999999999


@dataclass(frozen=True, kw_only=True)
class HandEdit:
    """One cell that no longer says what was sealed. `cell` is "" where its row is gone.

    `taken` is what 采用表内值 means: canonical text, "" for nothing said, None where the cell says
    nothing certain; then `question` says why. `fixed`: no answer, but a fact of the submission.
    """

    sheet: str
    cell: str
    item: str
    field: str
    label: str
    sealed: str
    found: str
    table: str = ""
    taken: str | None = None
    question: str = ""
    fixed: bool = False

    @property
    def kind(self) -> str:
        """改动, 清空 or 补填."""
        if not self.found:
            return "清空"
        return "改动" if self.sealed else "补填"

    def __str__(self) -> str:
        place = f"{self.sheet} {self.cell}".strip()
        return f"{place}：{self.label}，导出时为{quoted(self.sealed)}，现为{quoted(self.found)}"


class Cells:
    """Keyed cells at hand by table, row and column; texts over several rows joined."""

    def __init__(self, cells: Iterable[Keyed]) -> None:
        self._found = {(cell.table, cell.row, cell.column): cell for cell in cells}
        self.sheets = {cell.table: cell.sheet for cell in self._found.values()}

    def whole(self, table: str, row: str, column: str) -> Keyed | None:
        """A cell with what the rows below it go on to say."""
        cell, number = self._found.get((table, row, column)), 2
        while cell is not None and (
            more := self._found.get((table, f"{row}{CONTINUED}{number}", column))
        ):
            text = cell.found.text + more.found.text
            cell = cell._replace(found=cell.found._replace(text=text))
            number += 1
        return cell


def hand_edits(
    questionnaire: Questionnaire, submission: Submission, cells: Iterable[Keyed]
) -> Iterator[HandEdit]:
    """Sheet by sheet, in the order of the workbook; sheets that are gone say nothing here."""
    return differing(entries(questionnaire, submission), cells)


def differing(wanted: Iterable[Entry], cells: Iterable[Keyed]) -> Iterator[HandEdit]:
    """The cells that don't show what *wanted* says; sheets that are gone say nothing here."""
    found = Cells(cells)
    for entry in wanted:
        if entry.table not in found.sheets:
            continue
        cell = found.whole(entry.table, entry.row, entry.column)
        if not _agrees(entry, cell):
            meant = _meant(entry, cell)
            yield HandEdit(
                table=entry.table,
                sheet=found.sheets[entry.table],
                cell=cell.cell if cell else "",
                item=entry.row,
                field=entry.column,
                label=entry.label,
                sealed=_words(entry.shown),
                found=_found_words(cell),
                taken=meant.text,
                question=meant.question,
                fixed=entry.field is None,
            )


def odd_looks(wanted: Iterable[Entry], cells: Iterable[Keyed]) -> Iterator[tuple[Entry, Keyed]]:
    """Numbers that are as sealed, but whose format shows something else."""
    found = Cells(cells)
    for entry in wanted:
        if isinstance(entry.field, Number):
            cell = found.whole(entry.table, entry.row, entry.column)
            if cell is not None and cell.found.look and _agrees(entry, cell):
                yield entry, cell


def missing_sheets(
    questionnaire: Questionnaire, submission: Submission, tables: Iterable[str]
) -> Iterator[str]:
    """Titles of sheets that hold entries and aren't among *tables*."""
    there = set(tables)
    wanted: Mapping[str, None] = dict.fromkeys(
        entry.table for entry in entries(questionnaire, submission)
    )
    yield from (TITLES[table] for table in wanted if table not in there)


def _agrees(entry: Entry, cell: Keyed | None) -> bool:
    if cell is None:
        return entry.shown == ""
    if cell.found.formula:
        return False
    if isinstance(entry.shown, Decimal):
        number = _number(entry, cell)
        noise = NOISE * (abs(entry.shown) + 1)
        return number is not None and abs(number - entry.shown) <= noise
    if _folded(cell.found.text) == _folded(entry.shown):
        return True
    if not isinstance(entry.field, Choice):
        return False
    meant = _meant(entry, cell).text
    return bool(meant) and as_shown(entry.field, meant or "") == entry.shown


def _number(entry: Entry, cell: Keyed) -> Decimal | None:
    """The number in *cell*, written in whatever way the clerk's desk would take."""
    try:
        value = Decimal(cell.found.text.strip())
    except InvalidOperation:
        meant = _meant(entry, cell)
        return Decimal(meant.text) if isinstance(entry.field, Number) and meant.text else None
    return value if value.is_finite() and abs(value) < HUGE else None


def _meant(entry: Entry, cell: Keyed | None) -> Understood:
    """What 采用表内值 would take; facts of a submission can't be changed that way."""
    if entry.field is None:
        return Understood(question="这是程序填写的内容，不能改。")
    return NOTHING if cell is None else understood(entry.field, cell.found)


def _folded(text: str) -> str:
    """Without what programs change when they save again: they unescape once too often."""
    while (plain := clean(unescaped(text))) != text:
        text = plain
    return text.strip()


def _words(shown: Shown) -> str:
    return number_text(shown) if isinstance(shown, Decimal) else shown


def _found_words(cell: Keyed | None) -> str:
    if cell is None:
        return ""
    return f"公式（结果 {cell.found.text}）" if cell.found.formula else cell.found.text


def quoted(text: str) -> str:
    if not text:
        return "空"
    return f"“{text}”" if len(text) <= 60 else f"“{text[:60]}……”"

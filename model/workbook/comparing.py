"""What was changed by hand: visible cells held against the sealed payload."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from model.domain.numbers import number_text
from model.domain.submission import Submission
from model.workbook.intake.keyed import Keyed
from model.workbook.layout import CONTINUED, TITLES, Entry, Questionnaire, Shown, entries
from model.workbook.text import clean, unescaped

NOISE = Decimal("1e-12")  # what programs make of 0.69: 0.6899999999999999


@dataclass(frozen=True, kw_only=True)
class HandEdit:
    """One cell that no longer says what was sealed. `cell` is "" where its row is gone."""

    sheet: str
    cell: str
    item: str
    field: str
    label: str
    sealed: str
    found: str

    def __str__(self) -> str:
        place = f"{self.sheet} {self.cell}".strip()
        return f"{place}：{self.label}，导出时为{_quoted(self.sealed)}，现为{_quoted(self.found)}"


def hand_edits(
    questionnaire: Questionnaire, submission: Submission, cells: Sequence[Keyed]
) -> Iterator[HandEdit]:
    """Sheet by sheet, in the order of the workbook; sheets that are gone say nothing here."""
    return differing(entries(questionnaire, submission), cells)


def differing(wanted: Iterable[Entry], cells: Sequence[Keyed]) -> Iterator[HandEdit]:
    """The cells that don't show what *wanted* says; sheets that are gone say nothing here."""
    found = {(cell.table, cell.row, cell.column): cell for cell in cells}
    sheets = {cell.table: cell.sheet for cell in cells}
    for entry in wanted:
        if entry.table not in sheets:
            continue
        cell = _whole(found, entry)
        if not _agrees(entry, cell):
            yield HandEdit(
                sheet=sheets[entry.table],
                cell=cell.cell if cell else "",
                item=entry.row,
                field=entry.column,
                label=entry.label,
                sealed=_words(entry.shown),
                found=_found_words(cell),
            )


def _whole(found: Mapping[tuple[str, str, str], Keyed], entry: Entry) -> Keyed | None:
    """The entry's cell, with what the rows below it go on to say."""
    cell, number = found.get((entry.table, entry.row, entry.column)), 2
    while cell is not None and (
        more := found.get((entry.table, f"{entry.row}{CONTINUED}{number}", entry.column))
    ):
        text = cell.found.text + more.found.text
        cell = replace(cell, found=replace(cell.found, text=text))
        number += 1
    return cell


def missing_sheets(
    questionnaire: Questionnaire, submission: Submission, cells: Sequence[Keyed]
) -> Iterator[str]:
    """Titles of sheets that hold entries and are gone."""
    there = {cell.table for cell in cells}
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
        number = _number(cell.found.text)
        noise = NOISE * (abs(entry.shown) + 1)
        return number is not None and abs(number - entry.shown) <= noise
    return _folded(cell.found.text) == _folded(entry.shown)


def _folded(text: str) -> str:
    """Without what programs change when they save again: they unescape once too often."""
    while (plain := clean(unescaped(text))) != text:
        text = plain
    return text.strip()


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal("1e20") else None


def _words(shown: Shown) -> str:
    return number_text(shown) if isinstance(shown, Decimal) else shown


def _found_words(cell: Keyed | None) -> str:
    if cell is None:
        return ""
    return f"公式（结果 {cell.found.text}）" if cell.found.formula else cell.found.text


def _quoted(text: str) -> str:
    if not text:
        return "空"
    return f"“{text}”" if len(text) <= 60 else f"“{text[:60]}……”"

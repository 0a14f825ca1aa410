"""The cells that were changed by hand: the visible cells compared with the sealed payload."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from model.domain.answers import Answer
from model.domain.cell_edit import CellEdit
from model.domain.forms import Choice, Form, Number
from model.domain.numbers import number_text
from model.domain.submission import Submission
from model.workbook.cell_value import HUGE, NOTHING, Understood, same_unit, understood
from model.workbook.intake.cells import Found
from model.workbook.intake.formats import STRUCK, UNIT
from model.workbook.intake.keyed_tables import Keyed, Tables
from model.workbook.keys import CONTINUED, COVER, EVIDENCE, TITLES
from model.workbook.layout import Entry, Questionnaire, Shown, as_shown, entries
from model.workbook.text import clean, unescaped

NOISE = Decimal("1e-12")  # what programs make of 0.69: 0.6899999999999999


class ReadCells:
    """The cells by table, row and column; a text that goes over several rows is joined."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._going_on = {
            key for key, table in tables.items() if any(CONTINUED in row for row in table.rows)
        }

    def found(self, table: str, row: str, column: str) -> Found | None:
        """The content of a cell, joined with its continuation in the rows below."""
        rows = self._tables[table].rows
        if (first := rows.get(row)) is None or (found := first.cells.get(column)) is None:
            return None
        if table in self._going_on:
            number = 2
            while (more := rows.get(f"{row}{CONTINUED}{number}")) and column in more.cells:
                found = found._replace(text=found.text + more.cells[column].text)
                number += 1
        return found

    def whole(self, table: str, row: str, column: str) -> Keyed | None:
        """The content of a cell like `found`, with its place."""
        if table not in self._tables or (found := self.found(table, row, column)) is None:
            return None
        return self._tables[table].keyed(row, column, found)


def hand_edits(
    questionnaire: Questionnaire,
    submission: Submission,
    tables: Tables,
    also: Collection[str] = (),
) -> Iterator[CellEdit]:
    """The hand edits in the order of the workbook; a missing sheet yields none.

    Args:
        also: as for `Questionnaire.tables`.
    """
    return differing(entries(questionnaire, submission, _Same(tables), also), tables)


class _Same:
    """A quick check whether a row shows the answer; False means that each cell must be compared."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._labels: dict[str, Mapping[str, Mapping[str, str]]] = {}  # form -> field -> by code
        self._fields: dict[str, frozenset[str]] = {}

    def __call__(self, table: str, row: str, form: Form, answer: Answer) -> bool:
        rows = self._tables[table].rows if table in self._tables else {}
        cells = rows[row].cells if row in rows else {}
        labels = self._labels_of(form)
        fields = self._fields[form.id]
        asked = {column: found for column, found in cells.items() if column in fields}
        if len(asked) != len(answer):
            return False
        for column, found in asked.items():
            said = answer.get(column)
            if said is None or found.formula:
                return False
            if found.text != said and (
                column not in labels or found.text != labels[column].get(said)
            ):
                return False
        return True

    def _labels_of(self, form: Form) -> Mapping[str, Mapping[str, str]]:
        if form.id not in self._labels:
            choices = (field for field in form.fields() if isinstance(field, Choice))
            self._fields[form.id] = frozenset(field.key for field in form.fields())
            self._labels[form.id] = {field.key: field.options for field in choices}
        return self._labels[form.id]


def differing(wanted: Iterable[Entry], tables: Tables) -> Iterator[CellEdit]:
    """The cells that do not show what *wanted* says; a missing sheet yields none."""
    cells = ReadCells(tables)
    for entry in wanted:
        if entry.table not in tables:
            continue
        found = cells.found(entry.table, entry.row, entry.column)
        if not agrees(entry, found):
            yield _edit(entry, found, tables)


def altered(wanted: Iterable[Entry], tables: Tables) -> Iterator[CellEdit]:
    """As `differing`, and the cells that show what *wanted* says struck out."""
    compared = tuple(wanted)
    yield from differing(compared, tables)
    for entry, cell in odd_looks(compared, tables):
        edit = _edit(entry, cell.found, tables)
        yield replace(edit, found=f"{edit.found}（带删除线）", taken=None)


def _edit(entry: Entry, found: Found | None, tables: Tables) -> CellEdit:
    table, meant = tables[entry.table], _meant(entry, found)
    return CellEdit(
        table=entry.table,
        sheet=table.sheet,
        cell=table.place(entry.row, entry.column),
        item=entry.row,
        field=entry.column,
        label=entry.label,
        sealed=_words(entry.shown),
        found=found_words(found),
        taken=meant.text,
        question=meant.question,
        fixed=entry.field is None,
    )


def odd_looks(wanted: Iterable[Entry], tables: Tables) -> Iterator[tuple[Entry, Keyed]]:
    """Entries whose cell holds the sealed value, but shows another one or strikes it out."""
    cells = ReadCells(tables)
    for entry in wanted:
        cell = cells.whole(entry.table, entry.row, entry.column)
        if cell is None or not cell.found.look or not agrees(entry, cell.found):
            continue
        if looks_otherwise(entry, cell.found.look):
            yield entry, cell


def looks_otherwise(entry: Entry, look: str) -> bool:
    """Whether a cell that looks like *look* seems to say something else than *entry*."""
    if not isinstance(entry.field, Number):
        return look == STRUCK
    return not (look.startswith(UNIT) and same_unit(look.removeprefix(UNIT), entry.field.unit))


def missing_sheets(
    questionnaire: Questionnaire, submission: Submission, tables: Tables
) -> Iterator[str]:
    """The titles of sheets that hold entries and are not among *tables*."""
    evidence = (EVIDENCE,) if submission.evidence else ()
    wanted = (COVER, *questionnaire.tables(submission.department), *evidence)
    yield from (TITLES[table] for table in wanted if table not in tables)


def agrees(entry: Entry, found: Found | None) -> bool:
    """Whether a cell says what *entry* says; *found* is None for an empty one."""
    if found is None:
        return not entry.said or entry.shown == ""
    if found.formula:
        return False
    return found.text == entry.said or _means_the_same(entry, found)


def _means_the_same(entry: Entry, found: Found) -> bool:
    shown = entry.shown
    if isinstance(shown, Decimal):
        number = _number(entry, found)
        return number is not None and abs(number - shown) <= NOISE * (abs(shown) + 1)
    if found.text == shown or folded_as_saved(found.text) == folded_as_saved(shown):
        return True
    if not isinstance(entry.field, Choice):
        return False
    meant = understood(entry.field, found).text
    return bool(meant) and as_shown(entry.field, meant or "") == shown


def _number(entry: Entry, found: Found) -> Decimal | None:
    """The number in a cell; accepts every notation that the app's own fields accept."""
    try:
        value = Decimal(found.text.strip())
    except InvalidOperation:
        meant = _meant(entry, found)
        return Decimal(meant.text) if isinstance(entry.field, Number) and meant.text else None
    return value if value.is_finite() and abs(value) < HUGE else None


def _meant(entry: Entry, found: Found | None) -> Understood:
    """What 采用表内值 would take; a fact of the submission can't be taken from a cell."""
    if entry.field is None:
        return Understood(question="这是程序填写的内容，不能改。")
    return NOTHING if found is None else understood(entry.field, found)


def folded_as_saved(text: str) -> str:
    """*text* without what programs change on saving: they unescape once too often."""
    while (plain := clean(unescaped(text))) != text:
        text = plain
    return text.strip()


def _words(shown: Shown) -> str:
    return number_text(shown) if isinstance(shown, Decimal) else shown


def found_words(found: Found | None) -> str:
    """The content of a cell in words for people."""
    if found is None:
        return ""
    if found.picture:
        return "图片"
    return f"公式（结果 {found.text}）" if found.formula else found.text

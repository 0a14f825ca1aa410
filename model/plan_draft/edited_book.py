"""A workbook of the program's tables that people edited: what each cell says, and what nobody can
tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from model.domain.cell_edit import in_quotes
from model.domain.forms import Choice, Field, Text
from model.domain.names import folded
from model.errors import AppError, Problem
from model.workbook.edited_cells import EditedCells, put_right
from model.workbook.intake.keyed_tables import KeyedRow, KeyedTable
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.keys import CONTINUED
from model.workbook.layout import Entry
from model.workbook.paper.table import Column, Row, Table
from model.workbook.reasons import about_notes
from model.workbook.sealed import intake_of, load


class EditedBook:
    """The workbook at *path*, which was written from *tables*.

    Args:
        named_by: table -> the columns that tell which row is which.
        told: what to do where a sheet is gone.

    Raises:
        AppError: it is no such workbook.
    """

    def __init__(
        self,
        path: Path,
        tables: Sequence[Table],
        named_by: Mapping[str, Sequence[str]],
        *,
        told: str,
    ) -> None:
        with WorkbookReader() as reader:
            intake = intake_of(path.name, load(path), reader)
        if missing := [one.title for one in tables if one.key not in intake.tables]:
            raise AppError(f"“{path.name}”里没有工作表“{'”“'.join(missing)}”。", hint=told)
        self._name = path.name
        self._written = {table.key: {row.key: row for row in table.rows} for table in tables}
        self._columns = {
            table.key: {one.key: one for one in table.columns if one.look.entry} for table in tables
        }
        self.problems: list[Problem] = []
        placed: dict[str, KeyedTable] = {}
        misplaced: dict[tuple[str, str], str] = {}
        for table in tables:
            found, odd = _put_right(intake.tables[table.key], table, named_by[table.key])
            placed[table.key], misplaced = found, {**misplaced, **odd}
        self._cells = EditedCells(placed, misplaced)
        self.rows = {
            key: {row for row in table.rows if CONTINUED not in row}
            for key, table in placed.items()
        }
        for table in tables:
            self._cells.look_at_headings(table.key, map(_field, table.columns))
            for words in self._cells.about_headings(table.key):
                self.problems.append(Problem(words, (path.name,)))
        self.remarks = tuple(map(str, about_notes(intake.notes)))

    def said(self, table: str, row: str, column: str) -> str:
        """What a cell says, "" for nothing; where it asks, a problem, and what was written."""
        asked = self._columns[table][column]
        written = self._written[table][row].text(asked)
        entry = Entry(table, row, column, "", written, _field(asked))
        meaning = self._cells.meaning(entry)
        if meaning is None:
            return ""
        meant = meaning.meant
        question = meant.question
        if meant.said and not asked.options:  # a choice is at most written in another width
            question = f"{in_quotes(meaning.cell.found.text)}{meant.said}，请核对。"
        if question or meant.text is None:
            where = (self._name, meaning.cell.sheet, meaning.cell.cell)
            self.problems.append(Problem(question, where))
            return written
        return meant.text.strip()

    def complain(self, message: str, table: str, row: str, column: str) -> None:
        """Notes that what a cell says can't be taken."""
        asked = self._columns[table][column]
        written = self._written[table][row].text(asked)
        meaning = self._cells.meaning(Entry(table, row, column, "", written, _field(asked)))
        where = (meaning.cell.sheet, meaning.cell.cell) if meaning else (asked.heading,)
        self.problems.append(Problem(message, (self._name, *where)))

    def refuse_problems(self) -> None:
        """Raises: AppError: something in it can't be understood; each place is named."""
        refuse_problems(self._name, tuple(dict.fromkeys(self.problems)))


def refuse_problems(name: str, problems: Sequence[Problem]) -> None:
    """Raises: AppError: something in the workbook *name* can't be taken; each place is named."""
    if problems:
        told = f"“{name}”有 {len(problems)} 处读不懂，或者与方案原文对不上。"
        raise AppError(told, problems, hint="请改正后再读。")


def _field(column: Column) -> Field:
    if column.options:
        options = {str(one): str(one) for one in column.options}
        return Choice(key=column.key, label=column.heading, options=options)
    return Text(key=column.key, label=column.heading)


def _put_right(
    found: KeyedTable, table: Table, named_by: Sequence[str]
) -> tuple[KeyedTable, dict[tuple[str, str], str]]:
    """*found* with each row under its own key; see `put_right`."""
    columns = [one for one in table.columns if one.key in named_by]
    numbers = {row.text(_NUMBER): row.key for row in table.rows}

    def words(row: Row) -> str:
        return _folded(row.text(one) for one in columns)

    def seen(row: KeyedRow) -> str:
        return _folded(_text(row, one.key) for one in columns)

    def number(row: KeyedRow) -> str:
        return _text(row, _NUMBER.key).removesuffix(".0")

    return put_right(found, {row.key: words(row) for row in table.rows}, seen, numbers, number)


_NUMBER = Column(key="no", heading="序号")


def _folded(texts: Iterable[str]) -> str:
    return "".join(map(folded, texts))


def _text(row: KeyedRow, column: str) -> str:
    found = row.cells.get(column)
    return found.text.strip() if found else ""

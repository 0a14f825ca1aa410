"""A paste in words: the rows as they came, the item each was taken for, what becomes of a cell."""

from collections.abc import Mapping, Sequence

from model.clipboard.pasted_answers import PastedCell, Pasting
from model.clipboard.table import Rows
from model.domain.forms import Choice
from model.domain.wording import clause
from ui.edit_text import cut, title_of, value_words
from ui.pages.clerk.paste_grid import GridCell
from ui.session import Session
from ui.status_marks import Mark

MATCHED = "对应的项"
LONG = 80  # characters


def pasting_rows(
    session: Session, pasting: Pasting, rows: Rows, first: int, *, replacing: bool
) -> list[list[GridCell]]:
    """*first*: the number of the first row that is no heading, from 0."""
    cells = {(cell.row, cell.column): cell for cell in pasting.cells}
    hidden, why = pasting.hidden(replacing=replacing), dict(pasting.unplaced)
    return [
        [
            _matched(session, pasting.placed, number, why),
            *_shown(row, number, cells, hidden, replacing=replacing),
        ]
        for number, row in enumerate(rows[first:], start=first + 1)
    ]


def _matched(
    session: Session, placed: Mapping[int, str], number: int, why: Mapping[int, str]
) -> GridCell:
    if number in placed:
        return GridCell(words=title_of(session, placed[number]), note=why.get(number, ""))
    reason = why.get(number, "空行")
    return GridCell(words=reason, note=f"第 {number} 行没有用上：{reason}", mark=Mark.WRONG)


def _shown(
    row: Sequence[str],
    number: int,
    cells: Mapping[tuple[int, int], PastedCell],
    hidden: Sequence[PastedCell],
    *,
    replacing: bool,
) -> list[GridCell]:
    shown = []
    for column, typed in enumerate(row):
        cell = cells.get((number, column))
        if cell is None:
            shown.append(GridCell(words=cut(typed, LONG)))
        elif cell in hidden:
            note = f"这一项现在不显示“{cell.field.label}”，没有填入"
            shown.append(GridCell(words=cut(typed, LONG), note=note, mark=Mark.WARNED))
        else:
            words, mark, note = _fate(cell, replacing=replacing)
            shown.append(GridCell(words=cut(words, LONG), note=note, mark=mark))
    return shown


def _fate(cell: PastedCell, *, replacing: bool) -> tuple[str, Mark | None, str]:
    value, before = (
        value_words(cell.field, cell.text),
        cut(value_words(cell.field, cell.before), 20),
    )
    if cell.same:
        return value, None, "与已填的相同"
    if cell.before and not replacing:
        return cell.typed, Mark.OPEN, f"已填“{before}”，不动"
    if cell.question:
        follow = "请在上面选定" if isinstance(cell.field, Choice) else "先原样记下，到该项再定"
        return cell.typed, Mark.WARNED, f"{clause(cell.question)}；{follow}"
    if cell.before:
        return value, Mark.DIFFERENT, f"替换“{before}”"
    return value, Mark.TAKEN, cell.said

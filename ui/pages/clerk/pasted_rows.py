"""A paste in words: the rows as they came, the item each was taken for, what becomes of a cell."""

from collections.abc import Collection, Mapping, Sequence

from model.clipboard.pasted_answers import PastedCell, Pasting, RowFate
from model.clipboard.table import Rows
from model.domain.answers import FACTS
from model.domain.forms import Choice
from model.domain.wording import clause
from ui.edit_text import cut, title_of, value_words
from ui.pages.clerk.paste_grid import GridCell
from ui.session import Session
from ui.status_marks import Mark

MATCHED = "对应的项"
LONG = 80  # characters
HELD = "这一项已填的状态或数与这一行的不同，整行没有填入；要填的，请勾选替换"


def pasting_rows(
    session: Session, pasting: Pasting, rows: Rows, first: int, *, replacing: bool
) -> list[list[GridCell]]:
    """The rows, the gravest first. *first*: the number of the first row that is no heading,
    from 0.
    """
    cells = {(cell.row, cell.column): cell for cell in pasting.cells}
    hidden, why = pasting.hidden(replacing=replacing), dict(pasting.unplaced)
    held, fates = pasting.held(replacing=replacing), pasting.fates(replacing=replacing)
    order = list(RowFate)
    numbered = sorted(
        enumerate(rows[first:], start=first + 1),
        key=lambda one: order.index(fates.get(one[0], RowFate.CLEAR)),
    )
    return [
        [
            _matched(session, pasting.placed, number, why, held),
            *_shown(row, number, cells, hidden, held, replacing=replacing),
        ]
        for number, row in numbered
    ]


def _matched(
    session: Session,
    placed: Mapping[int, str],
    number: int,
    why: Mapping[int, str],
    held: Collection[str],
) -> GridCell:
    if number in placed:
        left = placed[number] in held
        note, mark = (HELD, Mark.WARNED) if left else (why.get(number, ""), None)
        return GridCell(words=title_of(session, placed[number]), note=note, mark=mark)
    if number not in why:
        return GridCell(words="空行")
    reason = f"第 {number} 行没有用上：{why[number]}"
    return GridCell(words=reason, note=reason, mark=Mark.WRONG)


def _shown(
    row: Sequence[str],
    number: int,
    cells: Mapping[tuple[int, int], PastedCell],
    hidden: Sequence[PastedCell],
    held: Collection[str],
    *,
    replacing: bool,
) -> list[GridCell]:
    shown = []
    for column, typed in enumerate(row):
        cell = cells.get((number, column))
        if cell is None:
            shown.append(GridCell(words=cut(typed, LONG)))
        elif cell.item in held and not (cell.same or cell.before):
            shown.append(GridCell(words=cut(typed, LONG), note=HELD, mark=Mark.OPEN))
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
        mark = Mark.WARNED if cell.field.key in FACTS else Mark.OPEN
        return cell.typed, mark, f"已填“{before}”，不动"
    if cell.question:
        follow = "请在上面选定" if isinstance(cell.field, Choice) else "先原样记下，到该项再定"
        return cell.typed, Mark.WARNED, f"{clause(cell.question)}；{follow}"
    if cell.before:
        return value, Mark.DIFFERENT, f"替换“{before}”"
    return value, Mark.TAKEN, cell.said

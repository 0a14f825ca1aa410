"""A paste in words: cell by cell, what would be filled in, what has to be asked, what is left."""

from collections.abc import Iterator

from model.domain.forms import Choice
from model.pasting.cells import PastedCell, Pasting
from ui.marks import Mark
from ui.models.steps import cut, title_of, value_words
from ui.models.table_model import Cell, Line
from ui.session import Session

HEADINGS = ("事项", "栏目", "填入", "说明")
LONG = 80  # characters


def pasting_lines(session: Session, pasting: Pasting, *, replacing: bool) -> Iterator[Line]:
    """What needs a look first."""
    for number, why in pasting.unplaced:
        left = Cell(words="没有用上", mark=Mark.WRONG)
        place = (Cell(words=f"第 {number} 行"), Cell(words=""))
        yield Line(key=f"row {number}", cells=(*place, left, Cell(words=why)))
    cells = sorted(pasting.cells, key=lambda cell: not (cell.question or cell.replaces))
    for cell in cells:
        words, mark, note = _fate(cell, replacing=replacing)
        yield Line(
            key=f"{cell.item}/{cell.field.key}",
            cells=(
                Cell(words=title_of(session, cell.item)),
                Cell(words=cell.field.label),
                Cell(words=cut(words, LONG), mark=mark),
                Cell(words=note),
            ),
        )


def _fate(cell: PastedCell, *, replacing: bool) -> tuple[str, Mark, str]:
    value, before = (
        value_words(cell.field, cell.text),
        cut(value_words(cell.field, cell.before), 20),
    )
    if cell.same:
        return value, Mark.FILLED, "与已填的相同"
    if cell.before and not replacing:
        return cell.typed, Mark.OPEN, f"已填“{before}”，不动"
    if cell.question:
        follow = "请在上面选定" if isinstance(cell.field, Choice) else "先原样记下，到该项再定"
        return cell.typed, Mark.WARNED, f"{cell.question.removesuffix('。')}；{follow}"
    if cell.before:
        return value, Mark.DIFFERENT, f"替换“{before}”"
    return value, Mark.TAKEN, cell.said

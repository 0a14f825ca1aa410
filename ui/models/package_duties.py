"""Clauses as lines, and one clause as a grid."""

from collections.abc import Iterator

from model.package.matrix import ClauseMatrix
from ui.marks import Mark
from ui.models.package_grid import Grid, GridRow
from ui.models.table_model import Cell, Line

HEADINGS = ("条款", "项 × 单位", "情况")
WIDTHS = (0, 76, 116)


def clause_lines(matrices: tuple[ClauseMatrix, ...], wanted: int) -> Iterator[Line]:
    """*wanted*: 0 those with several departments, 1 all, 2 with items that nobody carries."""
    for one in matrices:
        open_ = sum(not row.carried for row in one.rows)
        unled = sum(row.carried and not row.led for row in one.rows)
        if not (one.shared, True, open_ > 0)[wanted]:
            continue
        mark = Mark.WRONG if open_ else None if unled else Mark.DONE
        shared = "各按职责" if unled == len(one.rows) else f"{unled} 项无牵头"
        said = f"{open_} 项无人" if open_ else shared if unled else "有牵头"
        yield Line(
            key=one.clause,
            cells=(
                Cell(words=one.title),
                Cell(words=f"{len(one.rows)} × {len(one.columns)}"),
                Cell(words=said, mark=mark),
            ),
        )


def clause_grid(one: ClauseMatrix) -> Grid:
    return Grid(
        columns={body.id: body.name for body in one.columns},
        rows=tuple(
            GridRow(key=row.item.id, words=row.words, duties=row.duties) for row in one.rows
        ),
    )

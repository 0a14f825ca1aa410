"""Clauses and departments as lines, and one of either as a grid."""

from collections.abc import Iterable, Iterator, Mapping

from model.package.matrix import DutyMatrix, clause_of
from model.package.workbench import Workbench
from model.package.workload import USUAL, Load
from ui.marks import Mark
from ui.models.package_grid import Grid, GridRow, Note
from ui.models.table_model import Cell, Line

CLAUSE_HEADINGS, CLAUSE_WIDTHS = ("条款", "项#", "情况"), (0, 48, 116)
LOAD_HEADINGS, LOAD_WIDTHS = ("责任单位", "任务", "指标#"), (0, 168, 56)
CLAUSE_VIEWS = ("全部", "多家共担", "无人承担")
LOAD_VIEWS = ("全部", "偏多", "没有任务")
SCALE = 240  # measures, the whole width of the bar


def clause_lines(matrices: Iterable[DutyMatrix], wanted: int) -> Iterator[Line]:
    """*wanted* is a place in CLAUSE_VIEWS."""
    for one in matrices:
        if not (1, one.shared, one.uncarried)[wanted]:
            continue
        open_, shared = one.uncarried, one.shared
        mark = Mark.WRONG if open_ else None if shared else Mark.DONE
        said = f"{open_} 项无人" if open_ else f"{shared} 项共担" if shared else "都已明确"
        yield Line(
            key=one.key,
            cells=(
                Cell(words=one.title),
                Cell(words=str(len(one.rows)), right=True, sort=float(len(one.rows))),
                Cell(words=said, mark=mark),
            ),
        )


def clause_words(matrices: Iterable[DutyMatrix]) -> list[str]:
    """CLAUSE_VIEWS with their counts of items."""
    found = tuple(matrices)
    shared, open_ = sum(one.shared for one in found), sum(one.uncarried for one in found)
    counts = (sum(len(one.rows) for one in found), shared, open_)
    return [f"{word} {count}" for word, count in zip(CLAUSE_VIEWS, counts, strict=True)]


def load_lines(loads: Mapping[str, Load], wanted: int) -> Iterator[Line]:
    """*wanted* is a place in LOAD_VIEWS. `share`: of SCALE."""
    for body, load in loads.items():
        if not (True, load.heavy, load.idle)[wanted]:
            continue
        yield Line(
            key=body,
            cells=(
                Cell(words=load.department.name),
                Cell(
                    words=str(load.measures),
                    mark=Mark.WARNED if load.heavy else None,
                    sort=float(load.measures),
                    share=min(load.measures / SCALE, 1),
                ),
                Cell(words=str(load.indicators), right=True, sort=float(load.indicators)),
            ),
        )


def load_words(loads: Mapping[str, Load]) -> list[str]:
    """LOAD_VIEWS with their counts of departments."""
    heavy = sum(load.heavy for load in loads.values())
    counts = (len(loads), heavy, sum(load.idle for load in loads.values()))
    return [f"{word} {count}" for word, count in zip(LOAD_VIEWS, counts, strict=True)]


def usual_band() -> tuple[float, float]:
    """The usual number of measures, as shares of SCALE."""
    return USUAL[0] / SCALE, USUAL[1] / SCALE


def duty_grid(work: Workbench, one: DutyMatrix, shown: Iterable[str]) -> Grid:
    """The rows of *one* whose ids are *shown*; under each department how many measures it has."""
    wanted = frozenset(shown)
    by_department = one.key in work.today.departments
    return Grid(
        columns={body.id: body.name for body in one.columns},
        notes={
            body: Note(words=f"{load.measures} 项", warns=load.heavy, more=load.sentence)
            for body, load in work.loads.items()
        },
        rows=tuple(
            GridRow(
                key=row.item.id,
                words=row.words,
                duties=row.duties,
                note=Note(words=work.today.place(clause_of(work.plan, row.item)))
                if by_department
                else None,
            )
            for row in one.rows
            if row.item.id in wanted
        ),
    )

"""Clauses and departments as lines, and one of either as a grid."""

from collections.abc import Iterable, Iterator, Mapping

from model.package.duty_table import DutyMatrix, MatrixRow, Workload, clause_of
from model.package.editor import PackageEditor
from ui.kit.table_model import Cell, Line
from ui.pages.package.duty_grid_model import Grid, GridRow, Note
from ui.status_marks import Mark

CLAUSE_HEADINGS, CLAUSE_WIDTHS = ("条款", "项#", "情况"), (0, 48, 116)
LOAD_HEADINGS, LOAD_WIDTHS = ("责任单位", "任务", "配合#", "指标#"), (0, 140, 52, 52)
CLAUSE_VIEWS = ("全部", "多家共担", "无人承担", "建议未确认", "归档和期外")
LOAD_VIEWS = ("全部", "偏多", "没有任务")
UNCONFIRMED, OUT_OF_STEP = 3, 4  # places in CLAUSE_VIEWS
WIDE = 2  # the whole width of the bar, in the highest usual loads


def clause_lines(matrices: Iterable[DutyMatrix], wanted: int) -> Iterator[Line]:
    """One line for each clause; *wanted* is a place in CLAUSE_VIEWS."""
    found = tuple(matrices)
    if wanted == UNCONFIRMED:
        found = tuple(sorted(found, key=lambda one: not one.doubtful))
    for one in found:
        if not (1, one.shared, one.uncarried, len(one.unconfirmed), one.out_of_step)[wanted]:
            continue
        mark, said = _standing(one)
        yield Line(
            key=one.key,
            cells=(
                Cell(words=one.title),
                Cell(words=str(len(one.rows)), right=True, sort=float(len(one.rows))),
                Cell(words=said, mark=mark),
            ),
        )


def _standing(one: DutyMatrix) -> tuple[Mark | None, str]:
    if one.uncarried:
        return Mark.WRONG, f"{one.uncarried} 项无人"
    if one.leaderless:
        return Mark.WRONG, f"{len(one.leaderless)} 项无牵头"
    if count := len(one.unconfirmed):
        return (Mark.WARNED if one.doubtful else None), f"待确认 {count}"
    return (None, f"{one.shared} 项共担") if one.shared else (Mark.DONE, "都已明确")


def clause_words(matrices: Iterable[DutyMatrix]) -> list[str]:
    """CLAUSE_VIEWS with their counts of items."""
    found = tuple(matrices)
    shared, open_ = sum(one.shared for one in found), sum(one.uncarried for one in found)
    proposed = sum(len(one.unconfirmed) for one in found)
    aside = sum(one.out_of_step for one in found)
    counts = (sum(len(one.rows) for one in found), shared, open_, proposed, aside)
    return [f"{word} {count}" for word, count in zip(CLAUSE_VIEWS, counts, strict=True)]


def load_lines(loads: Mapping[str, Workload], wanted: int) -> Iterator[Line]:
    """One line for each department; *wanted* is a place in LOAD_VIEWS."""
    for body, load in loads.items():
        if not (True, load.heavy, load.idle)[wanted]:
            continue
        yield Line(
            key=body,
            cells=(
                Cell(words=load.department.name),
                Cell(
                    words=str(load.answered),
                    mark=Mark.WARNED if load.heavy else None,
                    sort=float(load.answered),
                    share=min(load.answered / (load.usual[1] * WIDE), 1),
                    band=(load.usual[0] / (load.usual[1] * WIDE), 1 / WIDE),
                ),
                Cell(words=str(load.supported), right=True, sort=float(load.supported)),
                Cell(words=str(load.indicators), right=True, sort=float(load.indicators)),
            ),
        )


def load_words(loads: Mapping[str, Workload]) -> list[str]:
    """LOAD_VIEWS with their counts of departments."""
    heavy = sum(load.heavy for load in loads.values())
    counts = (len(loads), heavy, sum(load.idle for load in loads.values()))
    return [f"{word} {count}" for word, count in zip(LOAD_VIEWS, counts, strict=True)]


def duty_grid(
    work: PackageEditor, one: DutyMatrix, shown: Iterable[str], *, doubtful_first: bool = False
) -> Grid:
    """The rows of *one* whose ids are *shown*; under each department how many measures it has.

    Rows whose duties are only proposed with doubt say why; see `proposal_words`.
    """
    wanted = frozenset(shown)
    by_department = one.key in work.today.departments
    rows = one.rows
    if doubtful_first:
        proposals = work.plan.proposals
        unsure = {key for key, proposal in proposals.items() if proposal.doubtful}
        rows = tuple(sorted(rows, key=lambda row: row.item.id not in unsure))
    return Grid(
        columns={body.id: body.name for body in one.columns},
        notes={
            body: Note(words=f"{load.answered} 项", warns=load.heavy, more=load.sentence)
            for body, load in work.loads.items()
        },
        rows=tuple(
            GridRow(
                key=row.item.id,
                words=row.words,
                duties=row.duties,
                proposed=row.proposal is not None,
                note=_note(work, row, by_department=by_department),
            )
            for row in rows
            if row.item.id in wanted
        ),
    )


def _note(work: PackageEditor, row: MatrixRow, *, by_department: bool) -> Note | None:
    place = work.today.place(clause_of(work.plan, row.item)) if by_department else ""
    if not row.doubtful:
        words = "　".join(filter(None, (row.stage, place)))
        return Note(words=words) if words else None
    why = proposal_words(work, row)
    return Note(words=why, warns=True, more=f"{place}\n{why}" if place else why)


def proposal_words(work: PackageEditor, row: MatrixRow) -> str:
    """'建议，把握不大：……' with the reason of the proposal; "" for what is confirmed."""
    if row.proposal is None:
        return ""
    asked = {question.id: question.question for question in work.today.questions}
    if question := asked.get(row.proposal.question):
        return f"建议，有待定问题“{question}”：{row.proposal.reason}"
    return f"建议{'' if row.proposal.confident else '，把握不大'}：{row.proposal.reason}"

"""The plan's years as lines: how each stands."""

from collections.abc import Iterator, Mapping

from model.package.year_states import Stand, YearState
from ui.kit.table_model import Cell, Line
from ui.status_marks import Mark

HEADINGS = ("年度", "情况", "任务包", "报送截止", "来件单位#", "依据")
WIDTHS = (112, 112, 176, 144, 84, 0)
MARKS = {
    Stand.UNOPENED: Mark.NOT_STARTED,
    Stand.DRAFTED: Mark.ONGOING,
    Stand.UNWRITTEN: Mark.WARNED,
    Stand.SENT: Mark.DONE,
    Stand.CORRECTED: Mark.ONGOING,
    Stand.CLOSED: Mark.NOT_APPLICABLE,
}


def year_lines(states: Mapping[int, YearState], here: int) -> Iterator[Line]:
    for year, state in states.items():
        yield Line(
            key=str(year),
            cells=(
                Cell(words=f"{year}{'　现在' if year == here else ''}", sort=float(year)),
                Cell(words=state.stand.value, mark=MARKS[state.stand]),
                Cell(words=state.version or "—"),
                Cell(words=state.deadline or "—"),
                Cell(words=str(state.senders or "—"), right=True, sort=float(state.senders)),
                Cell(words=state.basis or "按方案原文"),
            ),
        )

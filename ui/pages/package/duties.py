"""职责分工: by clause or by department, what is still shared, and what nobody carries."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from model.package.matrix import DutyMatrix, department_matrix
from ui.models.package_duties import (
    CLAUSE_HEADINGS,
    CLAUSE_VIEWS,
    CLAUSE_WIDTHS,
    LOAD_HEADINGS,
    LOAD_WIDTHS,
    clause_lines,
    clause_words,
    load_lines,
    load_words,
    usual_band,
)
from ui.pages.package.bench import Bench
from ui.pages.package.duty_desk import DutyDesk
from ui.widgets.package_halves import Halves
from ui.widgets.package_loads import LoadDelegate
from ui.widgets.package_table import KeptTable
from ui.widgets.pills import Pills

SIDES = ("按条款", "按单位")
CLAUSES = 0  # place in SIDES
SHARED, UNCARRIED = 1, 2  # places in CLAUSE_VIEWS


class DutiesPart(Halves):
    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__((1, 2), parent)
        self._bench = bench
        self.sides, self.pills = Pills(SIDES, self.left), Pills(CLAUSE_VIEWS, self.left)
        self.sides.chosen.connect(self._on_side)
        self.pills.chosen.connect(self.refresh)
        above = QWidget(self.left)
        column = QVBoxLayout(above)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.sides)
        column.addWidget(self.pills)
        self.add_left(above)
        self.clauses = KeptTable(CLAUSE_HEADINGS, CLAUSE_WIDTHS, self.left)
        self.loads = KeptTable(LOAD_HEADINGS, LOAD_WIDTHS, self.left)
        self.loads.setItemDelegateForColumn(1, LoadDelegate(usual_band(), self.loads))
        self.clauses.line_chosen.connect(self.show_clause)
        self.loads.line_chosen.connect(self.show_department)
        self._stack = QStackedWidget(self.left)
        for table in (self.clauses, self.loads):
            self._stack.addWidget(table)
        self.add_left(self._stack, 1)
        self.desk = DutyDesk(bench, self.right)
        self.add_right(self.desk, 1)

    def refresh(self) -> None:
        work, view = self._bench.work, self.pills.current
        if self.sides.current == CLAUSES:
            self.pills.show_words(clause_words(work.matrices))
            self.clauses.show_lines(tuple(clause_lines(work.matrices, view)))
            table, show = self.clauses, self.show_clause
        else:
            self.pills.show_words(load_words(work.loads))
            self.loads.show_lines(tuple(load_lines(work.loads, view)))
            table, show = self.loads, self.show_department
        self._stack.setCurrentWidget(table)
        if table.key:
            show(table.key)
        else:
            self.desk.show_nothing()

    def flush(self) -> None:
        """Nothing waits: every key is kept at once."""

    def show_clause(self, key: str) -> None:
        one = next((m for m in self._bench.work.matrices if m.key == key), None)
        if one:
            self.desk.show_matrix(one, (key, self.pills.current), self._wanted(one))

    def show_department(self, key: str) -> None:
        """What it carried when it was chosen stays in view, carried or not."""
        work = self._bench.work
        if key not in work.today.departments:
            return
        kept = self.desk.kept((key, self.pills.current))
        one = department_matrix(work.today, work.matrices, key, kept)
        rows = frozenset(row.item.id for row in one.rows)
        self.desk.show_matrix(one, (key, self.pills.current), rows)

    def _wanted(self, one: DutyMatrix) -> frozenset[str]:
        view = self.pills.current
        return frozenset(
            row.item.id
            for row in one.rows
            if (row.shared or view != SHARED) and not (row.carried and view == UNCARRIED)
        )

    def _on_side(self) -> None:
        self.pills.choose(0)
        self.refresh()

"""职责分工: each clause's items × departments; whole rows and columns; copied from last year."""

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from model.domain.package import Duty, YearPackage
from model.package.duties import assigned, copied
from model.package.edits import without_duties
from model.package.matrix import ClauseMatrix
from ui.models.package_duties import HEADINGS, WIDTHS, clause_grid, clause_lines
from ui.pages.package.bench import Bench
from ui.widgets.combo import Combo
from ui.widgets.link import Link
from ui.widgets.package_grid import DutyGrid
from ui.widgets.package_halves import Halves
from ui.widgets.package_table import KeptTable
from ui.widgets.pills import Pills

VIEWS = ("多个单位", "全部条款", "无人承担")
ADD = "添加单位…"
HOW = (
    "选中格子后按 1 牵头、2 配合、3 不承担，空格换一种，双击也可以；点单位名选整列，点事项选整行。"
)


class DutiesPart(Halves):
    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__((1, 2), parent)
        self._bench = bench
        self._clause = ""
        above = QWidget(self.left)
        row = QHBoxLayout(above)
        row.setContentsMargins(16, 12, 16, 8)
        self.pills = Pills(VIEWS, above)
        self.pills.chosen.connect(self.refresh)
        row.addWidget(self.pills)
        self.add_left(above)
        self.table = KeptTable(HEADINGS, WIDTHS, self.left)
        self.table.line_chosen.connect(self.show_clause)
        self.add_left(self.table, 1)
        self._title, self._bracket, how = (QLabel(self.right) for _ in range(3))
        how.setText(HOW)
        for label, name in (
            (self._title, "question_heading"),
            (self._bracket, "help"),
            (how, "help"),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setContentsMargins(24, 12 if label is self._title else 2, 24, 2)
            self.add_right(label)
        self.add_right(self._tools())
        self.grid = DutyGrid(self.right)
        self.grid.duty_set.connect(self._on_duty)
        self.add_right(self.grid, 1)

    def _tools(self) -> QWidget:
        self._bar = QWidget(self.right)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        for number, duty in enumerate(Duty, start=1):
            button = QPushButton(f"{duty.value}　{number}", self._bar)
            button.setObjectName("quiet")
            button.clicked.connect(lambda _=False, duty=duty: self.grid.set_duty(duty))
            row.addWidget(button)
        self.add = Combo(self._bar)
        self.add.setAccessibleName("给这一条添加单位")
        self.add.setFixedWidth(160)
        self.add.activated.connect(self._on_add)
        row.addWidget(self.add)
        row.addStretch(1)
        self.plain, self.last = Link("照方案括号", self._bar), Link("照去年", self._bar)
        self.plain.clicked.connect(self._on_plain)
        self.last.clicked.connect(self._on_last)
        row.addWidget(self.last)
        row.addWidget(self.plain)
        return self._bar

    def refresh(self) -> None:
        work = self._bench.work
        open_ = len(work.uncarried)
        self.pills.show_words([*VIEWS[:2], f"{VIEWS[2]} {open_}"])
        self._bar.setEnabled(work.editable)
        self.last.setVisible(work.last is not None)
        self.table.show_lines(tuple(clause_lines(work.matrices, self.pills.current)))
        if self._clause:
            self.show_clause(self._clause)

    def flush(self) -> None:
        """Nothing waits: every key is kept at once."""

    @property
    def _matrices(self) -> Mapping[str, ClauseMatrix]:
        return {one.clause: one for one in self._bench.work.matrices}

    def show_clause(self, clause: str) -> None:
        self._clause = clause
        one = self._matrices[clause]
        self._title.setText(one.title)
        self._bracket.setText(one.bracket)
        self._bracket.setVisible(bool(one.bracket))
        self.grid.show_grid(clause_grid(one))
        there = {body.id for body in one.columns}
        self.add.clear()
        self.add.addItem(ADD, "")
        for body in self._bench.work.today.bodies:
            if body.id not in there:
                self.add.addItem(body.name, body.id)

    def _on_duty(self, cells: Iterable[tuple[str, str]], duty: Duty) -> None:
        by_department: dict[str, list[str]] = {}
        for item, department in cells:
            by_department.setdefault(department, []).append(item)

        def change(package: YearPackage) -> YearPackage:
            for department, items in by_department.items():
                package = assigned(self._bench.work.plan, package, items, [department], duty)
            return package

        self._bench.edit(change)

    @property
    def _items(self) -> tuple[str, ...]:
        return tuple(row.item.id for row in self._matrices[self._clause].rows)

    def _on_add(self) -> None:
        if body := self.add.currentData():
            items, plan = self._items, self._bench.work.plan
            self._bench.edit(lambda p: assigned(plan, p, items, [body], Duty.NONE))

    def _on_plain(self) -> None:
        items = self._items
        self._bench.edit(lambda p: without_duties(p, items))

    def _on_last(self) -> None:
        last, plan, items = self._bench.work.last, self._bench.work.plan, self._items
        if last:
            self._bench.edit(lambda p: copied(plan, p, last, items))

"""认领: one clause's or one department's items × departments, filled in by keys or by mouse."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.package import Duty, YearPackage
from model.domain.plan import Measure, Stage
from model.package.draft import without_duties
from model.package.duties import assigned, copied, filled_down, given_alone
from model.package.duty_table import DutyMatrix, MatrixRow
from model.package.words import duties_words, stage_words
from ui.connection import connect
from ui.kit.combo import Combo
from ui.kit.elided_label import ElidedLabel
from ui.kit.empty_state import EmptyState
from ui.kit.label import line_label, plain_tip, words_label
from ui.kit.layout import REST, box, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, EDGE, GAP, HAIR, SNUG, STRIP, TIGHT
from ui.pages.package.duty_grid import DutyGrid
from ui.pages.package.duty_lines import UNCONFIRMED, duty_grid, proposal_words
from ui.pages.package.package_session import PackageSession

ADD, ADD_WIDTH = "添加单位…", 168  # px
KEYS = "空格换一种　Shift+空格或点事项选整行　点单位名选整列　Ctrl+D 照上一行　Ctrl+A 全选"
FILE_AWAY = "列为已完成归档"
OFFERED = {  # what can be decided about a measure of that stage
    Stage.ARCHIVED: "仍要填报",
    Stage.OVER: "按逾期继续填报",
    Stage.OVERDUE: "不再填报",
    Stage.NOT_BEGUN: "",
}
Cells = Iterable[tuple[str, str]]  # item, department
Place = tuple[str, int, str]  # what is shown, under which filter, found by which words


class DutyPanel(QWidget):
    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package = package
        self._place: Place = ("", 0, "")
        self._rows: frozenset[str] = frozenset()
        self._one: DutyMatrix | None = None
        self._title, self._said = line_label("question_heading"), words_label("help")
        self.grid = DutyGrid(self)
        self.grid.duty_set.connect(self._on_duty)
        self.grid.alone_set.connect(self._on_alone)
        self.grid.filled_down.connect(self._on_filled_down)
        self.grid.row_chosen.connect(self._show_item)
        self._keys = line_label("keys", KEYS)
        self.empty = EmptyState("list-checks", "", "", self)
        self.empty.hide()
        parts = (self._head(), self._tools(), wide(self.grid), self._strip(), self._keys)
        column(*parts, wide(self.empty), parent=self)

    def _head(self) -> QWidget:
        self.last, self.plain = Link("照去年", self), Link("照方案括号", self)
        self.last.setToolTip("下面各项都照去年的分工，单位变更的由承接单位接着")
        self.proposed = Link("", self)
        self.proposed.setToolTip("这里还没有确认的各项照建议分工确认；已确认的不动")
        self.proposed.clicked.connect(self._on_proposed)
        self.last.clicked.connect(self._on_last)
        self.plain.clicked.connect(self._on_plain)
        links = (self.proposed, self.last, self.plain)
        first = row(wide(self._title), *links, spacing=BLOCK)
        self._above = box(column(first, self._said, spacing=HAIR, margins=(EDGE, GAP, EDGE, HAIR)))
        return self._above

    def _tools(self) -> QWidget:
        presses = [
            self._tool(f"{duty.value} {number}", partial(self.grid.set_duty, duty))
            for number, duty in enumerate(Duty, start=1)
        ]
        alone = self._tool("只由它承担 4", self.grid.set_alone)
        alone.setToolTip("选中的单位承担，其他单位都不承担，跳到下一项")
        self.collective = Link("", self)
        self.collective.clicked.connect(self._on_collective)
        self.add = Combo(self)
        self.add.setAccessibleName("添加单位")
        self.add.setFixedWidth(ADD_WIDTH)
        self.add.activated.connect(self._on_add)
        tools = row(*presses, alone, self.collective, REST, self.add, spacing=TIGHT, margins=STRIP)
        self._bar = box(tools)
        return self._bar

    def _tool(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName("quiet")
        connect(button.clicked, self, lambda _=False: act())
        return button

    def _strip(self) -> QWidget:
        self.item, self.who = words_label(), ElidedLabel("", self)
        self.who.setObjectName("help")
        self.years = Link("", self)
        self.years.clicked.connect(self._on_years)
        below = row(wide(self.who), self.years, spacing=BLOCK)
        self._foot = box(column(self.item, below, margins=(EDGE, SNUG, EDGE, SNUG)), "strip")
        return self._foot

    def kept(self, place: Place) -> frozenset[str]:
        """The rows in view while *place* is shown; else none."""
        return self._rows if place == self._place else frozenset()

    def show_nothing(self, heading: str, words: str) -> None:
        """Shows *heading* and *words* instead of the grid."""
        self.empty.show_words(heading, words)
        self._one = None
        self._place = ("", 0, "")
        self._show_parts(shown=False)

    def _show_parts(self, *, shown: bool) -> None:
        self.empty.setVisible(not shown)
        for part in (self._above, self._bar, self.grid, self._foot, self._keys):
            part.setVisible(shown)

    def show_matrix(self, one: DutyMatrix, place: Place, rows: frozenset[str]) -> None:
        """Shows the *rows* of *one*, by id; rows in view before stay while *place* is the same."""
        work = self._package.editor
        moved = place != self._place
        self._rows = rows if moved else rows | self._rows
        self._one, self._place = one, place
        load = work.loads.get(one.key)
        self._title.setText(one.title)
        self._said.setText(load.sentence if load else one.bracket)
        self._said.setVisible(bool(load or one.bracket))
        grid = duty_grid(work, one, self._rows, doubtful_first=place[1] == UNCONFIRMED)
        self.grid.show_grid(grid)
        self._show_parts(shown=True)
        self._bar.setEnabled(work.editable)
        self.last.setVisible(work.editable and work.last is not None)
        self.plain.setVisible(work.editable)
        back = work.package.separate_support and bool(work.plan.proposals)
        self.plain.setText("恢复为建议" if back else "照方案括号")
        self.plain.setToolTip(
            "下面各项都恢复为建议分工，未经确认" if back else "下面各项都恢复为方案括号里的单位"
        )
        count = len(one.unconfirmed)
        self.proposed.setText(f"采用建议分工（{count} 项）")
        self.proposed.setVisible(work.editable and count > 0)
        if moved:
            self.grid.setCurrentIndex(self.grid.model().index(0, 0))
            self.grid.scrollToTop()
        self._show_others(one)
        self._show_item(self.grid.row_key)

    def _show_others(self, one: DutyMatrix) -> None:
        today = self._package.editor.today
        name, members = next(iter(one.collectives.items()), ("", ()))
        self.collective.setVisible(len(members) > 1)
        if members:
            self.collective.setText(f"选中{today.departments[name].name}（{len(members)}）")
        there = {body.id for body in one.columns}
        self.add.setVisible(one.key not in today.departments)
        self.add.clear()
        self.add.addItem(ADD, "")
        for body in today.bodies:
            if body.id not in there:
                self.add.addItem(body.name, body.id)

    def _show_item(self, key: str) -> None:
        """Shows the item *key* in full, with the departments that carry it."""
        row = next((r for r in self._one.rows if r.item.id == key), None) if self._one else None
        self._foot.setVisible(row is not None)
        if row:
            said = duties_words(self._package.editor.today.departments, row.duties)
            self.item.setText(row.words)
            why = proposal_words(self._package.editor, row)
            said = said if row.carried else f"{said}，只列出，不计分"
            if stage := stage_words(row.item):
                said = f"{stage}；{said}"
            self._show_years(row)
            self.who.setText(f"{said}。{why}" if why else said)
            self.who.setToolTip(plain_tip(why))

    def _show_years(self, row: MatrixRow) -> None:
        """Offers what the office can decide about the years of the row's measure."""
        work = self._package.editor
        once = isinstance(row.item, Measure) and row.item.once
        words = OFFERED.get(row.stage, FILE_AWAY if once else "")
        self.years.setText(words)
        self.years.setVisible(bool(words) and work.editable and work.package.by_years)

    def _on_years(self) -> None:
        key = self.grid.row_key
        row = next((r for r in self._one.rows if r.item.id == key), None) if self._one else None
        if row is None:
            return
        work = self._package.editor
        match row.stage:
            case Stage.RUNNING:
                act = partial(work.archive, key)
            case Stage.OVERDUE:
                act = partial(work.ask_no_more, key)
            case _:
                act = partial(work.ask_again, key)
        self._package.step(act)

    @property
    def _items(self) -> tuple[str, ...]:
        rows = self._one.rows if self._one else ()
        return tuple(row.item.id for row in rows if row.item.id in self._rows)

    def _on_duty(self, cells: Cells, duty: Duty) -> None:
        plan, by_department = self._package.editor.plan, _by_department(cells)

        def change(package: YearPackage) -> YearPackage:
            for department, items in by_department.items():
                package = assigned(plan, package, items, [department], duty)
            return package

        self._package.edit(change)

    def _on_alone(self, cells: Cells) -> None:
        plan, by_item = self._package.editor.plan, _by_item(cells)
        self._package.edit(lambda p: given_alone(plan, p, by_item))

    def _on_filled_down(self, cells: Cells) -> None:
        plan, by_item = self._package.editor.plan, _by_item(cells)
        bodies = tuple(_by_department(cells))
        self._package.edit(lambda p: filled_down(plan, p, tuple(by_item), bodies))

    def _on_collective(self) -> None:
        if self._one:
            self.grid.select_columns(next(iter(self._one.collectives.values()), ()))

    def _on_add(self) -> None:
        if body := self.add.currentData():
            items, plan = self._items, self._package.editor.plan
            self._place = ("", 0, "")  # another column: begin again
            self._package.edit(lambda p: assigned(plan, p, items, [body], Duty.NONE))

    def _on_proposed(self) -> None:
        if one := self._one:
            self._package.step(lambda: self._package.editor.confirm(one.unconfirmed))

    def _on_plain(self) -> None:
        items = self._items
        self._package.edit(lambda p: without_duties(p, items))

    def _on_last(self) -> None:
        last, plan, items = self._package.editor.last, self._package.editor.plan, self._items
        if last:
            self._package.edit(lambda p: copied(plan, p, last, items))


def _by_department(cells: Cells) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item, department in cells:
        found.setdefault(department, []).append(item)
    return found


def _by_item(cells: Cells) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item, department in cells:
        found.setdefault(item, []).append(department)
    return found

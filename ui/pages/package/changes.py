"""单位变更: renamed, merged, split, dissolved, with date and who takes over what."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.package import Duty
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.typed_days import read_day
from model.package.draft import with_change
from model.package.duties import takeover
from model.package.registry import Registered
from model.package.reorganisation import written_down
from model.package.validation import change_problems
from model.store.half_written import PACKAGE
from ui.connection import connect
from ui.field_drafts import FieldDrafts
from ui.kit.form import FormView
from ui.kit.label import Label, line_label, plain_tip, words_label
from ui.kit.layout import REST, Halves, Sheet, box, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, EDGE, GAP, STRIP, TIGHT
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.package.department_ticks import DepartmentTicks
from ui.pages.package.duty_grid import DutyGrid
from ui.pages.package.duty_grid_model import Grid, GridRow
from ui.pages.package.forms import CHANGE
from ui.pages.package.package_session import PackageSession
from ui.status_marks import Mark

PLACE = f"{PACKAGE}change"  # where what is half written is kept
BEFORE, MOVES = "before", "moves"  # what of it is no field
NOTHING = "没有登记过单位变更。要登记的，先编制更正版。"
TAKES = {Duty.LEAD: "承接", Duty.SUPPORT: "承接", Duty.NONE: "不承接"}


class ChangesPart(Halves):
    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((1, 1), parent)
        self._package = package
        self._moves: dict[str, tuple[int, ...]] = {}  # item -> places among those who come after
        self._registered: dict[str, Registered] = {}
        self.table = Table(("已登记的变更", "登记"), (0, 132), self.left, chooses_first=True)
        self.table.line_chosen.connect(self._show_registered)
        self.catch_up = Link("", self.left)
        self.catch_up.setContentsMargins(*STRIP)
        connect(
            self.catch_up.clicked, self, lambda: self._package.step(self._package.editor.catch_up)
        )
        self._which = self._heading("哪些单位变更")
        self.before = DepartmentTicks("变更前的单位", self.left)
        self.before.setContentsMargins(EDGE, 0, EDGE, BLOCK)
        self.before.changed.connect(self._on_written)
        self.nothing = words_label("empty", NOTHING)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add_left(wide(self.table, 2), self.nothing, self._detail(), self.catch_up)
        self.add_left(self._which, wide(self.before, 3))
        self.form = FormView(CHANGE, self.right)
        self.form.answer_changed.connect(self._on_written)
        self._said = words_label("complaint")
        self._moves_heading = self._heading("谁承接哪一项")
        self.moves = DutyGrid(self.right, TAKES)
        self.moves.duty_set.connect(self._on_move)
        sheet = Sheet(parts=(self.form, self._said, REST), spacing=BLOCK)
        self.add_right(wide(sheet), self._moves_heading, wide(self.moves), self._foot())
        self._half_written = FieldDrafts(package.session, self)
        self._show_half_written()
        package.changed.connect(self._on_changed)

    def _detail(self) -> QWidget:
        self.entry = words_label()
        self.put_right, self.take_back = Link("更正…", self.left), Link("撤回登记", self.left)
        self.put_right.setToolTip("撤回，并把内容放回右边的表里，改好再登记")
        self.put_right.clicked.connect(self._on_put_right)
        self.take_back.clicked.connect(self._on_take_back)
        parts = (wide(self.entry), self.put_right, self.take_back)
        self.detail = box(row(*parts, spacing=BLOCK, margins=STRIP), "foot")
        return self.detail

    def _heading(self, words: str) -> Label:
        label = line_label("label", words)
        label.setContentsMargins(EDGE, GAP, EDGE, TIGHT)
        return label

    def _foot(self) -> QWidget:
        note = words_label("help", "登记后，任务、联系人和本单位目标随之转移；以往年度仍用原名。")
        self.register = QPushButton("登记变更", self.right)
        self.register.clicked.connect(self._on_register)
        return box(row(wide(note), self.register, margins=(EDGE, TIGHT, EDGE, BLOCK)))

    def refresh(self) -> None:
        work = self._package.editor
        self._registered = {str(n): one for n, one in enumerate(work.registry)}
        self.table.show_lines([_line(key, one) for key, one in self._registered.items()])
        self.table.setVisible(bool(self._registered))
        self._show_registered(self.table.key)
        late = [said for _, said in work.left_behind]
        self.catch_up.setVisible(bool(late) and work.editable)
        self.catch_up.setText(f"　补登去年后来登记的 {len(late)} 次变更")
        self.catch_up.setToolTip(plain_tip("\n".join(late)))
        self.before.show_bodies(work.today.bodies)
        for part in (self.before, self._which, self.right):
            part.setVisible(work.editable)
        self.nothing.setVisible(not self._registered and not work.editable)
        self._preview()

    def flush(self) -> None:
        self.form.flush()

    def _on_changed(self) -> None:
        """What was begun in a draft goes with it."""
        if not self._package.editor.editable:
            self._empty()

    def _empty(self) -> None:
        self._moves = {}
        self.form.show_answer({})
        self.before.tick_only()

    def _on_written(self) -> None:
        self._preview()
        self._keep()

    def _keep(self) -> None:
        moves = "\n".join(" ".join((item, *map(str, to))) for item, to in self._moves.items())
        said = {key: text for key, text in self.form.answer.items() if text}
        beside = {BEFORE: ",".join(self.before.ticked), MOVES: moves} if said else {}
        self._half_written.keep(PLACE, {**said, **beside})

    def _show_half_written(self) -> None:
        """Shows what was begun here before and not registered."""
        if written := self._half_written.of(PLACE):
            self.before.show_bodies(self._package.editor.today.bodies)
            before = written.pop(BEFORE, "").split(",")
            moves = (line.split() for line in written.pop(MOVES, "").splitlines())
            self._moves = {
                item: tuple(map(int, to)) for item, *to in moves if all(map(str.isdecimal, to))
            }
            self.form.show_answer(written)  # first, else nothing is written beside the ticks
            self.before.tick_only(*before)

    @property
    def _change(self) -> DepartmentChange | None:
        """The change as it is filled in so far; None while something is missing."""
        said, before = self.form.answer, self.before.ticked
        if not said.get("kind") or not before:
            return None
        work = self._package.editor
        return written_down(
            work.plan,
            work.package,
            ChangeKind(said["kind"]),
            read_day(said.get("on", "")),
            before,
            said.get("names", "").splitlines(),
            said.get("document", ""),
            self._moves,
        )

    def _problems(self, change: DepartmentChange) -> tuple[str, ...]:
        work = self._package.editor
        known = set(change_problems(work.plan, work.package.changes))
        changes = (*work.package.changes, change)
        found = change_problems(work.plan, changes)
        return tuple(problem.message for problem in found if problem not in known)

    def _preview(self) -> None:
        change = self._change
        problems = self._problems(change) if change else ()
        self._said.setText("\n".join(problems))
        self._said.setVisible(bool(problems))
        editable = self._package.editor.editable
        self.register.setEnabled(change is not None and not problems and editable)
        shared = change is not None and len(change.after) > 1
        for part in (self.moves, self._moves_heading):
            part.setVisible(shared)
        self.moves.show_grid(self._grid(change) if change and shared else Grid(columns={}, rows=()))

    def _grid(self, change: DepartmentChange) -> Grid:
        work = self._package.editor
        names = {body.id: body.name for body in (*work.today.bodies, *change.made)}
        heirs = takeover(work.plan, work.package, change)
        return Grid(
            columns={body: names[body] for body in change.after},
            rows=tuple(
                GridRow(
                    key=item,
                    words=work.plan.item(item).title,
                    duties=dict.fromkeys(taking, Duty.LEAD),
                )
                for item, taking in heirs.items()
            ),
        )

    def _on_move(self, cells: Iterable[tuple[str, str]], duty: Duty) -> None:
        change = self._change
        if change is None:
            return
        now: Mapping[str, tuple[str, ...]] = takeover(
            self._package.editor.plan, self._package.editor.package, change
        )
        for item, body in cells:
            chosen = {*now[item], body} if duty is not Duty.NONE else {*now[item]} - {body}
            now = {**now, item: tuple(chosen)}
            self._moves[item] = _places(change, chosen)
        self._on_written()

    def _show_registered(self, key: str) -> None:
        one = self._registered.get(key)
        self.detail.setVisible(one is not None)
        if one:
            back = f"\n撤回：{one.withdrawn.words}" if one.withdrawn else ""
            self.entry.setText(f"{one.sentence}\n登记：{one.entered.words}{back}")
            for link in (self.put_right, self.take_back):
                link.setVisible(one.withdrawn is None and self._package.editor.editable)

    def _on_take_back(self) -> None:
        if one := self._registered.get(self.table.key):
            self._package.step(lambda: self._package.editor.take_back(one.change))

    def _on_put_right(self) -> None:
        """Puts the chosen change back into the form, to be registered again."""
        one = self._registered.get(self.table.key)
        names = self._names_after(one.change) if one else ()
        if one is None or not self._package.step(
            lambda: self._package.editor.take_back(one.change)
        ):
            return
        self._moves = {item: _places(one.change, to) for item, to in one.change.moves.items()}
        self.before.tick_only(*one.change.before)
        self.form.show_answer(
            {
                "kind": one.change.kind.value,
                "on": one.change.on,
                "document": one.change.document,
                "names": "\n".join(names),
            }
        )
        self._on_written()

    def _names_after(self, change: DepartmentChange) -> tuple[str, ...]:
        names = {b.id: b.name for b in self._package.editor.today.departments.values()}
        made = {body.id: body.name for body in change.made}
        return tuple((names | made)[body] for body in change.after if body in names | made)

    def _on_register(self) -> None:
        self.flush()
        change = self._change
        if change is None or not self._package.edit(
            lambda p: with_change(p, change, self._package.editor.plan)
        ):
            return
        self._empty()
        self._on_written()
        for key, one in self._registered.items():
            if one.change == change and one.withdrawn is None:
                self.table.choose(key)


def _places(change: DepartmentChange, bodies: Iterable[str]) -> tuple[int, ...]:
    taking = {*bodies}
    return tuple(place for place, body in enumerate(change.after) if body in taking)


def _line(key: str, one: Registered) -> Line:
    back = one.withdrawn is not None
    mark = Mark.NOT_APPLICABLE if back else None
    state = "已撤回" if back else f"{one.entered.year}年度第{one.entered.version}版"
    return Line(key=key, cells=(Cell(words=one.sentence), Cell(words=state, mark=mark)))

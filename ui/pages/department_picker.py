"""A department chosen from a list that a few letters shorten."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget

from model.domain.plan import Department, Plan
from ui.kit.entry import Aside, Entry
from ui.kit.entry_list import EntryList
from ui.kit.label import line_label
from ui.kit.layout import column, wide
from ui.kit.metrics import TIGHT
from ui.kit.search_field import SearchField

NOT_FOUND = "没有找到这个单位。换单位名称里的一两个字试试，或清空后从列表里选。"
CHANGED = "已调整"  # a body that is no more


class DepartmentPicker(QWidget):
    chosen = Signal(str)  # id, "" for none

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = "输入单位名称的一两个字，例如“城管”"
        self.search = SearchField(words, self, name="查找责任单位")
        self.search.textChanged.connect(self._on_search)
        self.list = EntryList("责任单位", self, ruled=False)
        self.list.setObjectName("departments")
        # Takes what is left: in a page that scrolls, what it would like counts as what it needs.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.chosen.connect(self.chosen)
        self.none = line_label("empty", NOT_FOUND, self)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.hide()
        column(self.search, wide(self.list), wide(self.none), spacing=TIGHT, parent=self)
        self.setFocusProxy(self.search)
        self.show_plan(plan)

    def show_plan(self, plan: Plan, gone: Collection[str] = ()) -> None:
        """Offers the departments of *plan*, those that are *gone* as such; none is chosen."""
        self.list.entries.show_entries(
            _entry(plan, body, gone=body.id in gone) for body in plan.bodies
        )

    @property
    def department(self) -> str:
        """Id of the department that is chosen, "" while none is."""
        return self.list.key

    def show_department(self, department: str) -> None:
        if self.list.choose(department):
            here = self.list.currentIndex()
            self.list.scrollTo(here, QListView.ScrollHint.PositionAtCenter)

    def _on_search(self, words: str) -> None:
        """Chooses the only one found; of several, keeps the one that was chosen before."""
        chosen, letters = self.department, words.strip().lower()
        self.list.entries.show_only(lambda entry: _is_called(entry, letters))
        found = len(self.list.shown)
        self.list.setVisible(found > 0)
        self.none.setVisible(not found)
        if words and found == 1:
            self.list.choose_first()
        elif not self.list.choose(chosen):
            self.chosen.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the first found, where none is chosen; the arrow goes on to the list."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.list.shown and enter and not self.department:
            self.list.choose_first()
        elif self.list.shown and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            if not self.department:
                self.list.choose_first()
        else:
            super().keyPressEvent(event)


def _entry(plan: Plan, department: Department, *, gone: bool) -> Entry:
    """Entry of a department: its name, and at the right how much work there is."""
    measures = len(plan.measures_of(department.id))
    indicators = len(plan.indicators_of(department.id))
    parts = [f"任务 {measures}"] if measures else []
    work = "　".join([*parts, f"指标 {indicators}"] if indicators else parts)
    work = CHANGED if gone else work
    return Entry(
        key=department.id,
        title=department.name,
        aside=(Aside(words=work),) if work else (),
        haystack="\n".join((department.name, *department.aliases, department.kind)),
    )


def _is_called(entry: Entry, letters: str) -> bool:
    """Whether one of the department's names has the *letters* in their order."""
    names = entry.haystack.split("\n")
    return any(in_order(letters, name.lower()) for name in names)


def in_order(letters: str, name: str) -> bool:
    """Whether *name* has all *letters* one after the other, as in 城管 for 区城市管理委."""
    rest = iter(name)
    return all(letter in rest for letter in letters)

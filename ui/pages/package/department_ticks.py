"""Departments to tick, found by a few letters."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from model.domain.plan import Department
from ui.kit.label import words_label
from ui.kit.layout import column, wide
from ui.kit.metrics import TIGHT
from ui.kit.search_field import SearchField
from ui.theme import px

KEY = Qt.ItemDataRole.UserRole
ROW = 32  # px
STATES = (Qt.CheckState.Unchecked, Qt.CheckState.Checked)
NOBODY = "还没有选单位"


class DepartmentTicks(QWidget):
    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("输入单位名称的一两个字", self, name=f"查找{name}")
        self.search.textChanged.connect(self._on_search)
        self.list = QListWidget(self)
        self.list.setObjectName("departments")
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.itemPressed.connect(self._on_pressed)
        self.list.itemClicked.connect(self._on_clicked)
        self._pressed = ""  # whose name, not box: Qt ticks the box itself, and tells no press
        self._shown: tuple[tuple[str, str], ...] = ()
        self._chosen = words_label("help", NOBODY)  # below, so that no row moves under the hand
        column(self.search, wide(self.list), self._chosen, spacing=TIGHT, parent=self)

    def show_bodies(self, bodies: Iterable[Department]) -> None:
        """Lists *bodies*; those ticked stay so as long as they are there."""
        bodies, ticked = tuple(bodies), self.ticked
        shown = tuple((body.id, body.name) for body in bodies)
        if shown == self._shown:
            return
        self._shown = shown
        with QSignalBlocker(self.list):
            self.list.clear()
            for body in bodies:
                item = QListWidgetItem(body.name, self.list)
                item.setData(KEY, body.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(STATES[body.id in ticked])
                item.setSizeHint(QSize(0, px(ROW)))
        self._on_search(self.search.text())
        self._show_chosen()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked departments, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(i.data(KEY) for i in items if i.checkState() is Qt.CheckState.Checked)

    def tick(self, *departments: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(KEY) in departments:
                item.setCheckState(Qt.CheckState.Checked)

    def tick_only(self, *departments: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setCheckState(STATES[item.data(KEY) in departments])

    def _on_ticked(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        names = [i.text() for i in items if i.checkState() is Qt.CheckState.Checked]
        self._chosen.setText(f"已选：{'、'.join(names)}" if names else NOBODY)

    def _on_pressed(self, item: QListWidgetItem) -> None:
        self._pressed = item.data(KEY)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        """A click on the name ticks like one on its box."""
        if item.data(KEY) == self._pressed:
            item.setCheckState(STATES[item.checkState() is Qt.CheckState.Unchecked])
        self._pressed = ""

    def _on_search(self, words: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(words.strip() not in item.text())

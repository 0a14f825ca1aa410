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
        self._chosen = words_label("help")
        self._chosen.hide()
        column(self.search, self._chosen, wide(self.list), spacing=TIGHT, parent=self)

    def show_bodies(self, bodies: Iterable[Department]) -> None:
        """Lists *bodies*, none of them ticked."""
        self._chosen.hide()
        with QSignalBlocker(self.list):
            self.list.clear()
            for body in bodies:
                item = QListWidgetItem(body.name, self.list)
                item.setData(KEY, body.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
                item.setSizeHint(QSize(0, px(ROW)))

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
            ticked = item.data(KEY) in departments
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _on_ticked(self) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        names = [i.text() for i in items if i.checkState() is Qt.CheckState.Checked]
        self._chosen.setText(f"已选：{'、'.join(names)}")
        self._chosen.setVisible(bool(names))
        self.changed.emit()

    def _on_search(self, words: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(words.strip() not in item.text())

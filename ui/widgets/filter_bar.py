"""Above a list: the search, which items, and of which section."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.models.rows import Filter
from ui.theme import icon

ANY_SECTION, ANY_STATE = "全部章节", "全部状态"


class FilterBar(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("搜索（Ctrl+F）")
        self.search.setAccessibleName("搜索")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "quiet", 16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.changed)
        self._section, self._state = QComboBox(self), QComboBox(self)
        for box, name in ((self._section, "章节"), (self._state, "状态")):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(self.changed)
            box.setAccessibleName(name)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.search, 3)
        above.addWidget(self._section, 2)
        column.addLayout(above)
        column.addLayout(self._pills())

    def _pills(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._pill: dict[Filter, QPushButton] = {}
        for wanted in Filter:
            pill = self._pill[wanted] = QPushButton(wanted, self)
            pill.setObjectName("pill")
            pill.setCheckable(True)
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(pill)
            row.addWidget(pill)
        self._pill[Filter.ALL].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        row.addStretch(1)
        self._state.setFixedWidth(112)
        row.addWidget(self._state)
        return row

    @property
    def wanted(self) -> Filter:
        return next(wanted for wanted, pill in self._pill.items() if pill.isChecked())

    @property
    def section(self) -> str:
        """Of the plan; "" for any."""
        return self._section.currentData() or ""

    @property
    def state(self) -> str:
        """The word of a mark; "": any."""
        return self._state.currentData() or ""

    def show_choices(self, sections: Iterable[str], states: Iterable[str]) -> None:
        for box, any_, choices in (
            (self._section, ANY_SECTION, sections),
            (self._state, ANY_STATE, states),
        ):
            box.blockSignals(True)
            box.clear()
            box.addItem(any_, "")
            for choice in choices:
                box.addItem(choice, choice)
            box.blockSignals(False)

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        for wanted, count in counts.items():
            self._pill[wanted].setText(f"{wanted} {count}")

    def choose(self, wanted: Filter = Filter.ALL, section: str = "") -> None:
        """Show just these: one change for the list."""
        self.blockSignals(True)
        self._pill[wanted].setChecked(True)
        self._section.setCurrentIndex(max(self._section.findData(section), 0))
        self._state.setCurrentIndex(0)
        self.search.clear()
        self.blockSignals(False)
        self.changed.emit()

    def _on_toggled(self, pill: QPushButton, checked: bool) -> None:
        if checked:
            self.changed.emit()

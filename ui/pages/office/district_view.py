"""The whole district by section, item and department; every number leads to where it came from."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from model.merge.sections import section_of
from model.workbook.layout import item_title
from ui.models.office_results import (
    DUTY_HEADINGS,
    DUTY_WIDTHS,
    TALLY_HEADINGS,
    TALLY_WIDTHS,
    duty_lines,
    item_lines,
    section_lines,
)
from ui.pages.office.room import OfficeRoom
from ui.pages.office.trace_part import TracePart
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.link import Link
from ui.widgets.office_table import OfficeTable

HINT = "双击或回车看下一层"


class DistrictView(QWidget):
    def __init__(self, room: OfficeRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.section = self.item = ""
        self.tallies = OfficeTable(TALLY_HEADINGS, TALLY_WIDTHS, self)
        self.duties = OfficeTable(DUTY_HEADINGS, DUTY_WIDTHS, self)
        self.tallies.opened.connect(self._on_opened)
        self.duties.line_chosen.connect(self._on_duty)
        self.duties.opened.connect(self._on_duty_opened)
        self.trace = TracePart(room, self)
        sheet = QFrame(self)
        sheet.setObjectName("card")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._crumbs())
        self._tables = QStackedWidget(sheet)
        self._tables.addWidget(self.tallies)
        self._tables.addWidget(self.duties)
        column.addWidget(self._tables, 1)
        column.addWidget(self.trace)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 0, 24, 24)
        outer.addWidget(sheet)

    def _crumbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._whole, self._section = Link("全区", self), Link("", self)
        self._whole.clicked.connect(partial(self.show_section, ""))
        self._section.clicked.connect(lambda: self.show_section(self.section))
        self._arrows = [QLabel("›", self) for _ in range(2)]
        self._leaf = ElidedLabel("", self)
        self._leaf.setObjectName("label")
        hint = QLabel(HINT, self)
        hint.setObjectName("help")
        row.addWidget(self._whole)
        row.addWidget(self._arrows[0])
        row.addWidget(self._section)
        row.addWidget(self._arrows[1])
        row.addWidget(self._leaf, 1)
        row.addWidget(hint)
        return row

    def show_section(self, section: str, *_: object) -> None:
        """*section* "": all of them."""
        self.section, self.item = section, ""
        self.refresh()
        self.tallies.setFocus()

    def show_item(self, item: str) -> None:
        plan = self._room.office.plan
        self.section, self.item = section_of(plan, plan.item(item)), item
        self.refresh()
        if self.duties.count and not self.duties.key:
            self.duties.selectRow(0)

    def refresh(self) -> None:
        office = self._room.office
        titles = {section.key: section.title for section in office.picture.sections}
        self._section.setText(f"{self.section}{titles.get(self.section, '')}")
        self._section.setVisible(bool(self.section))
        self._arrows[0].setVisible(bool(self.section))
        self._arrows[1].setVisible(bool(self.item))
        self._leaf.setText(item_title(office.plan.item(self.item)) if self.item else "")
        self.trace.setVisible(bool(self.item))
        if self.item:
            self.duties.show_lines([*duty_lines(office, self.item)])
            self._tables.setCurrentWidget(self.duties)
            self.trace.show_place(self.duties.key, self.item)
        else:
            picture = office.picture
            shown = item_lines(picture, self.section) if self.section else section_lines(picture)
            self.tallies.show_lines([*shown])
            self._tables.setCurrentWidget(self.tallies)

    def _on_opened(self, key: str) -> None:
        if self.section:
            self.show_item(key)
        else:
            self.show_section(key)

    def _on_duty(self, department: str) -> None:
        self.trace.show_place(department, self.item)

    def _on_duty_opened(self, department: str) -> None:
        if self._room.body(department).versions:
            self._room.open("review", f"{department}/{self.item}")

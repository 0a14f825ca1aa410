"""The whole district by section, item and department; every number leads to where it came from."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.consolidation.sections import place_of, section_of
from ui.connection import connect
from ui.kit.elided_label import ElidedLabel
from ui.kit.label import Label, line_label
from ui.kit.layout import box, column, row, stacked, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, PAGE, SNUG, TIGHT
from ui.kit.table import Table
from ui.pages.office.figure_source import FigureSource
from ui.pages.office.result_lines import (
    DUTY_HEADINGS,
    DUTY_WIDTHS,
    TALLY_HEADINGS,
    TALLY_WIDTHS,
    clause_lines,
    duty_lines,
    item_lines,
    section_lines,
)
from ui.pages.office.session import OfficeSession

HINT = "双击或回车看下一层"


class DistrictView(QWidget):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.section = self.clause = self.item = ""
        self.tallies = Table(TALLY_HEADINGS, TALLY_WIDTHS, self)
        self.duties = Table(DUTY_HEADINGS, DUTY_WIDTHS, self)
        self.tallies.opened.connect(self._on_opened)
        self.duties.line_chosen.connect(self._on_duty)
        self.duties.opened.connect(self._on_duty_opened)
        self.trace = FigureSource(room, self)
        self._tables = stacked(self.tallies, self.duties)
        parts = (self._crumbs(), wide(self._tables), self.trace)
        sheet = box(column(*parts, spacing=TIGHT, margins=(BLOCK, TIGHT, BLOCK, TIGHT)), "card")
        column(sheet, margins=PAGE, parent=self)

    def _crumbs(self) -> QHBoxLayout:
        self._links = (Link("总体", self), Link("", self), Link("", self))
        self._arrows = tuple(Label("›", self) for _ in range(3))
        goals = (self.show_whole, self._show_section, self._show_clause)
        for link, go in zip(self._links, goals, strict=True):
            connect(link.clicked, self, go)
        self._leaf = ElidedLabel("", self)
        self._leaf.setObjectName("label")
        path = [part for pair in zip(self._links, self._arrows, strict=True) for part in pair]
        return row(*path, wide(self._leaf), line_label("help", HINT), spacing=SNUG)

    def show_whole(self) -> None:
        self._go("", "", "")

    def _show_section(self) -> None:
        self._go(self.section, "", "")

    def _show_clause(self) -> None:
        self._go(self.section, self.clause, "")

    def show_item(self, item: str) -> None:
        plan = self._room.office.plan
        known = plan.item(item)
        self._go(section_of(plan, known), place_of(plan, known), item)

    def _go(self, section: str, clause: str, item: str) -> None:
        self.section, self.clause, self.item = section, clause, item
        self.refresh()
        self._tables.currentWidget().setFocus()

    def refresh(self) -> None:
        office = self._room.office
        self._show_crumbs()
        self.trace.setVisible(bool(self.item))
        if self.item:
            self.duties.show_lines([*duty_lines(office, self.item)])
            came = (key for key in self.duties.keys if self._room.body(key).versions)
            if not self.duties.key and (first := next(came, "")):
                self.duties.choose(first)
            self._tables.setCurrentWidget(self.duties)
            self.trace.show_place(self.duties.key, self.item)
            return
        picture = office.picture
        if self.clause:
            lines = [*item_lines(picture, self.section, self.clause)]
        elif self.section:
            lines = [*clause_lines(picture, self.section)]
        else:
            lines = [*section_lines(picture)]
        self.tallies.show_lines(lines)
        self._tables.setCurrentWidget(self.tallies)

    def _show_crumbs(self) -> None:
        plan = self._room.office.plan
        names = {one.key: one.name for one in self._room.office.picture.sections}
        clause = plan.place(self.clause) if self.clause else ""
        words = (plan.whole, names.get(self.section, self.section), clause)
        steps = (True, bool(self.section), bool(self.clause), bool(self.item))
        for number, link in enumerate(self._links):
            link.setText(words[number])
            link.setVisible(steps[number])
            self._arrows[number].setVisible(steps[number + 1])
        self._leaf.setText(plan.item(self.item).title if self.item else "")

    def _on_opened(self, key: str) -> None:
        if self.clause:
            self.show_item(key)
        elif self.section:
            self._go(self.section, key, "")
        else:
            self._go(key, "", "")

    def _on_duty(self, department: str) -> None:
        self.trace.show_place(department, self.item)

    def _on_duty_opened(self, department: str) -> None:
        if self._room.body(department).versions:
            self._room.open("review", f"{department}/{self.item}")

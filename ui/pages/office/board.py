"""报送情况: who has reported, who is late, how far the review is; and 催报."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from model.domain.wording import day_words
from model.office.board import is_awaited, rates
from model.office.department_year import DepartmentYear, ReportingState
from model.office.review_exchange import ReviewExchange, reviewers_words
from ui.kit.grown_width import set_most_width
from ui.kit.job_bar import JobBar
from ui.kit.label import line_label
from ui.kit.layout import REST, box, column, row, stacked, wide
from ui.kit.metrics import BLOCK, EDGE, GAP, SEARCH, TIGHT
from ui.kit.page import Page
from ui.kit.search_field import SearchField
from ui.kit.share_bar import ShareBar
from ui.kit.table import Table
from ui.pages.office.board_lines import HEADINGS, MARK_OF, WIDTHS, body_line, passing
from ui.pages.office.body_panel import BodyPanel
from ui.pages.office.reminder_panel import ReminderPanel
from ui.pages.office.session import OfficeSession

PAGE = "board"
PANEL = 348  # px
NONE = "没有符合条件的单位。\n换一个状态，或清空搜索。"


class BoardPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("报送情况", "催报…", parent)
        self._room = room
        self.header.primary.clicked.connect(self._on_remind)
        self.bar = ShareBar([(state, MARK_OF[state]) for state in ReportingState], self)
        self.bar.chosen.connect(self._show_lines)
        self.search = SearchField("搜索单位、类别", self)
        self.search.textChanged.connect(self._show_lines)
        self.table = Table(HEADINGS, WIDTHS, self)
        self.table.setAccessibleName("各单位报送情况，回车去复核")
        self.table.line_chosen.connect(self._on_body)
        self.table.clicked.connect(self._on_reminders_closed)  # the one chosen already, too
        self.table.opened.connect(self._on_opened)
        self.body, self.reminders = BodyPanel(room, self), ReminderPanel(room, self)
        self.reminders.closed.connect(self._on_reminders_closed)
        bar = row(self.bar, margins=(EDGE, 0, EDGE, GAP))
        self.lay_out(bar, row(wide(self._left()), self._right()))
        self.setFocusProxy(self.table)
        room.changed.connect(self.outdate)
        room.opened.connect(self._on_opened_at)

    def _left(self) -> QFrame:
        self._none = line_label("empty", NONE)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._places = stacked(self.table, self._none)
        set_most_width(self.search, SEARCH)
        tools = (wide(self.search), JobBar(self._room.jobs), REST)
        above = row(*tools, spacing=TIGHT, margins=(BLOCK, 0, BLOCK, 0))
        return box(column(above, wide(self._places), spacing=TIGHT, margins=(0, GAP, 0, 0)), "left")

    def _right(self) -> QFrame:
        self._panels = stacked(self.body, self.reminders)
        right = box(column(self._panels), "right")
        right.setFixedWidth(PANEL)
        return right

    def refresh(self) -> None:
        office = self._room.office
        found = rates(office.bodies)
        self.bar.show_counts({state: found.states[state] for state in ReportingState})
        deadline = office.deadline
        self.header.show_state(
            (f"截止 {day_words(deadline)}　" if deadline else "") + found.sentence
        )
        awaited = sum(map(is_awaited, office.bodies))
        self.header.primary.setText(f"催报 {awaited} 个单位…" if awaited else "催报…")
        self.header.primary.setEnabled(bool(awaited))
        self._show_lines()
        if self._panels.currentWidget() is self.reminders:
            self.reminders.show_bodies(self._awaited())
        self.body.show_body(self.table.key)

    def _on_opened_at(self, page: str, what: str) -> None:
        if page == PAGE and what:
            self.show_what(what)

    def show_what(self, what: str) -> None:
        """*what*: a state's word, or a department."""
        if what in set(ReportingState):
            self.bar.choose(what)
        else:
            self.bar.choose("")
            self.table.choose(what)

    def _bodies(self) -> list[DepartmentYear]:
        key = self.bar.key
        passes = passing(ReportingState(key) if key else None, self.search.text().lower().split())
        return [body for body in self._room.office.bodies if passes(body)]

    def _awaited(self) -> list[DepartmentYear]:
        chosen = filter(is_awaited, self._bodies())
        return [*chosen] or [*filter(is_awaited, self._room.office.bodies)]

    def _show_lines(self, *_: object) -> None:
        office = self._room.office
        shares = ReviewExchange(office).shares
        self.table.show_lines(
            [body_line(body, reviewers_words(office, shares, body)) for body in self._bodies()]
        )
        self._places.setCurrentIndex(int(not self.table.count))
        if not self.table.key and self.table.count:
            self.table.selectRow(0)

    def _on_body(self, department: str) -> None:
        """Shows the body of the row chosen, instead of 催报."""
        self.body.show_body(department)
        self._panels.setCurrentWidget(self.body)

    def _on_opened(self, department: str) -> None:
        if self._room.body(department).versions:
            self._room.open("review", department)

    def _on_remind(self) -> None:
        self.reminders.show_bodies(self._awaited())
        self._panels.setCurrentWidget(self.reminders)

    def _on_reminders_closed(self, *_: object) -> None:
        self._panels.setCurrentWidget(self.body)

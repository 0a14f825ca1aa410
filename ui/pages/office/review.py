"""复核: one department after the other, item by item, until its year passes."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Concatenate

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QWidget,
)

from model.consolidation.reviewed_answers import ItemReview, ReviewStanding
from model.domain.names import same_person
from model.domain.wording import clause
from model.errors import AppError, Problem
from model.office.changes import OfficeChanges
from model.office.department_year import DepartmentYear
from model.office.item_flags import ItemFlags
from model.office.review_exchange import ReviewExchange, ReviewShares, reviewer_of
from model.office.reviews import (
    ItemProblem,
    absence_in_bulk,
    adopt_the_rest,
    adopted_in_bulk,
    approve_all,
    claimed_items,
    confirm_grade,
    pass_obstacles,
    pass_year,
    plain_items,
    refuse_all,
    reopen,
    withdraw_absence,
    withdraw_the_rest,
)
from model.office.year import OfficeYear
from ui.alerts import Instead, ask, ask_why
from ui.connection import connect
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.grown_width import set_least_width
from ui.kit.job_bar import JobBar
from ui.kit.label import Markup, show_words, words_label
from ui.kit.layout import REST, Halves, Sheet, box, column, row, stacked, wide
from ui.kit.metrics import LEAST_SEARCH, STRIP, TIGHT
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.pages.office.absence_bar import AbsenceBar
from ui.pages.office.edits_part import EditsPart
from ui.pages.office.fork_part import ForkPart
from ui.pages.office.item_entries import ItemFilter, item_entries, passes, told_of
from ui.pages.office.item_review import ItemReviewPanel
from ui.pages.office.no_reports import no_reports
from ui.pages.office.session import MEANWHILE, Given, OfficeSession
from ui.pages.office.slip_panel import SlipPanel
from ui.pages.office.year_rulings import YearRulingsPanel
from ui.pages.office.year_strip import YearStrip
from ui.theme import colour, restyle

PAGE = "review"
FIRST = "单位报送的工作簿收进来以后，在这里逐项复核。"
NAMELESS = "请先填写复核人的姓名：每一条复核意见后面都要记是谁审的。"
UNNAMED = "；请先填复核人，意见后面要记姓名"
MOST = 4  # problems told at once
ALWAYS = (ItemFilter.WAITING, ItemFilter.RETURNED, ItemFilter.DONE)  # decisions fill them
WAITING = (ItemFilter.CHANGED, ItemFilter.WAITING)


class ReviewPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("复核", "通过", parent)
        self._room = room
        self.department = ""
        self._counted, self._offered = "", set[ItemFilter]()  # filters shown, and of whom
        self._shares = ReviewShares({})
        self.header.primary.clicked.connect(self._on_pass)
        self.strip = YearStrip(room, self)
        self.finder = SearchField("搜索 Ctrl+F", self, name="搜索方案文字和所报内容")
        set_least_width(self.finder, LEAST_SEARCH)
        self.pills = Pills(tuple(ItemFilter), self, first_is_all=True)
        self.absence = AbsenceBar(self)
        self.list = EntryList("复核清单", self, empty="没有符合条件的项。")
        self.panel, self.slip = ItemReviewPanel(room, self), SlipPanel(room, self)
        self.matters = YearRulingsPanel(room, self)
        self.whole_year = QPushButton("收到日、虚报瞒报…", self)
        self.whole_year.clicked.connect(self._on_matters)
        self.header.add_beside(self.whole_year)
        self.fork = ForkPart(room, self)
        self._edits_sheet = Sheet(self)
        self.edits = EditsPart(room, self._edits_sheet.paper)
        self._edits_sheet.add(self.edits, REST)
        self._complaint = words_label("complaint", parent=self)
        nothing = no_reports(room, "list-checks", "还没有可以复核的报送", FIRST, self)
        self._places = stacked(nothing, self._whole())
        self.lay_out(wide(self._places))
        self.setFocusProxy(self.list)
        self._connect()

    def _whole(self) -> QWidget:
        self._panels = stacked(self.panel, self.slip, self._edits_sheet, self.matters)
        self._complaint.setContentsMargins(*STRIP)
        self._complaint.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._complaint.linkActivated.connect(self._on_problem)
        bar = JobBar(self._room.jobs)
        halves = Halves(
            (17, 18),
            tools=(row(wide(self.finder), self.pills, spacing=TIGHT), self.absence),
            left=(wide(self.list),),
            right=(self._complaint, self.fork, wide(self._panels), bar),
        )
        return box(column(self.strip, wide(halves)))

    def _connect(self) -> None:
        self.strip.department_chosen.connect(self.show_department)
        self._room.named.connect(self._on_name)
        self.strip.mine_wanted.connect(self._on_mine)
        self.strip.rest_requested.connect(self._on_rest)
        self.strip.slip_requested.connect(self._on_slip)
        self.fork.edits_requested.connect(self._on_edits)
        self.slip.closed.connect(self._on_slip_closed)
        self.matters.closed.connect(self._on_slip_closed)
        self.pills.chosen.connect(self._sift)
        self.finder.textChanged.connect(self._sift)
        self.list.entries.told = told_of
        self.list.show_only(self._passes)
        self.list.chosen.connect(self._on_item)
        self.list.opened.connect(self.show_next_open)
        self.list.clicked.connect(self._on_clicked)
        self.list.letter_pressed.connect(self._on_letter)
        self.panel.decided.connect(self._on_decided)
        self.panel.decision.dropped.connect(self.list.setFocus)
        self.panel.name_wanted.connect(self._on_name_wanted)
        self.absence.approved.connect(self._on_absence_approved)
        self.absence.refused.connect(self._on_absence_refused)
        self.absence.taken_back.connect(self._on_absence_taken_back)
        self._room.changed.connect(self.outdate)
        self._room.opened.connect(self._on_opened_at)
        for keys, act in (
            ("Alt+Down", lambda: self.strip.step(1)),
            ("Alt+Up", lambda: self.strip.step(-1)),
            ("Alt+A", self._on_rest),
            ("Alt+C", self._on_grade_confirmed),
        ):
            self._on_key(keys, act)

    def _on_key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(keys in {"Alt+Down", "Alt+Up"})  # others decide
        connect(shortcut.activated, self, act)

    # What is shown

    def _on_opened_at(self, page: str, what: str) -> None:
        if page == PAGE and what:
            self.show_what(what)

    def finish_asked(self) -> bool:
        """Saves where something is written beside the list; 通过 isn't meant there."""
        if self.slip.isVisible():
            self.slip.write.click()
            return True
        return self.matters.finish() or self.panel.decision.finish()

    def show_what(self, what: str) -> None:
        """*what*: a department, or department/item."""
        department, _, item = what.partition("/")
        self.pills.choose(0)
        self.finder.clear()
        self.show_department(department)
        if item:
            self.list.choose(item)

    def show_department(self, department: str) -> None:
        self.department = department
        self._panels.setCurrentWidget(self.panel)
        self.refresh()
        if not self._choose_waiting():
            self.list.choose_first()

    def refresh(self) -> None:
        office = self._room.office
        reported = office.reported
        self._places.setCurrentIndex(int(bool(reported)))
        self.header.primary.setVisible(bool(reported))
        self.whole_year.setVisible(bool(reported))
        if not reported:
            self.header.show_state("逐项采信、核改、退回，核准不适用，直到通过")
            return
        if self.department not in {body.id for body in reported}:
            waiting = (body for body in reported if not body.passed)
            self.department = next(waiting, reported[0]).id
        self._show_mine()
        mine = tuple(body for body in reported if self._is_mine(body)) or reported
        if self.department not in {body.id for body in mine}:
            mine = (*mine, self._body)  # it was asked for by name
        self.strip.show_bodies(mine, self.department)
        self.list.show_entries(item_entries(office, self._body, self._flags))
        self._show_body()
        self._sift()
        self.panel.show_item(self.department, self.list.key, self._flags)

    def _show_mine(self) -> None:
        """What was given to whom; the choice is offered once the reviewer was given something."""
        self._shares = ReviewExchange(self._room.office).shares
        mine = any(same_person(one, self._room.reviewer) for one in self._shares.names)
        self.strip.mine.setVisible(mine)
        if not mine:
            self.strip.mine.setChecked(False)

    @property
    def _only_mine(self) -> bool:
        return self.strip.mine.isChecked()

    def _gives_me(self, department: str, one: ItemReview) -> bool:
        given = reviewer_of(self._room.office, self._shares, department, one.item)
        return same_person(given, self._room.reviewer)

    def _is_mine(self, body: DepartmentYear) -> bool:
        """Whether something of *body* is looked at under the choice made."""
        items = body.items.values()
        return not self._only_mine or any(self._gives_me(body.id, one) for one in items)

    def _on_mine(self, *_: object) -> None:
        """Goes to what was given to the reviewer, or to everything again."""
        if self.department and not self._is_mine(self._body):
            mine = (body for body in self._room.office.reported if self._is_mine(body))
            self.show_department(next(mine, self._body).id)
        elif self.department:
            self.refresh()

    @property
    def _flags(self) -> ItemFlags:
        return self._room.office.flags(self.department)

    @property
    def _body(self) -> DepartmentYear:
        return self._room.body(self.department)

    def _on_name(self, *_: object) -> None:
        """What is asked for is there; nothing is made anew, for the next press would miss it."""
        if self.department and self.isVisible():
            show_words(self._complaint, "")
            self._show_state()

    @property
    def _without_total(self) -> str:
        """Why there is no total though something is scored; "" where there is one."""
        found = self._body.reviewed
        scored = found is not None and any(one.points is not None for one in found.scores)
        if found is None or found.total is not None or not scored:
            return ""
        return f"；{clause(found.sentence)}"

    def _show_state(self) -> None:
        body = self._body
        done, returned = len(body.items) - body.waiting, body.count(ReviewStanding.RETURNED)
        self.header.show_state(
            f"{body.department.name}　{len(body.items)} 项，已审 {done}"
            f"{f'（退回 {returned}）' if returned else ''}，待审 {body.waiting}"
            + self._without_total
            + ("" if self._room.reviewer else UNNAMED)
        )

    def _show_body(self) -> None:
        body = self._body
        items = body.items.values()
        rest = len(plain_items(self._room.office, self.department))
        bulk = len(adopted_in_bulk(self._room.office, self.department))
        self.strip.show_body(body, rest, body.count(ReviewStanding.RETURNED), bulk)
        self._show_state()
        self.header.primary.setText("撤销通过" if body.passed else "通过")
        waits = bool(body.waiting) or body.passed
        restyle(self.header.primary, waits=waits)  # green once nothing is left to look at
        self.fork.show_body(body)
        if self._room.closed:
            for part in (self.header.primary, self.strip.rest, self.strip.slip, self.edits):
                part.setEnabled(False)
            self.fork.lock()
            self.panel.lock()
        show_words(self._complaint, "")
        counts = {
            wanted: sum(passes(wanted, one, self._flags) for one in items) for wanted in ItemFilter
        }
        self.pills.show_words([f"{wanted} {counts[wanted]}" for wanted in ItemFilter])
        self._show_pills(counts)
        digest = body.digest or ""
        self.edits.show_edits(digest, body.id, self._room.office.edits(digest))
        for panel in (self.slip, self.matters):
            if self._panels.currentWidget() is panel:
                panel.show_body(body)

    def _show_pills(self, counts: Mapping[ItemFilter, int]) -> None:
        """Those that a decision can fill are there from the first, and none goes while the same
        department is looked at: a second click at one place would hit another.
        """
        if self._counted != self.department:
            self._counted = self.department
            self._offered = {*ALWAYS}
        self._offered |= {wanted for wanted, count in counts.items() if count}
        self._offered |= {ItemFilter.UNCONFIRMED} if self._room.office.second_names.on else set()
        for place, wanted in enumerate(ItemFilter):
            shown = wanted in self._offered or place == self.pills.current
            self.pills.set_shown(place, shown=shown and wanted is not ItemFilter.ALL)

    def _sift(self, *_: object) -> None:
        if not self.department:
            return
        self.list.sift()
        if not self.list.key:  # nothing is decided about what the list doesn't show
            self.panel.show_item(self.department, "", self._flags)
        locked = self._room.closed or self._body.passed
        away = tuple(ItemFilter)[self.pills.current] is ItemFilter.AWAY
        undoable = len(absence_in_bulk(self._room.office, self.department))
        self.absence.setVisible(away and not locked)
        self.absence.show_counts(len(self._claimed), undoable)

    @property
    def _claimed(self) -> tuple[str, ...]:
        """Items claimed as not applicable that wait for a decision in the list."""
        shown = {entry.key for entry in self.list.shown}
        return tuple(
            key for key in claimed_items(self._room.office, self.department) if key in shown
        )

    def _on_absence_approved(self) -> None:
        if why := self._why("核准不适用", "核准以后这些项不计入得分的分母。"):
            self._decide(approve_all, self.department, self._claimed, why)

    def _on_absence_refused(self) -> None:
        if why := self._why("不予核准", "不予核准的按未填计；责任单位要改报的，请另行退回。"):
            self._decide(refuse_all, self.department, self._claimed, why)

    def _why(self, yes: str, consequence: str) -> str:
        """The one reason for all; "" where the user thought better of it."""
        question = f"列出的 {len(self._claimed)} 项申报不适用，一并{yes}？"
        undoing, office = "同一条理由记在每一项上，可以一次撤销。", self._room.office
        why = ask_why(question, consequence + undoing, yes, self, by=self._room.reviewer)
        if why is None or not self._still(office):
            return ""
        self._room.set_reviewer(why.by)
        return why.reason

    def _still(self, office: OfficeYear) -> bool:
        """Whether the year is *office* still, which a person was asked about; says so if not."""
        if office is not self._room.office:
            show_words(self._complaint, MEANWHILE)
            return False
        return True

    def _on_absence_taken_back(self) -> None:
        if self._named:
            self._decide(withdraw_absence, self.department)

    def _passes(self, entry: Entry) -> bool:
        one, wanted = self._body.items.get(entry.key), tuple(ItemFilter)[self.pills.current]
        words = self.finder.text().lower().split()
        if one is None or (self._only_mine and not self._gives_me(self.department, one)):
            return False
        return passes(wanted, one, self._flags) and entry.has(words)

    def _on_item(self, item: str) -> None:
        self._panels.setCurrentWidget(self.panel)
        self.panel.show_item(self.department, item, self._flags)

    def _on_clicked(self, _: QModelIndex) -> None:
        """Shows the item again where it was chosen all along and something else lies over it."""
        if self._panels.currentWidget() is not self.panel and self.list.key:
            self._on_item(self.list.key)

    def _on_letter(self, letter: str) -> None:
        self._on_clicked(self.list.currentIndex())
        self.panel.press(letter)

    # Keys that every page with a list knows

    def step(self, by: int) -> None:
        self.list.step(by)

    def show_next_open(self, *_: object) -> None:
        """Chooses the next item that waits, from the top again after the last."""
        self._choose_waiting(after=self.list.key)

    def _choose_waiting(self, after: str = "") -> bool:
        items = self._body.items if self.department else {}
        key = self.list.next_after(after, lambda entry: items[entry.key].waiting)
        return bool(key) and self.list.choose(key)

    # What is decided

    def _decide(
        self,
        act: Callable[Concatenate[OfficeYear, str, Given], OfficeChanges],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> None:
        self._room.tell(self._room.decide(act, *given, **named))

    def _on_decided(self, item: str, changes: OfficeChanges) -> None:
        """Goes on to the next item that waits; the list may have lost the one decided on."""
        order = [entry.key for entry in self.list.shown]
        place = order.index(item) if item in order else 0
        self._room.tell(changes)
        items, below = self._body.items, (*order[place + 1 :], *order[:place])
        waiting = (key for key in below if key in items and items[key].waiting)
        if not any(map(self.list.choose, waiting)):
            shown = self.list.shown
            if shown:
                self.list.choose(shown[min(place, len(shown) - 1)].key)
        self.list.setFocus()

    @property
    def _named(self) -> bool:
        """Whether it is said who decides; asks for it where it isn't."""
        if not self._room.reviewer:
            self._on_name_wanted()
        return bool(self._room.reviewer)

    def _on_name_wanted(self) -> None:
        show_words(self._complaint, NAMELESS)
        self.strip.reviewer.setFocus()

    def _on_rest(self) -> None:
        if not self.department or not self._room.office.reported or self._room.closed:
            return
        if not self._named:
            return
        if self.strip.taking_back:
            self._decide(withdraw_the_rest, self.department)
        elif self._rest_is_wanted:
            self._decide(adopt_the_rest, self.department)

    @property
    def _rest_is_wanted(self) -> bool:
        office = self._room.office
        rest = len(plain_items(office, self.department))
        agreed = bool(rest) and ask(
            f"采信其余 {rest} 项？",
            "这些项没有疑点，也没有申报不适用；采信后按所报内容计分，可以一次撤销。",
            f"采信 {rest} 项",
            self,
        )
        return agreed and self._still(office)

    def _on_pass(self) -> None:
        if not self._named:
            return
        try:
            if self._body.passed:
                self._decide(reopen, self.department)
            elif self._unread_passes:
                self._decide(pass_year, self.department)
                self.list.setFocus()  # the button takes it back now
        except AppError as error:
            told = [escape(str(error)), *map(_line, error.problems[:MOST])]
            if len(error.problems) > MOST:
                told.append(f"……共 {len(error.problems)} 处")
            show_words(self._complaint, Markup("<br>".join(told)))

    def _on_problem(self, item: str) -> None:
        """What is in the way stays in sight."""
        self.pills.choose(0)
        self.finder.clear()
        self.list.choose(item)
        self.list.setFocus()

    @property
    def _unread_passes(self) -> bool:
        """Whether items that nobody looked at are to be adopted with the year; asked once."""
        pending = [
            key for key, one in self._body.items.items() if one.standing is ReviewStanding.PENDING
        ]
        if not pending or any(pass_obstacles(self._body)):  # which are told instead
            return True
        doubtful = [key for key in pending if key in self._flags]
        which = f"其中 {len(doubtful)} 项有疑点。" if doubtful else ""
        first, office = (*doubtful, *pending)[0], self._room.office
        agreed = ask(
            f"还有 {len(pending)} 项没有看过，一并采信？",
            f"{which}采信后按所报内容计分，通过以后可以撤销。",
            "一并采信并通过",
            self,
            instead=Instead(words="先去查看", go=lambda: self._on_problem(first)),
        )
        return agreed and self._still(office)

    def _on_grade_confirmed(self) -> None:
        """A second person agrees that the review changes the grade."""
        if not self.department or self._room.closed or not self._room.office.second_names.on:
            return
        try:
            changes = self._room.decide(confirm_grade, self.department)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self._room.tell(changes)
        if changes.count:
            self.header.tell("等次变动已确认")

    def _on_slip(self) -> None:
        self.slip.show_body(self._body)
        self._panels.setCurrentWidget(self.slip)

    def _on_matters(self) -> None:
        self.matters.show_body(self._body)
        self._panels.setCurrentWidget(self.matters)

    def _on_edits(self) -> None:
        self._panels.setCurrentWidget(self._edits_sheet)

    def _on_slip_closed(self) -> None:
        self._panels.setCurrentWidget(self.panel)
        self.list.setFocus()


def _line(problem: Problem) -> str:
    """What forbids 通过, as HTML; an item is a link to it."""
    if not isinstance(problem, ItemProblem):
        return escape(problem.message)
    link = f'<a href="{problem.item}" style="color:{colour("accent").name()}">'
    return f"{link}{escape(problem.where[-1])}</a>　{escape(problem.message)}"

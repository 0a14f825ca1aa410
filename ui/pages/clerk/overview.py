"""概览: how far, what is missing, the score, and the next step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.clerk.received_files import FileStanding, received_files
from model.clerk.rectification import RectificationTally
from model.domain.answer_status import AnswerStatus
from model.domain.origin import OriginStanding
from model.domain.package import YearPackage
from model.domain.plan import Indicator
from model.domain.submission import Submission
from model.domain.wording import day_words
from model.store.clock import now
from ui.connection import connect
from ui.kit.card import Card
from ui.kit.entry_list import EntryList
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Placed, add, box, column, row, scrolled, stacked, wide
from ui.kit.legend import Legend
from ui.kit.metrics import BLOCK, PAGE, TIGHT
from ui.kit.page import Page
from ui.pages.clerk.jump_row import JumpRow
from ui.pages.clerk.next_item import is_open, next_item
from ui.pages.clerk.package_card import PackageCard
from ui.pages.clerk.previous_year_card import PreviousYearCard
from ui.pages.clerk.progress import counts_by_mark, progress_by_section
from ui.pages.clerk.received_part import RECEIVED, ReceivedPart
from ui.pages.clerk.score_card import ScoreCard
from ui.pages.clerk.score_steps import step_entry, steps_of
from ui.pages.clerk.section_bars import SectionBars
from ui.pages.item_rows import Filter, Row, listed_under, row_of
from ui.pages.package.year_words import due_words, package_words
from ui.session import Session, SessionChanges
from ui.status_marks import Mark

DONE = {  # what is said of a row that has nothing left
    "measures": "任务都填了",
    "indicators": "指标都填了",
    "trouble": "没有内容不完整的",
    "evidence": "报完成的、报数的都有佐证材料",
}
FEW = 3  # items that gain most


class OverviewPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("概览", "开始填报", parent)
        self._session = session
        self._rows: list[Row] = []
        self._sent: Submission | None = None  # the last one, where nothing changed since
        self.header.primary.clicked.connect(self._on_primary)
        self._board = scrolled(self._cards(), "page_scroll")
        self.received = ReceivedPart(session, self)
        self.received.closed.connect(self._on_list_closed)
        self._stack = stacked(self._board, self.received)
        self.lay_out(wide(self._stack))
        self.setFocusProxy(self.header.primary)
        session.changed.connect(self._on_session_changed)

    def _cards(self) -> QWidget:
        self.score = ScoreCard(self)
        connect(self.score.opened, self, lambda: self._session.page_requested.emit("score", ""))
        self.package = PackageCard(self)
        self.package.take_in_requested.connect(self._session.package_requested)
        self.package.list_requested.connect(self._on_list)
        self.basis = PreviousYearCard(self)
        self.basis.wanted.connect(self._session.basis_requested)
        self.basis.file_wanted.connect(self._session.package_requested)
        progress, ladder = self._progress_card(), self._ladder_card()
        left = column(self._missing_card(), ladder, progress, REST, spacing=BLOCK)
        right = column(self.score, self.basis, self.package, REST, spacing=BLOCK)
        return box(row(wide(left, 5), wide(right, 4), spacing=BLOCK, margins=PAGE), "board")

    def _progress_card(self) -> Card:
        card = Card("填到哪里", self)
        self._said, self._of = line_label("card_heading"), line_label("state")
        self.legend, self.bars = Legend(card), SectionBars(card)
        self.bars.section_chosen.connect(self._on_section)
        low = Qt.AlignmentFlag.AlignBottom
        figures = (Placed(label, side=low) for label in (self._said, self._of))
        add(card.column, row(*figures, REST, spacing=TIGHT), self.legend, self.bars)
        return card

    def _ladder_card(self) -> Card:
        card = Card("先做这几项，得分升得最快", self)
        self.ladder = EntryList("可得分最多的几项", card, click_opens=True, margin=0)
        connect(self.ladder.opened, self, lambda item: self._session.item_requested.emit(item, ""))
        add(card.column, self.ladder)
        self._ladder_part = card
        return card

    def _missing_card(self) -> Card:
        card = self._missing_part = Card("还要做什么", self)
        card.column.setSpacing(0)
        self.jumps = {
            "returned": JumpRow("被退回，等待处理", Mark.RETURNED, card),
            "rectification": JumpRow("整改事项，等待反馈", Mark.BEHIND, card),
            "measures": JumpRow("任务未填", Mark.OPEN, card),
            "indicators": JumpRow("指标未填", Mark.OPEN, card),
            "trouble": JumpRow("内容不完整或有疑问", Mark.WRONG, card),
            "carried": JumpRow("沿用未改，待修改或确认", Mark.CARRIED, card),
            "evidence": JumpRow("报了“完成”或者数，没有佐证材料", Mark.WARNED, card),
            "support": JumpRow("配合、供数没有写（不计分，可以不写）", Mark.NOT_ASKED, card),
        }
        self._done = words_label("help")
        add(card.column, *self.jumps.values(), self._done)
        for page in ("measures", "indicators"):
            connect(self.jumps[page].clicked, self, partial(self._open_unanswered, page))
        self.jumps["returned"].clicked.connect(self._on_returned)
        connect(
            self.jumps["rectification"].clicked,
            self,
            lambda: self._session.page_requested.emit("rectification", ""),
        )
        self.jumps["trouble"].clicked.connect(self._on_trouble)
        self.jumps["carried"].clicked.connect(self._on_carried)
        self.jumps["evidence"].clicked.connect(self._on_evidence)
        self.jumps["support"].clicked.connect(self._on_support)
        return card

    def show_what(self, what: str) -> None:
        if what == RECEIVED:
            self._on_list()

    def _on_list(self) -> None:
        self.received.refresh()
        self._stack.setCurrentWidget(self.received)
        self.received.back.setFocus()

    def _on_list_closed(self) -> None:
        self._stack.setCurrentWidget(self._board)
        self.package.received.setFocus()

    def _open_unanswered(self, page: str) -> None:
        self._session.page_requested.emit(page, Filter.OPEN)

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.items or changes.replaced:
            self.outdate()

    def refresh(self) -> None:
        session, desk = self._session, self._session.desk
        self._rows = [row_of(session, item) for item in desk.items]
        self.package.show_package(due_words(desk), package_words(desk), self._origin())
        if self._stack.currentWidget() is self.received:
            self.received.refresh()
        self.bars.show_sections(progress_by_section(self._rows))
        self.legend.show_counts(counts_by_mark(row.mark for row in self._rows))
        self.score.show_assessment(session.assessment)
        marks = dict.fromkeys(session.untouched, Mark.CARRIED)
        found = steps_of(session.plan, session.assessment, marks)
        steps = [step for step in found if step.gain]
        entries = (replace(step_entry(step), group="") for step in steps[:FEW])
        self.ladder.entries.show_entries(entries)
        self.ladder.fit_rows()
        closed = bool(session.closed_words)
        self._ladder_part.setVisible(bool(steps) and not closed)
        self._missing_part.setHidden(closed)
        measures = {measure.id for measure in desk.measures}
        open_ = [row for row in self._rows if row.standing is AnswerStatus.OPEN]
        self.jumps["measures"].show_count(sum(row.item in measures for row in open_))
        self.jumps["indicators"].show_count(sum(row.item not in measures for row in open_))
        self.jumps["returned"].show_count(len(session.pending))
        tally = desk.rectifications.tally(date.fromisoformat(now()[:10]))
        self.jumps["rectification"].show_count(tally.waiting)
        session.count_rectifications()
        self.jumps["trouble"].show_count(sum(bool(row.trouble) for row in self._rows))
        self.jumps["evidence"].show_count(len(self._unproven()))
        self.jumps["support"].show_count(len(desk.unsaid_support()))
        carried = sum(row.standing is AnswerStatus.CARRIED for row in self._rows)
        self.jumps["carried"].show_count(carried)
        for jump in self.jumps.values():
            jump.setVisible(jump.count > 0)
        there = {
            "measures": _all_said([row for row in self._rows if row.item in measures]),
            "indicators": _all_said([row for row in self._rows if row.item not in measures]),
            "trouble": len(open_) < len(self._rows),
            "evidence": any(row.proved for row in self._rows),
        }  # nothing is said to be in order of which there is nothing
        done = [words for key, words in DONE.items() if there[key] and not self.jumps[key].count]
        show_words(self._done, f"✓ {'，'.join(done)}" if done else "")
        first = session.plan.years[0] == desk.year
        self.basis.show_basis(
            desk.year - 1,
            len(session.basis().items),
            asking=not (session.knows_last_year or first or any(desk.answers.values())),
            closed=closed,
        )
        self._show_state(len(open_), carried, _rectification_words(tally))

    def _origin(self) -> OriginStanding | None:
        """What is known of the maker of the package in force, if it came in a file."""
        desk = self._session.desk
        found = received_files(self._session.db, desk.year, desk.bodies, desk.returned.waiting)
        return next(
            (
                one.origin.standing
                for one in found
                if one.standing is FileStanding.IN_FORCE
                and one.file_name
                and isinstance(one.record, YearPackage)
            ),
            None,
        )

    def _show_state(self, open_: int, carried: int, rectifications: str) -> None:
        standings = Counter(row.standing for row in self._rows)
        untold, filled = standings[AnswerStatus.NO_TARGET], standings[AnswerStatus.SAID]
        trouble = self.jumps["trouble"].count
        self._said.setText(str(filled))
        self._of.setText(f"/ {len(self._rows)} 项已填" + (f"，还缺 {open_} 项" if open_ else ""))
        if closed := self._session.closed_words:
            self.header.show_state(closed)
            self.header.primary.setText("看得分")
            return
        returned = self.jumps["returned"].count
        desk = self._session.desk
        sent = self._sent = None if carried or desk.returned.waiting else desk.still_sent
        self.header.show_state(
            "；".join(
                part
                for part in (
                    due_words(desk),
                    f"{returned} 项被退回" if returned else "",
                    rectifications,
                    f"还缺 {open_} 项" if open_ else "" if carried or untold else "都填了",
                    f"{carried} 项沿用未改" if carried else "",
                    f"{untold} 项目标未下达，可以先不填" if untold else "",
                    f"第 {sent.sequence} 次报送以后没有改动，不用再报" if sent else "",
                )
                if part
            )
        )
        self.header.primary.setText(
            "处理被退回的项" if self.jumps["returned"].count
            else "确认沿用的项" if not open_ and carried
            else "看得分" if not open_ and not trouble and sent
            else "导出工作簿" if not open_ and not trouble
            else "处理有问题的项" if not open_
            else "继续填报" if filled
            else "开始填报"
        )  # fmt: skip

    def _unproven(self) -> list[Row]:
        return [row for row in self._rows if row.proved is False]

    def _on_primary(self) -> None:
        if self._session.closed_words:
            self._session.page_requested.emit("score", "")
        elif self.jumps["returned"].count:
            self._on_returned()
        elif found := next_item(self._session, self._last, is_open):
            self._session.item_requested.emit(found, "")
        elif self.jumps["trouble"].count:
            self._on_trouble()
        else:
            self._session.page_requested.emit("score" if self._sent else "export", "")

    @property
    def _last(self) -> str:
        """Item worked on last, from which one goes on; "" while there is none."""
        step = self._session.desk.undoable
        return step.edits[-1].item if step and step.edits else ""

    def _on_section(self, section: str) -> None:
        first = next(row.item for row in self._rows if row.section == section)
        indicator = isinstance(self._session.plan.item(first), Indicator)
        self._session.page_requested.emit("indicators" if indicator else "measures", section)

    def _on_returned(self) -> None:
        pending = self._session.pending
        row = next(row for row in self._rows if row.item in pending)
        self._session.item_requested.emit(row.item, "")

    def _on_trouble(self) -> None:
        row = next(row for row in self._rows if row.trouble)
        self._session.item_requested.emit(row.item, "")

    def _on_carried(self) -> None:
        row = next(row for row in self._rows if row.standing is AnswerStatus.CARRIED)
        indicator = isinstance(self._session.plan.item(row.item), Indicator)
        page = "indicators" if indicator else "measures"
        self._session.page_requested.emit(page, Filter.CARRIED)

    def _on_support(self) -> None:
        first = self._session.desk.unsaid_support()[0]
        page = "indicators" if isinstance(first, Indicator) else "measures"
        self._session.page_requested.emit(page, listed_under(self._session, first))

    def _on_evidence(self) -> None:
        self._session.item_requested.emit(self._unproven()[0].item, "")


def _rectification_words(tally: RectificationTally) -> str:
    """'3 项要整改，2026年3月31日前反馈', '3 项要整改，1 项逾期'; "" for none."""
    if not tally.waiting:
        return ""
    due = f"，{day_words(tally.next_due)}前反馈" if tally.next_due else ""
    return f"{tally.waiting} 项要整改{f'，{tally.late} 项逾期' if tally.late else due}"


def _all_said(rows: Sequence[Row]) -> bool:
    """Whether there are *rows*, and not one is carried over or waits for its target."""
    return bool(rows) and all(row.standing is AnswerStatus.SAID for row in rows)

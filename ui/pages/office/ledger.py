"""整改台账: what could be handed over, what was, what came back, and closing it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.rectification import OPEN, Rectification, RectificationStanding, RectificationStep
from model.domain.wording import day_words, on_a_line
from model.errors import AppError
from model.office.changes import OfficeChanges
from model.office.rectification import (
    RectificationLedger,
    ShortcomingProposal,
    new_notices,
    rectification_ledger,
    reminder,
)
from model.outputs import Output, Written, write_notice_files, write_output
from ui.connection import connect
from ui.file_dialogs import choose_folder, choose_new_file
from ui.kit.entry import Aside, Entry
from ui.kit.entry_list import EntryList
from ui.kit.grown_width import set_least_width
from ui.kit.job_bar import JobBar
from ui.kit.label import line_label
from ui.kit.layout import REST, Halves, box, column, row, stacked, wide
from ui.kit.metrics import NAME, TIGHT, UNDER_HEADER
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.kit.search_field import SearchField
from ui.kit.sent_part import SentPart
from ui.pages.office.ledger_panels import LinePanel, ProposalPanel
from ui.pages.office.name_field import NameField
from ui.pages.office.session import OfficeSession
from ui.pages.rectification_rows import LONGEST, rectification_entry
from ui.status_marks import Mark

PAGE = "ledger"
NO_PROPOSALS = "没有可以交办的：滞后、未启动、未达标和退回的事项都已经交办，或者没有这样的事项。"
NO_LINES = "没有这样的整改事项。"
UNTOLD = "还没有通知"
WHERE = "整改通知单存到哪个文件夹"


class LedgerView(StrEnum):
    PROPOSED = "可交办"
    OPEN = "整改中"
    ANSWERED = "待验收"
    ACCEPTED = "待销号"
    CLOSED = "已销号"


STANDINGS = {
    LedgerView.OPEN: OPEN,
    LedgerView.ANSWERED: {RectificationStanding.ANSWERED},
    LedgerView.ACCEPTED: {RectificationStanding.ACCEPTED},
    LedgerView.CLOSED: {RectificationStanding.CLOSED},
}


class LedgerPage(Page):
    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__("整改台账", "写出整改通知单…", parent)
        self._room = room
        self._ledger = rectification_ledger(room.office)
        self._feedback = _feedback(self._ledger)  # what had come when the page was last in sight
        self.header.primary.clicked.connect(self._on_issue)
        self.remind, self.export = QPushButton("催办", self), QPushButton("导出台账…", self)
        self.remind.setToolTip("复制逾期没有反馈的单位的催办文字")
        self.remind.clicked.connect(self._on_remind)
        self.export.clicked.connect(self._on_export)
        for button in (self.remind, self.export):
            self.header.add_beside(button)
        self.by = NameField(room, self)
        self.by.setAccessibleName("经办人")
        set_least_width(self.by, NAME)
        self.pills = Pills(tuple(LedgerView), self)
        self.pills.chosen.connect(self._on_view)
        self.search = SearchField("搜索 Ctrl+F", self, name="搜索单位、事项、问题")
        self.list = EntryList("整改事项", self, several=True, empty=NO_LINES)
        self.list.show_only(lambda entry: entry.has(self.search.text().lower().split()))
        self.search.textChanged.connect(self.list.sift)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.proposal, self.panel = ProposalPanel(room, self), LinePanel(room, self)
        for panel in (self.proposal, self.panel):
            connect(panel.decided, self, partial(self._on_decided, panel))
        self._line = box(column(wide(self.panel), self.panel.foot))
        self._panels = stacked(self.proposal, self._line)
        self.sent = SentPart(self)
        name = row(line_label("label", "经办人"), self.by, JobBar(room.jobs), REST, spacing=TIGHT)
        halves = Halves(
            (1, 1),
            self,
            tools=(row(wide(self.search), name, spacing=TIGHT), self.pills),
            left=(wide(self.list),),
            right=(wide(self._panels),),
        )
        self.told = box(column(self.sent, margins=UNDER_HEADER))
        self.told.hide()
        self.lay_out(self.told, wide(halves))
        self.setFocusProxy(self.list)
        room.changed.connect(self.outdate)
        room.opened.connect(self._on_opened_at)
        room.jobs.started.connect(self._show_busy)
        room.jobs.ended.connect(self.outdate)  # some may have been told before one failed

    @property
    def view(self) -> LedgerView:
        return tuple(LedgerView)[self.pills.current]

    def finish_asked(self) -> bool:
        """Several steps may follow from what is written: one chooses, and goes by no accident."""
        writing = self.panel.reason.hasFocus()
        if writing:
            self.panel.lead_on()
        return writing

    def refresh(self) -> None:
        found = self._ledger = rectification_ledger(self._room.office)
        before, self._feedback = self._feedback, _feedback(found)
        if new := self._feedback.keys() - before.keys():
            self._show_feedback({self._feedback[key] for key in new})
            return
        counts = {LedgerView.PROPOSED: len(found.proposals)} | {
            view: sum(one.standing in standings for one in found.lines)
            for view, standings in STANDINGS.items()
        }
        self.pills.show_words([f"{view} {counts[view]}" for view in LedgerView])
        self.header.show_state(self._state(found, counts[LedgerView.ANSWERED]))
        self.list.show_entries(self._entries())
        self._show_busy()
        self._show_chosen()

    def _show_feedback(self, lines: Collection[str]) -> None:
        """Shows those of *lines* that wait for the office: feedback about them came."""
        self.search.clear()
        if self.view is LedgerView.ANSWERED:
            self.refresh()
        else:
            self.show_what(LedgerView.ANSWERED)
        if key := next((one.key for one in self.list.shown if one.key in lines), ""):
            self.list.choose(key)

    def _state(self, found: RectificationLedger, answered: int) -> str:
        if not found.lines:
            return "评估以后，把要整改的事项交办给责任单位，跟到销号"
        words = [f"{len(found.lines)} 项"]
        words += [f"{answered} 项待验收"] if answered else []
        words += [f"{len(found.overdue)} 项逾期"] if found.overdue else []
        words += [f"{len(found.to_be_told)} 个单位还没有通知"] if found.to_be_told else []
        return "，".join(words)

    def _entries(self) -> Iterator[Entry]:
        found, office = self._ledger, self._room.office
        if self.view is LedgerView.PROPOSED:
            for proposal in found.proposals:
                yield self._proposed(proposal)
            return
        today: date = office.today
        for line in found.lines:
            if line.standing in STANDINGS[self.view]:
                over = self._bearer(line)
                beside = UNTOLD if found.untold(line) else ""
                yield rectification_entry(line, office.plan, today, over=over, beside=beside)

    def _bearer(self, line: Rectification) -> str:
        office = self._room.office
        if line.bearer:
            return office.name(line.bearer)
        return f"{office.name(line.shortcoming.department)}（已调整，待转交）"

    def _proposed(self, one: ShortcomingProposal) -> Entry:
        office = self._room.office
        return Entry(
            key=one.key,
            title=office.plan.item(one.item).title,
            lines=2,
            mark=Mark.TO_SETTLE,
            chip=one.cause.value,
            over=office.name(one.department),
            note=on_a_line(one.problem, LONGEST),
            note_aside=(Aside(words="按 Ctrl 可多选"),) if self.list.key == one.key else (),
            haystack=one.problem,
        )

    def step(self, by: int) -> None:
        self.list.step(by)

    def show_next_open(self) -> None:
        """Goes to what was answered and waits for the office."""
        if self.view is not LedgerView.ANSWERED:
            self.show_what(LedgerView.ANSWERED)
        elif key := self.list.next_after(self.list.key, lambda _: True):
            self.list.choose(key)

    def _on_opened_at(self, page: str, what: str) -> None:
        if page == PAGE and what:
            self.show_what(what)

    def show_what(self, what: str) -> None:
        """*what*: a view."""
        if what in set(LedgerView):
            self.pills.choose(tuple(LedgerView).index(LedgerView(what)))

    def _on_view(self, _: int) -> None:
        self.list.clearSelection()
        self.refresh()
        self.list.choose_first()
        self._show_chosen()

    def _on_selected(self, *_: object) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        keys = self.list.keys
        if self.view is LedgerView.PROPOSED:
            chosen = [one for one in self._ledger.proposals if one.key in keys]
            self._panels.setCurrentWidget(self.proposal)
            self.proposal.show_proposals(chosen)
        else:
            self._panels.setCurrentWidget(self._line)
            lines = [one for key in keys if (one := self._ledger.line(key))]
            self.panel.show_lines(self._ledger, lines)

    def _on_decided(
        self, panel: ProposalPanel | LinePanel, act: Callable[[], OfficeChanges]
    ) -> None:
        """Carries out what *panel* asks for, once it is said by whom; what is begun in the other
        one waits.
        """
        if not self._is_said_by_whom():
            return
        try:
            changes = act()
        except AppError as error:
            self._complain(error)
            return
        self.told.hide()
        panel.forget()
        self._room.tell(self._room.take(changes))
        self.refresh()

    def _is_said_by_whom(self) -> bool:
        """Whether a name is given; asks for it where none is."""
        if not self._room.reviewer:
            self.by.setFocus()
            self._complain(AppError("请先填写经办人。", hint="台账和通知单上要写明是谁办理的。"))
        return bool(self._room.reviewer)

    def _complain(self, error: AppError) -> None:
        panel = self.proposal if self.view is LedgerView.PROPOSED else self.panel
        panel.complain(f"{error}{error.hint}")

    # What goes out

    def _show_busy(self) -> None:
        free = not self._room.jobs.busy
        self.header.primary.setEnabled(
            free and bool(self._ledger.to_be_told) and not self._room.closed
        )
        self.export.setEnabled(free and bool(self._ledger.lines))
        self.remind.setEnabled(bool(self._ledger.reminded))

    def _on_issue(self) -> None:
        if self._is_said_by_whom() and (
            folder := choose_folder(self._room.session.db, self, WHERE)
        ):
            self.issue(folder)

    def issue(self, folder: Path) -> None:
        """Writes a notice for each department that has not been told."""
        room, office = self._room, self._room.office
        phone = office.package.office.phone if office.package else ""
        notices = new_notices(office, room.reviewer, self._ledger.to_be_told, phone)
        room.start(partial(write_notice_files, room.stored, notices, folder), self._on_written)

    def _on_written(self, result: object) -> None:
        if isinstance(result, Written) and result.paths:
            year = self._room.office.year
            self.sent.show_file(
                result.paths[0],
                f"现发去{year}年度碳达峰工作整改通知单，请用填报程序打开，"
                "在“整改”页逐项填写整改措施和情况，在期限前导出整改反馈单，连同佐证材料以邮件报送；"
                "运行不了程序的，请与我们联系。",
                count=len(result.paths),
            )
            self.told.show()

    def _on_export(self) -> None:
        name = f"{self._room.office.year}{Output.LEDGER}"
        kinds = "Excel 工作簿 (*.xlsx)"
        if chosen := choose_new_file(self._room.session.db, self, "导出整改台账", name, kinds):
            self.write(chosen)

    def write(self, path: Path) -> None:
        """Writes the 整改台账 to *path*."""
        job = partial(write_output, self._room.stored, Output.LEDGER, path)
        self._room.start(job, self._on_ledger_written)

    def _on_ledger_written(self, result: object) -> None:
        if isinstance(result, Written):
            self.sent.show_file(result.paths[0])
            self.told.show()

    def _on_remind(self) -> None:
        found = self._ledger
        texts = [reminder(found, body) for body in found.reminded]
        QGuiApplication.clipboard().setText("\n\n".join(texts))
        today = day_words(found.office.today)
        self.header.tell(f"{len(texts)} 个单位的催办文字已复制（{today}）")


def _feedback(found: RectificationLedger) -> Mapping[str, str]:
    """Each act of feedback, and the line it is about."""
    step = RectificationStep.FEEDBACK
    return {act.id: line.id for line in found.lines for act in line.acts if act.step is step}

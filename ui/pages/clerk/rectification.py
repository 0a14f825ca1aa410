"""整改: what the office handed to this department to be put right, and what was done about it."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from model.clerk.rectification import (
    ReplyRequest,
    WrittenReply,
    reply_mail_text,
    write_reply_file,
)
from model.domain.rectification import (
    ITEM,
    Rectification,
    RectificationReply,
    due_words,
    line_title,
)
from model.domain.submission import COVER
from model.domain.wording import day_words
from model.errors import AppError
from model.own_key import own_key_pair
from model.store.clock import now
from model.store.transaction import path_of
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_folder
from ui.jobs import JobRunner
from ui.kit.chip import Chip
from ui.kit.empty_state import EmptyState
from ui.kit.entry import Entry
from ui.kit.entry_list import EntryList
from ui.kit.form import FormView
from ui.kit.job_bar import JobBar
from ui.kit.label import show_words
from ui.kit.layout import REST, Halves, Sheet, at_left, box, column, row, stacked, wide
from ui.kit.metrics import TIGHT, UNDER_HEADER
from ui.kit.page import Page
from ui.kit.search_field import SearchField
from ui.kit.sent_part import SentPart
from ui.pages.clerk.evidence_part import EvidencePart
from ui.pages.rectification_rows import (
    act_lines,
    mark_of,
    rectification_entry,
    standing_text,
)
from ui.session import Session, SessionChanges

WHERE = "整改反馈单存到哪个文件夹"
NOTHING = (
    "领导小组办公室在评估以后发来整改通知单，拖进窗口，要整改的事项就列在这里。\n"
    "逐项填写整改情况，导出整改反馈单，用邮件报送。"
)
WAITING, TOLD, CLOSED = "要整改的", "已经反馈的", "已经销号的"
UNSENT, LACKING = "已填，还没有报送", "没有填完整"


class RectificationPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("整改", "导出整改反馈单…", parent)
        self._session = session
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_written)
        self.jobs.ended.connect(self.outdate)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.header.primary.clicked.connect(self._on_export)
        self.search = SearchField("搜索事项、问题", self)
        self.list = EntryList("要整改的事项", self, empty="没有符合条件的事项。")
        self.list.show_only(lambda entry: entry.has(self.search.text().lower().split()))
        self.search.textChanged.connect(self.list.sift)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._shown = ""
        self.paper = Sheet(self)
        self._fill_paper()
        halves = Halves(
            (9, 11),
            self,
            tools=(row(wide(self.search), JobBar(self.jobs, self), spacing=TIGHT),),
            left=(wide(self.list),),
            right=(wide(self.paper),),
        )
        nothing = EmptyState(
            "circle-check", "还没有整改事项", NOTHING, self, action="打开整改通知单…"
        )
        nothing.button.clicked.connect(session.package_requested)
        self._places = stacked(nothing, halves)
        self.sent = SentPart(self)
        self.told = box(column(self.sent, margins=UNDER_HEADER))
        self.told.hide()
        self.lay_out(self.told, wide(self._places))
        self.setFocusProxy(self.list)
        session.changed.connect(self._on_session_changed)

    def _fill_paper(self) -> None:
        paper = self.paper
        self._chip = Chip(paper.paper)
        paper.add(at_left(self._chip))
        self._title = paper.label("question_heading")
        self._problem, self._demand = paper.label(), paper.label()
        self._due, self._returned = paper.label("label"), paper.label("question")
        self.form = FormView(self._session.desk.forms.rectification, paper.paper)
        self.form.answer_changed.connect(self._on_answer_changed)
        paper.add(self.form)
        self.evidence = EvidencePart(self._session, paper.paper)
        paper.add(self.evidence)
        self._history = paper.label("notes")
        paper.add(REST)

    def refresh(self) -> None:
        session, desk = self._session, self._session.desk
        found = desk.rectifications
        session.count_rectifications()
        self._places.setCurrentIndex(int(bool(found.lines)))
        self.header.primary.setVisible(bool(found.lines) and not session.closed_words)
        unsent = [one for one in found.lines if found.unsent(one)]
        self.header.primary.setEnabled(bool(unsent) and not self.jobs.busy)
        self.header.show_state(session.closed_words or self._state(len(unsent)))
        self.list.show_entries(map(self._entry, found.lines))
        self._show_line(found.line(self.list.key))

    def _state(self, unsent: int) -> str:
        tally = self._session.desk.rectifications.tally(self._today)
        if not self._session.desk.rectifications.lines:
            return "办公室交办的整改事项，逐项填写、报送"
        words = [f"{tally.waiting} 项要整改" if tally.waiting else "没有要整改的"]
        words += [f"其中逾期 {tally.late} 项"] if tally.late else []
        words += [f"最近的期限 {day_words(tally.next_due)}"] if tally.next_due else []
        words += [f"{unsent} 项填了还没有报送"] if unsent else []
        return "，".join(words)

    @property
    def _today(self) -> date:
        return date.fromisoformat(now()[:10])

    def _entry(self, line: Rectification) -> Entry:
        desk = self._session.desk
        unsent = desk.rectifications.unsent(line)
        lacking = unsent and line.id in desk.rectifications.problems(desk.forms.rectification)
        group = CLOSED if line.closing else WAITING if line.open else TOLD
        beside = LACKING if lacking else UNSENT if unsent else ""
        return rectification_entry(
            line, self._session.plan, self._today, group=group, beside=beside
        )

    def show_what(self, what: str) -> None:
        """*what*: the id of a shortcoming."""
        self.search.clear()
        self.refresh()
        if self.list.choose(what):
            self._show_line(self._session.desk.rectifications.line(what))

    def step(self, by: int) -> None:
        self.list.step(by)

    def show_next_open(self) -> None:
        """Chooses the next one that waits for the department."""
        found = self._session.desk.rectifications
        waiting = {one.id for one in found.lines if one.open and not found.unsent(one)}
        if key := self.list.next_after(self.list.key, lambda one: one.key in waiting):
            self.list.choose(key)

    def flush(self) -> None:
        self.form.flush()
        self.evidence.list.flush()

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.replaced or any(item.startswith(ITEM) for item in changes.items):
            self.outdate()

    def _on_chosen(self, key: str) -> None:
        self.flush()
        self._show_line(self._session.desk.rectifications.line(key))

    def _on_opened(self, _key: str) -> None:
        self.form.focus_field()

    def _show_line(self, line: Rectification | None) -> None:
        self.paper.paper.setVisible(line is not None)
        if line is None:
            self._shown = ""
            return
        one, session = line.shortcoming, self._session
        self._chip.show_mark(mark_of(line, self._today), standing_text(line, self._today))
        self._title.setText(f"{one.label}　{line_title(session.plan, line)}")
        self._problem.setText(f"存在问题：{one.problem}")
        show_words(self._demand, f"整改要求：{one.demand}" if one.demand else "")
        show_words(self._due, f"整改期限：{due_words(line)}" if line.due else "")
        back = line.decision.words if line.decision and line.open else ""
        show_words(self._returned, f"办公室退回：{back}" if back else "")
        answer = session.answer(f"{ITEM}{line.id}")
        if line.id != self._shown or answer != self.form.answer:
            self._shown = ""  # what is shown now is no edit
            self.form.show_answer(answer)
            self.paper.to_top()
        self._shown = line.id
        self.form.set_read_only(bool(session.closed_words) or line.closing is not None)
        self.evidence.setVisible(not session.closed_words and line.closing is None)
        self.evidence.show_item(f"{ITEM}{line.id}")
        self._history.setText("\n".join(("办理经过", *act_lines(line))))

    def _on_answer_changed(self, field: str, text: str | None) -> None:
        self.told.hide()
        if self._shown:
            self._session.save(f"{ITEM}{self._shown}", {field: text})

    def _on_export(self) -> None:
        self.flush()
        if self._reply() and (folder := choose_folder(self._session.db, self, WHERE)):
            self.export(folder)

    def _reply(self) -> RectificationReply | None:
        """What was not sent yet; None where something is missing, which is told."""
        desk = self._session.desk
        cover = self._session.answer(COVER)
        try:
            return desk.rectifications.reply(
                desk.forms.rectification,
                cover.get("filled_by", ""),
                cover.get("phone", ""),
                sample=desk.terms.sample,
            )
        except AppError as error:
            show_error(error, self)
            return None

    def export(self, folder: Path) -> None:
        """Writes what was not sent yet as a 整改反馈单 into *folder*."""
        session, desk = self._session, self._session.desk
        session.write_rest()
        data_file = path_of(session.db)
        if data_file is None or self.jobs.busy or not session.everything_written:
            return
        if (reply := self._reply()) is None:
            return
        request = ReplyRequest(
            folder=folder,
            data_file=data_file,
            reply=reply,
            plan=session.plan,
            keys=own_key_pair(session.db),
            evidence=tuple(
                piece for act in reply.acts for piece in desk.rectifications.pieces(act.shortcoming)
            ),
            files=session.files,
        )
        self.jobs.start(partial(write_reply_file, request))

    def _on_written(self, result: object) -> None:
        if isinstance(result, WrittenReply):
            count = 1 + len(result.volumes)
            office, name = self._session.plan.office, self._session.desk.department.name
            mail = reply_mail_text(result, office, name)
            self.sent.show_file(result.path, mail, count=count)
            self.told.show()
            self._session.show_rectifications()

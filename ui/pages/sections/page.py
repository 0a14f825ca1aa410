"""科室分工: who of the department's sections answers for what, what was sent, what came back."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from model.domain.submission import COVER, Edition
from model.errors import AppError
from model.parts.board import unassigned
from model.parts.dispatch import Dispatch, SentSheet, send
from model.store.clock import now
from model.store.transaction import path_of
from ui.alerts import show_error
from ui.connection import connect
from ui.file_dialogs import choose_folder
from ui.jobs import JobRunner
from ui.kit.job_bar import JobBar
from ui.kit.layout import REST, row, stacked, wide
from ui.kit.metrics import BLOCK, UNDER_HEADER
from ui.kit.page import Page
from ui.kit.pills import Pills
from ui.pages.sections.board_view import BoardView
from ui.pages.sections.question_view import QuestionView
from ui.pages.sections.share_view import ShareView
from ui.session import Session, SessionChanges

WHERE = "科室填报表存到哪个文件夹"


class SectionsPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("科室分工", "全部分发…", parent)
        self._session = session
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_sent)
        self.jobs.ended.connect(self.outdate)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self.header.primary.clicked.connect(self._on_send_all)
        self.pills = Pills(("科室", "分工", "待定"), self)
        self.board = BoardView(session, self)
        self.board.send_requested.connect(self._on_send_one)
        self.shares, self.questions = ShareView(session, self), QuestionView(session, self)
        self._views = stacked(self.board, self.shares, self.questions)
        self.pills.chosen.connect(self._on_view)
        tools = row(self.pills, JobBar(self.jobs, self), REST, spacing=BLOCK, margins=UNDER_HEADER)
        self.lay_out(tools, wide(self._views))
        self.setFocusProxy(self.board.name)
        session.changed.connect(self._on_session_changed)

    def refresh(self) -> None:
        division, items = self._session.division, self._session.desk.items
        lines = self.board.refresh(division)
        loose = len(unassigned(division, [item.id for item in items]))
        self.shares.refresh(division)
        waiting = self.questions.refresh(division)
        self._session.count_waiting(division)
        self.pills.show_words(
            [
                f"科室 {len(lines)}" if lines else "科室",
                f"分工（未分 {loose}）" if lines and loose else "分工",
                f"待定 {waiting}" if waiting else "待定",
            ]
        )
        awaited = sum(one.awaited and one.back is None for one in lines)
        partly = sum(one.awaited and one.back is not None for one in lines)
        late = sum(one.days_late > 0 for one in lines)
        came = sum(one.back is not None for one in lines)
        words = (
            [f"{len(lines)} 个科室，已收 {came} 个"] if lines else ["先添加科室，再把任务分下去"]
        )
        words += [f"还等 {awaited} 个"] if awaited else []
        words += [f"{partly} 个没有填全"] if partly else []
        words += [f"逾期 {late} 个"] if late else []
        words += [f"{loose} 项还没有分"] if lines and loose else []
        known = self.shares.known
        words += [f"{known} 项可以在“分工”里按去年分"] if lines and known else []
        self.header.show_state(self._session.closed_words or "，".join(words))
        sendable = [one for one in lines if one.led or one.added]
        self.header.primary.setVisible(not self._session.closed_words)
        self.header.primary.setEnabled(bool(sendable) and not self.jobs.busy)

    def show_what(self, what: str) -> None:
        """*what*: one of the views, or board/section."""
        view, _, section = what.partition("/")
        views = {"board": 0, "shares": 1, "questions": 2}
        self.pills.choose(views.get(view, 0))
        if view == "board":
            self.board.show_section(section)

    def flush(self) -> None:
        self.board.flush()

    def _on_view(self, number: int) -> None:
        self._views.setCurrentIndex(number)
        self.outdate()

    def _on_session_changed(self, changes: SessionChanges) -> None:
        if changes.items or changes.replaced:
            self.outdate()

    def _on_send_all(self) -> None:
        self._choose_and_send(
            tuple(one.section.id for one in self.board.lines if one.led or one.added)
        )

    def _on_send_one(self, section: str) -> None:
        self._choose_and_send((section,))

    def _choose_and_send(self, sections: tuple[str, ...]) -> None:
        self.flush()
        try:
            self.board.decided_due()  # before a folder is chosen in vain
        except AppError as error:
            show_error(error, self)
            return
        if folder := choose_folder(self._session.db, self, WHERE):
            self.send(folder, sections)

    def send(self, folder: Path, sections: tuple[str, ...]) -> None:
        """Writes the sheets of *sections* into *folder*."""
        self._session.write_rest()
        data_file = path_of(self._session.db)
        if data_file is None or self.jobs.busy or not sections:
            return
        desk, cover = self._session.desk, self._session.answer(COVER)
        listed = desk.open_items
        self.jobs.start(
            partial(
                send,
                Dispatch(
                    data_file=data_file,
                    folder=folder,
                    year=desk.year,
                    department=desk.department.id,
                    before=desk.goes_on_from,
                    sections=sections,
                    items=tuple(item.id for item in listed),
                    questionnaire=self._session.questionnaire,
                    plan=Edition(id=desk.plan.id, version=desk.plan.edition),
                    made_at=now(),
                    package=desk.terms.package,
                    targets=desk.assessor.targets,
                    handed_down=desk.terms.handed_down,
                    baselines=desk.terms.baselines,
                    last_year={item.id: self._session.last_year(item.id) for item in listed},
                    due=self.board.decided_due(),
                    sent_by=cover.get("filled_by", ""),
                    phone=cover.get("phone", ""),
                    sample=desk.terms.sample,
                ),
            )
        )

    def _on_sent(self, sent: object) -> None:
        if isinstance(sent, tuple) and all(isinstance(one, SentSheet) for one in sent):
            self.pills.choose(0)
            self.board.show_sent(sent)
            self._session.show_again()

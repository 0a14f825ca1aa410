"""导出: check, say who answers for it, write the workbook, mail it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from model.domain.submission import COVER
from model.store.settings import fetch_setting, save_setting
from ui.alerts import show_error
from ui.jobs import JobRunner
from ui.models.findings import FINDING, FindingModel, findings
from ui.pages.exporting import Exported, export_job, mail_text
from ui.session import Session
from ui.widgets.card import Card
from ui.widgets.finding_delegate import FindingDelegate
from ui.widgets.form_view import FormView
from ui.widgets.job_bar import JobBar
from ui.widgets.page_header import PageHeader
from ui.widgets.result_card import ResultCard
from ui.widgets.target_card import TargetCard

FOLDER = "export_folder"


class ExportPage(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._hard = 0
        self.jobs = JobRunner(self)
        self.jobs.started.connect(self._refresh_button)
        self.jobs.ended.connect(self._refresh_button)
        self.jobs.succeeded.connect(self._on_exported)
        self.jobs.failed.connect(partial(show_error, parent=self))
        self.header = PageHeader("导出", "导出工作簿", self)
        self.header.primary.clicked.connect(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        halves = QHBoxLayout()
        halves.setContentsMargins(24, 0, 0, 0)
        halves.setSpacing(16)
        halves.addWidget(self._check_card(), 1)
        halves.addWidget(self._right(), 1)
        column.addLayout(halves, 1)
        column.addSpacing(24)
        self.setFocusProxy(self.list)
        session.item_changed.connect(self._on_item_changed)

    def _check_card(self) -> Card:
        card = Card("一、导出前检查", self)
        self._verdict = QLabel(card)
        self._verdict.setObjectName("help")
        self._verdict.setWordWrap(True)
        self.model = FindingModel(self)
        self.list = QListView(card)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindingDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("检查结果，回车或点击可跳到该项")
        self.list.clicked.connect(self._on_finding)
        self.list.activated.connect(self._on_finding)
        card.column.addWidget(self._verdict)
        card.column.addWidget(self.list, 1)
        return card

    def _right(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setObjectName("page_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        board = QWidget(scroll)
        board.setObjectName("board")
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 24, 0)
        column.setSpacing(16)
        self.result = ResultCard(board)
        column.addWidget(self.result)
        cover = Card("二、报送信息", board)
        self.form = FormView(self._session.desk.forms.cover, cover)
        self.form.answer_changed.connect(self._on_answer_changed)
        cover.column.addWidget(self.form)
        column.addWidget(cover)
        self.target = TargetCard(board)
        self.target.change_requested.connect(self._on_change_folder)
        self.target.column.addWidget(JobBar(self.jobs, self.target))
        column.addWidget(self.target)
        column.addStretch(1)
        scroll.setWidget(board)
        return scroll

    @property
    def folder(self) -> Path:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        kept = fetch_setting(self._session.db, FOLDER)
        return Path(kept or QStandardPaths.writableLocation(documents))

    def set_folder(self, folder: Path) -> None:
        save_setting(self._session.db, FOLDER, str(folder))
        self.target.show_folder(folder)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.form.show_answer(self._session.answer(COVER))
            self.refresh()

    def flush(self) -> None:
        self.form.flush()

    def refresh(self) -> None:
        self._stale = False
        self.target.show_folder(self.folder)
        found = findings(self._session)
        self.model.show_findings(found)
        self._hard = sum(finding.hard for finding in found)
        soft = len(found) - self._hard
        self._verdict.setText(
            f"有 {self._hard} 处必须改正，改好后才能导出；另有 {soft} 处提醒。点一下跳到该处。"
            if self._hard
            else f"没有必须改正的问题。有 {soft} 处提醒，可以照常导出。"
            if soft
            else "检查通过，可以导出。"
        )
        self._refresh_button()
        past = self._session.desk.submissions
        self.header.show_state(
            f"将作为第 {len(past) + 1} 次报送导出"
            + (f"；上次导出于 {past[-1].exported_at[:16].replace('T', ' ')}" if past else "")
        )

    def export(self) -> None:
        """Write the present state as the next submission."""
        self.flush()
        if self._hard or self.jobs.busy:
            return
        desk = self._session.desk
        submission = desk.next_submission()
        self.result.hide()
        self.jobs.start(
            export_job(
                self.folder,
                submission,
                self._session.questionnaire,
                desk.assessor,
                desk.signature(submission),
            )
        )

    def _refresh_button(self) -> None:
        self.header.primary.setEnabled(not self._hard and not self.jobs.busy)
        self.header.primary.setToolTip(f"还有 {self._hard} 处必须改正" if self._hard else "")

    def _on_exported(self, exported: Exported) -> None:
        desk = self._session.desk
        desk.record(exported.submission, exported.path.name)
        code = exported.submission.check_code
        self.result.show_result(exported.path, code, mail_text(exported, desk.department.name))
        self.refresh()

    def _on_answer_changed(self, key: str, text: str | None) -> None:
        self._session.save(COVER, {key: text}, back=self.form.editor(key).undid)

    def _on_item_changed(self) -> None:
        self._stale = not self.isVisible()
        if self.isVisible():
            self.refresh()

    def _on_finding(self, index: QModelIndex) -> None:
        finding = index.data(FINDING)
        if finding.item == COVER:
            self.form.focus_field(finding.field)
        else:
            self._session.item_requested.emit(finding.item, finding.field)

    def _on_change_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "存到哪个文件夹", str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))

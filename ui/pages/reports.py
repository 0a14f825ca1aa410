"""收件汇总: the office's folder of workbooks, what came of each, and who has not reported."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from model.store.settings import fetch_setting, save_setting
from ui.alerts import show_error
from ui.jobs import JobRunner
from ui.models.office_lines import picture_words
from ui.pages.inbox_tables import InboxTables
from ui.pages.merging import Inbox, reading_job, summary_job
from ui.session import Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_bar import JobBar
from ui.widgets.page_header import PageHeader

FOLDER = "inbox_folder"
FIRST = (
    "把各单位发来的工作簿存到同一个文件夹，\n"
    "再点右上角“选择文件夹”，或者把文件夹拖到这里。\n"
    "原件不会被改动；读不了的文件会说明原因和办法。"
)


class ReportsPage(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.inbox: Inbox | None = None
        self.setAcceptDrops(True)
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_succeeded)
        self.jobs.failed.connect(partial(show_error, parent=self))
        self.jobs.started.connect(self._refresh)
        self.jobs.ended.connect(self._refresh)
        self.header = PageHeader("收件汇总", "选择文件夹…", self)
        self.header.primary.clicked.connect(self._on_primary)
        self.tables = InboxTables(session.plan, self)
        self._places = QStackedWidget(self)
        self._places.addWidget(EmptyState("inbox", "还没有收件", FIRST, self))
        self._places.addWidget(self.tables)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self._line())
        column.addWidget(self._places, 1)
        self.setFocusProxy(self.header.primary)
        self._refresh()

    def _line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 8)
        row.setSpacing(8)
        self._folder = QLabel(self)
        self._folder.setObjectName("help")
        self._again, self._other = QPushButton("重新读取", self), QPushButton("换个文件夹…", self)
        self._again.clicked.connect(self._on_again)
        self._other.clicked.connect(self._on_choose)
        row.addWidget(self._folder, 1)
        row.addWidget(JobBar(self.jobs, self))
        row.addWidget(self._again)
        row.addWidget(self._other)
        return row

    def read(self, folder: Path) -> None:
        """Take in every workbook of *folder*."""
        terms = self._session.terms
        if self.jobs.busy or terms is None:
            return
        save_setting(self._session.db, FOLDER, str(folder))
        session = self._session
        self.jobs.start(
            reading_job(folder, session.questionnaire, session.rulebook, terms)
        )

    def write_summary(self, path: Path) -> None:
        if self.inbox and not self.jobs.busy:
            self.jobs.start(summary_job(path, self.inbox))

    def _on_succeeded(self, result: Inbox | Path) -> None:
        if isinstance(result, Inbox):
            self.inbox = result
            self.tables.show_inbox(result)
            self._places.setCurrentWidget(self.tables)
        else:
            self._folder.setText(f"汇总表已写出：{result}")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.parent)))

    def _refresh(self) -> None:
        busy, kept = self.jobs.busy, fetch_setting(self._session.db, FOLDER)
        self.header.primary.setText("导出汇总表…" if self.inbox else "选择文件夹…")
        for button in (self.header.primary, self._again, self._other):
            button.setEnabled(not busy)
        self._again.setVisible(kept is not None)
        self._other.setVisible(self.inbox is not None)
        self._again.setText("重新读取" if self.inbox else "读取上次的文件夹")
        if self.inbox:
            self.header.show_state(picture_words(self.inbox.picture, self.inbox.arrivals))
        else:
            self.header.show_state("接收各单位的工作簿，看谁报了、得多少分、哪里对不上")
        if not self._folder.text().startswith("汇总表"):
            self._folder.setText(f"文件夹　{kept}" if kept else "")

    def _on_primary(self) -> None:
        if self.inbox is None:
            self._on_choose()
            return
        year = self.inbox.picture.year
        suggested = self.inbox.folder.parent / f"{year}年度自评估汇总.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出汇总表", str(suggested), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.write_summary(Path(chosen))

    def _on_choose(self) -> None:
        kept = fetch_setting(self._session.db, FOLDER) or ""
        if chosen := QFileDialog.getExistingDirectory(self, "选择收件文件夹", kept):
            self._folder.clear()
            self.read(Path(chosen))

    def _on_again(self) -> None:
        if kept := fetch_setting(self._session.db, FOLDER):
            self._folder.clear()
            self.read(Path(kept))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(Path(url.toLocalFile()).is_dir() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folders = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if folder := next((folder for folder in folders if folder.is_dir()), None):
            event.acceptProposedAction()
            self.read(folder)

"""自评报告: a Word file from what was filled in, to be finished by hand, stamped and sent along."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from model.clerk.self_report import self_report, write_self_report
from model.domain.submission import Submission
from ui.alerts import show_error
from ui.connection import connect
from ui.jobs import JobRunner
from ui.kit.card import Card
from ui.kit.job_bar import JobBar
from ui.kit.label import words_label
from ui.kit.layout import REST, add, row
from ui.kit.metrics import TIGHT
from ui.kit.written import WrittenLine
from ui.session import Session

WORDS = (
    "按填报内容生成 Word 文件：封面、承诺书、各章正文、得分表和佐证材料目录都已排好，"
    "没有填的地方标成黄色，补写以后打印、盖章。"
)


class SelfReportCard(Card):
    written = Signal(str)  # its name, once it is no draft; "" for a draft

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("五、自评报告", parent)
        self._session = session
        self._folder, self._path = Path(), Path()
        self._draft = True
        self._about: tuple[Submission, ...] = ()  # the report sent last when it was begun
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._on_written)
        self.jobs.started.connect(self._refresh)
        self.jobs.ended.connect(self._refresh)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self._result = WrittenLine(self)
        self.write = QPushButton("生成自评报告", self)
        self.write.clicked.connect(self.start)
        self.open = QPushButton("打开报告", self)
        self.open.clicked.connect(self._on_open)
        self.open.hide()
        buttons = row(self.write, self.open, REST, spacing=TIGHT)
        add(self.column, words_label("", WORDS), self._result, buttons, JobBar(self.jobs, self))

    def refresh(self, folder: Path) -> None:
        """*folder*: where the report goes."""
        self._folder = folder

    def start(self) -> None:
        if not self.jobs.busy:
            desk = self._session.desk
            request = self_report(desk, self._session.answers_before, self._folder)
            self._about = tuple(desk.submissions[-1:])
            self._draft = request.draft
            self.jobs.start(partial(write_self_report, request))

    def _refresh(self) -> None:
        self.write.setEnabled(not self.jobs.busy)

    def _on_written(self, path: Path) -> None:
        self._path = path
        self._result.show_file(path)
        self.open.show()
        if self.jobs.undisturbed:
            self.open.setFocus()
        current = self._about == tuple(self._session.desk.submissions[-1:])
        self.written.emit(path.name if current and not self._draft else "")

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

"""技术支持资料: what it holds is looked at first, then saved where the user says."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from model.diagnostics.logbook import Logbook
from model.diagnostics.support_package import Texts, support_texts, write_support
from model.jobs import JobContext
from model.store import clock
from ui.alerts import ask, show_error
from ui.connection import connect
from ui.file_dialogs import choose_new_file
from ui.jobs import JobRunner
from ui.kit.button import Button
from ui.kit.job_bar import JobBar
from ui.kit.label import Label
from ui.kit.layout import column, row, wide
from ui.kit.metrics import BLOCK, DIALOG, GAP, SNUG
from ui.kit.written import written_words

SIZE = (860, 560)  # px
NAME = "技术支持资料"
WORDS = (
    "下面是将要交给技术人员的全部内容，左边是文件，右边是里面的文字，可以逐个查看。"
    "其中没有填报内容，也没有单位名称、人名和文件名。程序不会自动发送，存到哪里、交给谁由您决定。"
)

NAMES = 200  # px


class SupportDialog(QDialog):
    def __init__(self, data_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(NAME)
        self.resize(*SIZE)
        self._texts: Texts = {}
        self.words = QPlainTextEdit(self)
        self.words.setAcceptDrops(False)  # files belong to the window
        self.words.setReadOnly(True)
        self.words.setAccessibleName("文件的内容")
        self.names = QListWidget(self)
        self.names.setFixedWidth(NAMES)
        self.names.setAccessibleName("将要交出的文件")
        connect(
            self.names.currentTextChanged,
            self,
            lambda name: self.words.setPlainText(self._texts.get(name, "")),
        )
        self.save = Button("另存为…", self)
        self.save.setObjectName("primary")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._on_save)
        self.said = Label("", self)
        self.said.setObjectName("said")
        self.jobs = JobRunner(self)
        self.jobs.succeeded.connect(self._show)
        connect(self.jobs.failed, self, partial(show_error, parent=self))
        self._lay_out()
        extra = f"Qt {qVersion()}"
        logbook = Logbook(data_file.parent)

        def job(_: JobContext) -> Texts:
            return support_texts(logbook, data_file, extra)

        self.jobs.start(job)

    def _lay_out(self) -> None:
        about = Label(WORDS, self)
        about.setWordWrap(True)
        close = Button("关闭", self)
        close.clicked.connect(self.reject)
        middle = row(self.names, wide(self.words), spacing=GAP)
        buttons = row(wide(self.said), close, self.save, spacing=SNUG)
        parts = (about, JobBar(self.jobs, self), wide(middle), buttons)
        column(*parts, spacing=BLOCK, margins=DIALOG, parent=self)

    def done(self, result: int) -> None:
        self.jobs.close()
        super().done(result)

    def _show(self, texts: Texts) -> None:
        self._texts = texts
        self.names.addItems(list(texts))
        self.names.setCurrentRow(0)
        self.save.setEnabled(True)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        suggested = f"{NAME}_{clock.now()[:10]}.zip"
        chosen = choose_new_file(None, self, f"{NAME}存到哪里", suggested, "zip (*.zip)")
        if chosen is None:
            return
        try:
            write_support(chosen, self._texts)
        except Exception as error:  # noqa: BLE001  told, whatever it is; the dialog stays
            show_error(error, self)
        else:
            self.said.setText(written_words(chosen))


def offer_support(logbook: Logbook, data_file: Path, parent: QWidget | None = None) -> None:
    """Ask once after something went wrong."""
    if not logbook.noticed:
        return
    logbook.forget()
    if ask(
        "程序上次出过差错，已保存的填报内容不受影响。",
        "差错的经过已经记在这台电脑上，里面没有填报内容。要看一看、存一份给技术人员吗？"
        "以后也可以在“设置与帮助”页里做。",
        "查看",
        parent,
        no="不用了",
    ):
        SupportDialog(data_file, parent).exec()

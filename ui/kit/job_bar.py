"""A running job: what it is at, how far, and a way to stop it."""

from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from model.jobs import JobProgress
from ui.connection import connect
from ui.jobs import JobRunner
from ui.kit.announcement import say
from ui.kit.elided_label import ElidedLabel
from ui.kit.layout import row, wide
from ui.kit.metrics import GAP

WIDTH = 200  # px, of the bar itself


class JobBar(QWidget):
    """Hidden while nothing runs."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar, self._label = QProgressBar(self), ElidedLabel("", self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(WIDTH)
        self._stop = QPushButton("取消", self)
        self._stop.clicked.connect(jobs.cancel)
        parts = (self._bar, wide(self._label), self._stop)  # names of files are long
        row(*parts, spacing=GAP, parent=self)
        self.hide()
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self.hide)
        connect(jobs.succeeded, self, lambda: say(self, "做完了"))
        connect(jobs.cancelled, self, lambda: say(self, "已取消"))

    def _on_started(self) -> None:
        self._bar.setRange(0, 0)
        self._label.setText("正在准备…")
        self._bar.setAccessibleName("进度")
        self.show()

    def _on_progressed(self, progress: JobProgress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._label.setText(progress.label)

"""A running job: what it is at, how far, and a way to stop it."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from model.jobs import JobProgress
from ui.connection import connect
from ui.jobs import JobRunner
from ui.kit.announcement import say
from ui.kit.elided_label import ElidedLabel
from ui.kit.layout import row, wide
from ui.kit.metrics import GAP

WIDTH = 200  # px, of the bar itself


class StopButton(QPushButton):
    """Never gets the focus by itself: an Enter meant for something else would stop the job."""


class JobBar(QWidget):
    """Hidden while nothing runs; that a job was cancelled stands where it ran until one goes on."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._bar, self._label = QProgressBar(self), ElidedLabel("", self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(WIDTH)
        self._stop = StopButton("取消", self)
        self._stop.clicked.connect(self._on_stop)
        self._cancelled = False
        parts = (self._bar, wide(self._label), self._stop)  # names of files are long
        row(*parts, spacing=GAP, parent=self)
        self.hide()
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)
        connect(jobs.succeeded, self, lambda: say(self, "做完了"))
        jobs.cancelled.connect(self._on_cancelled)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)  # once is enough; a step may take a while
        self._label.setText("正在取消…")
        self._jobs.cancel()

    def _on_cancelled(self, wrote: int) -> None:
        """Tells what is there all the same, where the job was looked at."""
        words = f"已取消：写出了 {wrote} 个文件，其余没有写。" if wrote else "已取消。"
        say(self, words)
        self._cancelled = self.isVisible()
        self._label.setText(words)
        self._bar.hide()
        self._stop.hide()

    def _on_ended(self) -> None:
        self.setVisible(self._cancelled)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was cancelled is not news any more when one comes back."""
        super().hideEvent(event)
        if not self._jobs.busy:
            self.hide()

    def _on_started(self) -> None:
        self._cancelled = False
        self._bar.show()
        self._stop.setEnabled(True)
        self._stop.show()
        self._bar.setRange(0, 0)
        self._label.setText("正在准备…")
        self._bar.setAccessibleName("进度")
        self.show()

    def _on_progressed(self, progress: JobProgress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._label.setText(progress.label)

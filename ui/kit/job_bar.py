"""A running job: what it is at, how far, and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from model.jobs import JobProgress
from ui.jobs import JobRunner
from ui.kit.elided_label import ElidedLabel


class JobBar(QWidget):
    """Hidden while nothing runs."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._bar, self._label = QProgressBar(self), ElidedLabel("", self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(200)
        self._stop = QPushButton("取消", self)
        self._stop.clicked.connect(jobs.cancel)
        row.addWidget(self._bar)
        row.addWidget(self._label, 1)  # names of files are long
        row.addWidget(self._stop)
        self.hide()
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self.hide)

    def _on_started(self) -> None:
        self._bar.setRange(0, 0)
        self._label.setText("正在准备…")
        self.show()

    def _on_progressed(self, progress: JobProgress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._label.setText(progress.label)

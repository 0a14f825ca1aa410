"""The only module in which threads and Qt meet."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from model.errors import Cancelled
from model.jobs import JobContext

SOON_MS, LATER_MS = 5, 50  # until a job is looked at: its thread touches no Qt, not even a signal

Job = Callable[[JobContext], object]


class JobRunner(QObject):
    """One job at a time, off the GUI thread; every signal fires on the GUI thread."""

    started = Signal()
    progressed = Signal(object)  # model.jobs.Progress
    succeeded = Signal(object)  # whatever the job returned
    cancelled = Signal(int)  # how many files were written before, which stay
    failed = Signal(object)  # the exception
    ended = Signal()  # after any of the three

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._context = JobContext()
        self._future: Future[object] | None = None
        self._closed = False
        self._begun_on: QWidget | None = None
        self._went_to: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        return self._future is not None

    @property
    def undisturbed(self) -> bool:
        """Whether nobody moved the cursor since the job began."""
        return QApplication.focusWidget() is self._went_to

    def start(self, job: Job) -> None:
        """Starts *job*; nothing starts once the runner is closed: its window is gone."""
        if self._closed:
            return
        if self._future:
            raise RuntimeError("one job at a time: disable the action meanwhile")
        self._context = JobContext()
        self._future = self._pool.submit(job, self._context)
        self._timer.start(SOON_MS)
        self._begun_on = QApplication.focusWidget()
        self.started.emit()
        self._went_to = QApplication.focusWidget()

    def cancel(self) -> None:
        self._context.stop.set()

    def close(self) -> None:
        """Stops the job at its next step and waits for its thread."""
        self._closed = True
        self.cancel()
        self._timer.stop()
        self._pool.shutdown(wait=True)

    def _look(self) -> None:
        if self._context.progress:
            self.progressed.emit(self._context.progress)
        if not (future := self._future) or not future.done():
            self._timer.setInterval(min(2 * self._timer.interval(), LATER_MS))
            return
        self._timer.stop()
        self._future = None
        match future.exception():
            case None:
                self.succeeded.emit(future.result())
            case Cancelled():
                self.cancelled.emit(self._context.wrote)
            case error:
                self.failed.emit(error)
        self.ended.emit()
        self._give_focus_back()

    def _give_focus_back(self) -> None:
        """Puts the cursor where it was when the job began, unless somebody took it elsewhere: what
        may not be pressed meanwhile loses it to whatever comes next.
        """
        here = self._begun_on if self.undisturbed else None
        self._begun_on = self._went_to = None
        if here in QApplication.allWidgets() and here and here.isVisible() and here.isEnabled():
            here.setFocus()

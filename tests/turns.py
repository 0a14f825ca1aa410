"""Turns of the event loop while a job works."""

from PySide6.QtCore import QEventLoop, QTimer

LOOK_AGAIN_MS = 5


def let_work() -> None:
    """A turn in which other threads work: QTest.qWait keeps Python to itself."""
    loop = QEventLoop()
    QTimer.singleShot(LOOK_AGAIN_MS, loop.quit)
    loop.exec()

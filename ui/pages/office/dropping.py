"""Files dropped anywhere on the window are taken in, whatever page is open."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class DropCatcher(QObject):
    """Watches *window* as long as *parent* lives."""

    dropped = Signal(list)  # of Path
    hovered = Signal(bool)  # files are over the window

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self.hovered.emit(False)
        if not isinstance(event, QDropEvent) or not (paths := local_files(event.mimeData())):
            return False
        event.acceptProposedAction()
        drop = event.type() is QEvent.Type.Drop
        self.hovered.emit(not drop)
        if drop:
            self.dropped.emit(paths)
        return True


def local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]

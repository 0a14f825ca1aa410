"""A picture as large as it was drawn, sharp on any screen; it scrolls where there is no room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.kit.label import Painted


class PictureView(QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._face = _Face(self)
        self.setWidget(self._face)

    def show_png(self, content: bytes, words: str, ratio: float = 1.0) -> None:
        """*words* say what is drawn, for who can't see it; b"" shows nothing.

        ratio: of the picture's pixels to logical ones.
        """
        pixmap = QPixmap()
        if content:
            pixmap.loadFromData(content)
            pixmap.setDevicePixelRatio(ratio)
        self._face.show_pixmap(pixmap)
        self._face.setAccessibleName(words)
        self.verticalScrollBar().setValue(0)

    @property
    def drawn(self) -> bool:
        return not self._face.shown.isNull()


class _Face(Painted):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.shown = QPixmap()

    def show_pixmap(self, pixmap: QPixmap) -> None:
        self.shown = pixmap
        self.setMinimumSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return self.shown.deviceIndependentSize().toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown.isNull():
            return
        size = self.shown.deviceIndependentSize()
        left = round(max(self.width() - size.width(), 0) / 2)
        QPainter(self).drawPixmap(left, 0, self.shown)

"""A picture as wide as its place, sharp on any screen; it scrolls where it is taller."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.kit.label import Painted

WIDEST = 980  # px


class PictureView(QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._face = _Face(self)
        self.setWidget(self._face)

    def show_png(self, content: bytes, words: str) -> None:
        """*words* say what is drawn, for who can't see it; b"" shows nothing."""
        pixmap = QPixmap()
        if content:
            pixmap.loadFromData(content)
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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pixmap(self, pixmap: QPixmap) -> None:
        self.shown = pixmap
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self.shown.isNull():
            return 0
        return round(min(width, WIDEST) * self.shown.height() / self.shown.width())

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, self.heightForWidth(max(self.width(), 400)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), WIDEST)
        left = (self.width() - width) / 2
        place = QRectF(left, 0, width, self.heightForWidth(self.width()))
        painter.drawPixmap(place, self.shown, QRectF(self.shown.rect()))

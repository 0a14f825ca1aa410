"""The pages as they will print, before they are stamped and signed."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from model.errors import AppError
from ui.alerts import show_error
from ui.kit.label import Label, line_label
from ui.kit.layout import REST, Placed, box, column, row, wide
from ui.kit.metrics import BLOCK, EDGE, GAP, HAIR
from ui.printing.pages import Pages

WIDE = 760  # px
A4 = 297 / 210  # high to wide
BELOW = (0, 0, 0, 24)  # px


class Preview(QWidget):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._pages: Pages | None = None
        self._path = Path()
        self.back, self.save = QPushButton("返回", self), QPushButton("存为 PDF", self)
        self.back.clicked.connect(self.closed)
        self.save.clicked.connect(self._on_save)
        self._words = line_label("state")
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("page_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("打印预览")
        margins = (EDGE, HAIR, EDGE, BLOCK)
        bar = row(self.back, self.save, self._words, REST, spacing=GAP, margins=margins)
        column(bar, wide(self._scroll), parent=self)

    def show_pages(self, pages: Pages, path: Path) -> None:
        """*path*: where the PDF goes."""
        self._pages, self._path = pages, path
        self._words.setText(f"共 {pages.count} 页 A4")
        middle = Qt.AlignmentFlag.AlignHCenter
        printed = (Placed(_Page(pages, n, self), side=middle) for n in range(pages.count))
        self._scroll.setWidget(box(column(*printed, spacing=BLOCK, margins=BELOW), "board"))
        self._scroll.setFocus()

    @property
    def words(self) -> str:
        return self._words.text()

    def _on_save(self) -> None:
        if self._pages is None:
            return
        try:
            self._pages.write_pdf(self._path, self._path.stem)
        except AppError as error:
            show_error(error, self)
            return
        self._words.setText(f"已存为 {self._path.name}")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))


class _Page(Label):
    """One page, drawn when it first comes into sight."""

    def __init__(self, pages: Pages, number: int, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._pages, self._number = pages, number
        self.setObjectName("printed")
        self.setFixedSize(QSize(WIDE, round(WIDE * A4)))
        self.setAccessibleName(f"第 {number + 1} 页")

    def paintEvent(self, event: object) -> None:
        if self.pixmap().isNull():
            ratio = self.devicePixelRatioF()
            picture = QPixmap.fromImage(self._pages.picture(self._number, round(WIDE * ratio)))
            picture.setDevicePixelRatio(ratio)
            self.setPixmap(picture)
        super().paintEvent(event)  # type: ignore[arg-type]

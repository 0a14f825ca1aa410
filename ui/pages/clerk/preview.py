"""The pages as they will print, before they are stamped and signed."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from model.errors import AppError
from ui.alerts import show_error
from ui.kit.label import Label, line_label
from ui.kit.layout import Placed, Scroll, box, column, row, wide
from ui.kit.metrics import BLOCK, EDGE, GAP, HAIR
from ui.kit.pills import Pills
from ui.kit.written import written_words
from ui.printing.pages import Pages

WIDE = 760  # px
A4 = 297 / 210  # high to wide
ABOUT = "A4 纸。PDF 供打印和看；用读屏软件的，请打开导出的工作簿"  # Qt writes PDFs without tags
BELOW = (0, 0, 0, 24)  # px


@dataclass(frozen=True)
class Print:
    """What can be printed by itself; `path`: where its PDF goes."""

    name: str
    pages: Pages
    path: Path


class Preview(QWidget):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._prints: tuple[Print, ...] = ()
        self.back, self.save = QPushButton("返回", self), QPushButton("存为 PDF", self)
        self.back.clicked.connect(self.closed)
        self.save.clicked.connect(self._on_save)
        self._words = line_label("state")
        self.pills = Pills(("整份", "封面"), self)
        self.pills.setToolTip("签字盖章只用封面这一张")
        self.pills.chosen.connect(self._show)
        self._scroll = Scroll(self)
        self._scroll.setObjectName("page_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.StyledPanel)  # for the ring
        self._scroll.setProperty("read", True)
        self._scroll.setAccessibleName("打印预览")
        margins = (EDGE, HAIR, EDGE, BLOCK)
        parts = (self.back, self.save, wide(self.pills), self._words)
        bar = row(*parts, spacing=GAP, margins=margins)
        column(bar, wide(self._scroll), parent=self)

    def show_prints(self, *prints: Print) -> None:
        """Shows the first; the others can be chosen."""
        self._prints = prints
        self.pills.show_words([f"{one.name} {one.pages.count} 页" for one in prints])
        self.pills.choose(0)
        self._show()

    @property
    def shown(self) -> Print:
        return self._prints[self.pills.current]

    def _show(self) -> None:
        pages = self.shown.pages
        self._words.setText(ABOUT)
        middle = Qt.AlignmentFlag.AlignHCenter
        printed = (Placed(_Page(pages, n, self), side=middle) for n in range(pages.count))
        self._scroll.setWidget(box(column(*printed, spacing=BLOCK, margins=BELOW), "board"))
        self._scroll.setFocus()

    @property
    def words(self) -> str:
        return self._words.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        path = self.shown.path
        try:
            self.shown.pages.write_pdf(path, path.stem)
        except AppError as error:
            show_error(error, self)
            return
        self._words.setText(written_words(path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


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

"""A picture of the manual in full size; any key or click closes it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QWidget

from model.manual.chapters import FOLDER
from model.paths import asset
from ui.kit.label import Label


class Picture(Label):
    """The picture, at most as wide and high as the screen."""

    def __init__(self, file: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("大图：按任意键或点一下收起")
        room = self.screen().availableSize() * 0.95
        pixmap = QPixmap(str(asset(FOLDER) / file))
        if pixmap.width() > room.width() or pixmap.height() > room.height():
            pixmap = pixmap.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.setPixmap(pixmap)
        self.setFixedSize(pixmap.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close()

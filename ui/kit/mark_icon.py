"""A state's shape as an icon for buttons."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit.metrics import SMALL_ICON, px
from ui.status_marks import Mark, paint_mark


def mark_icon(mark: Mark, size: int = SMALL_ICON) -> QIcon:
    """*size* grows with the text."""
    size = px(size)
    ratio = QApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, mark, QRectF(0, 0, size, size))
    painter.end()
    return QIcon(picture)

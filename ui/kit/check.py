"""A box to tick whose edge and tick follow the colours; Fusion's own fades on dark paper."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.kit.words import draw_words
from ui.theme import colour, px

BOX, GAP = 16, 8  # px
TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))  # shares of the box


class Check(QCheckBox):
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(BOX) + GAP + words + 4, max(px(BOX), self.fontMetrics().height()) + 8)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(BOX)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        focused = self.hasFocus()
        painter.setPen(QPen(colour("accent" if focused else "edge"), 2 if focused else 1))
        painter.setBrush(colour("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self.isChecked():
            painter.setPen(QPen(colour("on_accent"), 2))
            painter.drawPolyline(
                [QPointF(box.left() + x * side, box.top() + y * side) for x, y in TICK]
            )
        painter.setPen(colour("ink" if self.isEnabled() else "quiet"))
        words = QRectF(box.right() + GAP, 0, self.width() - box.right() - GAP, self.height())
        draw_words(painter, words, self.text())

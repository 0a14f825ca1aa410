"""A box to tick whose edge and tick follow the colours; Fusion's own fades on dark paper."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.kit.focus_frame import paint_ring
from ui.kit.metrics import HAIR, TICK, TIGHT
from ui.kit.words import draw_words
from ui.theme import colour, px

SHAPE = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))  # shares of the box


class Check(QCheckBox):
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(
            px(TICK) + TIGHT + words + 2 * HAIR, max(px(TICK), self.fontMetrics().height()) + TIGHT
        )

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(TICK)
        box = QRectF(HAIR, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(colour("edge"), 1))
        painter.setBrush(colour("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self.isChecked():
            painter.setPen(QPen(colour("on_accent"), 2))
            painter.drawPolyline(
                [QPointF(box.left() + x * side, box.top() + y * side) for x, y in SHAPE]
            )
        painter.setPen(colour("ink" if self.isEnabled() else "quiet"))
        words = QRectF(box.right() + TIGHT, 0, self.width() - box.right() - TIGHT, self.height())
        draw_words(painter, words, self.text())
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()))

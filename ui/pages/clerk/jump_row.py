"""One line that leads somewhere: how many, of what, and on to it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.kit.words import MIDDLE_RIGHT, draw_words
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, figure_font, px, text_font, washed

HEIGHT = 44  # px


class JumpRow(QAbstractButton):
    def __init__(self, words: str, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._count = 0
        self.setText(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}")
        self.setEnabled(count > 0)
        self.update()

    @property
    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(240, px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isEnabled() and self.underMouse():
            painter.fillRect(box, washed("accent", 0.05))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        middle = box.center().y()
        some = self.isEnabled()
        paint_mark(painter, self._mark if some else Mark.DONE, QRectF(0, middle - 8, 16, 16))
        painter.setFont(text_font())
        painter.setPen(colour("ink" if some else "quiet"))
        draw_words(painter, box.adjusted(28, 0, -80, 0), self.text())
        painter.setFont(figure_font("heading"))
        figure = QRectF(box.right() - 80, box.top(), 56, box.height())
        draw_words(painter, figure, str(self._count), MIDDLE_RIGHT, whole=True)
        if some:
            painter.setPen(QPen(colour("quiet"), 1.6))
            right = box.right() - 5
            tips = ((-3, -4), (1, 0), (-3, 4))
            painter.drawPolyline([QPointF(right + x, middle + y) for x, y in tips])

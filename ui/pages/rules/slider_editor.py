"""A number that is typed or dragged: the field, and beside it a bar with a handle."""

from decimal import Decimal
from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QSizePolicy, QWidget

from model.domain.numbers import number_text
from model.rulebook_editor.fields import Dial
from ui.kit.focus_frame import paint_ring
from ui.kit.number_editor import NumberEditor
from ui.theme import colour

HEIGHT, HANDLE, TRACK, LINE = 24, 14, 4, 92  # px
STRETCH = 9  # of the row


class SliderBar(QAbstractSlider):
    """Arrow keys, page keys and the mouse move it; a mark shows where it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._mark: int | None = None

    def show_mark(self, position: int | None) -> None:
        self._mark = position
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, at = self.height() / 2, self._place(self.value())
        whole = QRectF(HANDLE / 2, middle - TRACK / 2, self.width() - HANDLE, TRACK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(whole, TRACK / 2, TRACK / 2)
        painter.setBrush(colour("accent" if self.isEnabled() else "quiet"))
        painter.drawRoundedRect(
            QRectF(whole.left(), whole.top(), at - whole.left(), TRACK), TRACK / 2, TRACK / 2
        )
        if self._mark is not None and self._mark != self.value():
            painter.setPen(QPen(colour("quiet"), 2))
            x = self._place(self._mark)
            painter.drawLine(QPointF(x, middle - 7), QPointF(x, middle + 7))
        painter.setPen(QPen(colour("accent"), 3 if self.hasFocus() else 1.5))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(QPointF(at, middle), HANDLE / 2 - 1.5, HANDLE / 2 - 1.5)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()))

    def _place(self, position: int) -> float:
        span = max(self.maximum() - self.minimum(), 1)
        share = (position - self.minimum()) / span
        return HANDLE / 2 + share * (self.width() - HANDLE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._move_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position().x())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the number under the pointer

    def _move_to(self, x: float) -> None:
        share = (x - HANDLE / 2) / max(self.width() - HANDLE, 1)
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(max(share, 0), 1) * span))


class SliderEditor(NumberEditor):
    def __init__(self, field: Dial, parent: QWidget | None = None) -> None:
        self.bar = SliderBar()
        self._dial = field
        super().__init__(field, parent)
        self.bar.setRange(0, field.positions)
        self.bar.setPageStep(max(field.positions // 10, 1))
        self.bar.setAccessibleName(f"拖动调整{field.label}")
        self.bar.valueChanged.connect(self._on_dragged)
        self._line.setFixedWidth(LINE)
        row = cast(QHBoxLayout, self._line.parentWidget().layout())
        row.insertWidget(2, self.bar, STRETCH)
        self._said.hide()

    def show_was(self, text: str) -> None:
        """Marks the number in the version that the draft is made from; "": no mark."""
        self.bar.show_mark(self._dial.position(Decimal(text)) if text else None)

    def _on_dragged(self, position: int) -> None:
        self._line.setText(number_text(self._dial.value_at(position)))
        self._on_edited()

    def _show_reading(self) -> None:
        super()._show_reading()
        self._said.hide()
        if self._reading.value is not None:
            self.bar.blockSignals(True)
            self.bar.setValue(self._dial.position(self._reading.value))
            self.bar.blockSignals(False)
            self.bar.update()

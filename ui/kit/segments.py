"""A choice as a row of big buttons, each with its shape and word."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from model.domain.answers import State
from ui.kit.flow import Flow
from ui.kit.focus_frame import paint_ring
from ui.kit.label import plain_tip
from ui.kit.metrics import BLOCK, EDGE, SEGMENT, SYMBOL, TIGHT
from ui.kit.words import draw_words
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font, washed

KEYS = tuple(State)  # Ctrl+1 … Ctrl+5
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Segment(QAbstractButton):
    """One option. Chosen, it shows the colour of its mark."""

    def __init__(self, code: str, word: str, mark: Mark | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self.mark = mark
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()  # a button by itself would leave the row
        elif event.key() in ENTER and not self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + (px(SYMBOL) + TIGHT if self.mark else 0) + EDGE, px(SEGMENT))

    def minimumSizeHint(self) -> QSize:
        """The size with less air beside the word, for narrow windows."""
        return self.sizeHint() - QSize(BLOCK, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = self.mark.token if self.mark else "accent"
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        painter.setPen(QPen(colour(token if chosen else "edge"), 1.5 if chosen else 1))
        painter.setBrush(
            washed(token, 0.14)
            if self.isChecked()
            else colour("quote" if self.underMouse() else "surface")
        )
        painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            paint_ring(painter, box.adjusted(2, 2, -2, -2))
        self._paint_face(painter, token)

    def _paint_face(self, painter: QPainter, token: str) -> None:
        font = text_font(bold=self.isChecked())
        words = self.fontMetrics().horizontalAdvance(self.text())
        side = px(SYMBOL)
        symbol = side + TIGHT if self.mark else 0
        left = (self.width() - words - symbol) / 2
        if self.mark:
            top = (self.height() - side) / 2
            paint_mark(painter, self.mark, QRectF(left, top, side, side))
        painter.setFont(font)
        painter.setPen(colour(token if self.isChecked() else "ink"))
        room = QRectF(left + symbol, 0, self.width() - left - symbol, self.height())
        draw_words(painter, room, self.text(), whole=True)


class Segments(QWidget):
    """One stop of the tab key; arrow keys move inside; pressing the chosen one takes it
    back, where it may be none.
    """

    chosen = Signal(str)  # the code, "" for none

    def __init__(
        self,
        options: Mapping[str, str],
        marks: Mapping[str, Mark],
        parent: QWidget | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """
        Args:
            stays: pressing the chosen one changes nothing: none is no answer.
        """
        super().__init__(parent)
        self._stays = stays
        self.segments = [
            Segment(code, word, marks.get(code), self) for code, word in options.items()
        ]
        free = QButtonGroup(self)  # the chosen one may be taken back
        free.setExclusive(False)
        for segment in self.segments:
            free.addButton(segment)
            if segment.code in KEYS:
                segment.setToolTip(
                    plain_tip(f"{segment.text()}（Ctrl+{KEYS.index(State(segment.code)) + 1}）")
                )
            segment.clicked.connect(self._on_clicked)
        line = Flow(self, TIGHT)
        for segment in self.segments:
            line.addWidget(segment)
        self._mark_tab_stop()

    @property
    def value(self) -> str:
        return next((segment.code for segment in self.segments if segment.isChecked()), "")

    def describe(self, words: str) -> None:
        """Lets every option say what it is an answer to."""
        for segment in self.segments:
            if words != segment.accessibleDescription():
                segment.setAccessibleDescription(words)

    def show_value(self, code: str) -> None:
        for segment in self.segments:
            segment.setChecked(segment.code == code)
        self._mark_tab_stop()

    def press(self, code: str) -> bool:
        """Presses the option *code*, which takes the chosen one back; False where there is none."""
        if all(segment.code != code for segment in self.segments):
            return False
        self._choose("" if code == self.value and not self._stays else code)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        focused = [n for n, segment in enumerate(self.segments) if segment.hasFocus()]
        if step and focused:
            self.segments[(focused[0] + step) % len(self.segments)].setFocus(
                Qt.FocusReason.TabFocusReason
            )
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Segment):
            self._choose(pressed.code if pressed.isChecked() or self._stays else "")

    def _choose(self, code: str) -> None:
        self.show_value(code)
        self.chosen.emit(code)

    def _mark_tab_stop(self) -> None:
        stop = next((s for s in self.segments if s.isChecked()), self.segments[0])
        for segment in self.segments:
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if segment is stop else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(stop)

"""The guide of the tour: a bubble beside the thing it explains, and a frame around that thing."""

from collections.abc import Callable, Sequence
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.connection import call_later, connect
from ui.kit.button import Button
from ui.kit.label import words_label
from ui.kit.layout import REST, column, gap, row
from ui.kit.metrics import CARD, HAIR, TIGHT
from ui.theme import colour, px
from ui.tour.stops import Stop

WIDTH = 360  # px
GAP = 14
AROUND = 4
SETTLED_MS = 60  # a page that was just made still finds its sizes


class Frame(QWidget):
    """A frame around the thing explained; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)


class Guide(QFrame):
    """Goes from stop to stop; everything else in the window works as always."""

    ended = Signal()

    def __init__(
        self,
        stops: Sequence[Stop],
        show_page: Callable[[str], QWidget],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.setObjectName("guide")
        self.setAccessibleName("演示")
        self._stops, self._show_page, self._window = stops, show_page, window
        self._target: QWidget | None = None
        self.frame = Frame(window)
        self.number = 0
        self._count, self.title = words_label("help"), words_label("card_heading")
        self.words = words_label()
        labels = (self._count, self.title, self.words)
        column(*labels, gap(HAIR), self._buttons(), spacing=TIGHT, margins=CARD, parent=self)
        window.installEventFilter(self)

    def _buttons(self) -> QHBoxLayout:
        self.end = Button("结束演示", self)
        self.end.setObjectName("quiet")
        self.end.clicked.connect(self.ended)
        self.back, self.next = Button("上一步", self), Button("下一步", self)
        connect(self.back.clicked, self, lambda: self.go(self.number - 1))
        self.next.clicked.connect(self._on_next)
        self.next.setObjectName("primary")
        self.next.setDefault(True)
        for button in (self.end, self.back, self.next):
            button.installEventFilter(self)
        return row(self.end, REST, self.back, self.next, spacing=TIGHT)

    def go(self, number: int) -> None:
        """Goes to the stop *number*, from 0."""
        stop = self._stops[number]
        self.number = number
        page = self._show_page(stop.page)
        self._watch(attrgetter(stop.place)(page) if stop.place else None)
        self._count.setText(f"演示　{number + 1} / {len(self._stops)}　这里都是示例数据，随便点")
        self.title.setText(stop.title)
        self.words.setText(stop.words)
        self.back.setEnabled(number > 0)
        self.next.setText("结束" if self._last else "下一步")
        self.end.setHidden(self._last)
        self.setFixedWidth(px(WIDTH))
        self.show()
        self.next.setFocus()
        for soon in (0, SETTLED_MS):
            call_later(soon, self, self.place)

    @property
    def _last(self) -> bool:
        return self.number == len(self._stops) - 1

    def _on_next(self) -> None:
        if self._last:
            self.ended.emit()
        else:
            self.go(self.number + 1)

    def _watch(self, target: QWidget | None) -> None:
        if self._target:
            self._target.removeEventFilter(self)
        self._target = target
        if target:
            target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched in {self.end, self.back, self.next}:
            return event.type() is QEvent.Type.KeyPress and self._turned(event.key())
        kinds = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide}
        if event.type() in kinds:
            call_later(0, self, self.place)
        return False

    def _turned(self, key: int) -> bool:
        """Handles → (on) and ← (back), whichever button has the focus; → never ends the tour."""
        if key == Qt.Key.Key_Right and not self._last:
            self.go(self.number + 1)
        elif key == Qt.Key.Key_Left and self.number:
            self.go(self.number - 1)
        return key in {Qt.Key.Key_Left, Qt.Key.Key_Right}

    def place(self) -> None:
        """Places the bubble beside the thing explained, or in the corner if there is no room."""
        room, around = self._window.rect(), self._around()
        self.frame.setVisible(around is not None)
        size = QSize(self.width(), max(self.heightForWidth(self.width()), self.sizeHint().height()))
        if around:
            self.frame.setGeometry(around)
            self.frame.raise_()
        self.setGeometry(_spot(room, around, size))
        self.raise_()

    def _around(self) -> QRect | None:
        target = self._target
        if target is None or not target.isVisible():
            return None
        seen, above = self._in_window(target), target.parentWidget()
        while above is not None and above is not self._window:  # some of it may be scrolled away
            seen, above = seen.intersected(self._in_window(above)), above.parentWidget()
        grown = seen.adjusted(-AROUND, -AROUND, AROUND, AROUND)
        return grown.intersected(self._window.rect())

    def _in_window(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())


def _spot(room: QRect, around: QRect | None, size: QSize) -> QRect:
    inside = room.adjusted(GAP, GAP, -GAP, -GAP)
    corner = inside.bottomRight() - QPoint(size.width() - 1, size.height() - 1)
    if around is None:
        return QRect(corner, size)
    high = min(max(around.top(), inside.top()), corner.y())
    left = min(max(around.left(), inside.left()), corner.x())
    spots = (
        QPoint(around.right() + GAP, high),
        QPoint(left, around.bottom() + GAP),
        QPoint(around.left() - GAP - size.width(), high),
        QPoint(left, around.top() - GAP - size.height()),
        corner,
    )
    for spot in spots:
        if inside.contains(QRect(spot, size)):
            return QRect(spot, size)
    return QRect(corner, size)

"""The lines between grades on one ruler, every department a dot above it: drag a line and see."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from model.domain.numbers import number_text
from ui.kit.focus_frame import paint_ring
from ui.kit.label import Painted
from ui.kit.words import draw_words
from ui.pages.rules.ruler_data import Dot, Edge, left_end
from ui.theme import colour, px, text_font, washed

DOTS, WORDS, HANDLE, SIDE = 64, 40, 12, 8  # px
DOT, NEAR = 4, 10  # px: a dot's height, how near the mouse must be to a line
APART = 2  # px, on each side of a figure


class Ruler(Painted):
    """Arrow keys move the chosen line, Tab goes to the next; the lowest grade begins at 0."""

    edge_moved = Signal(int, object)  # which of the grades, Decimal

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edges: tuple[Edge, ...] = ()
        self._dots: tuple[Dot, ...] = ()
        self._left, self._maximum = Decimal(0), Decimal(100)
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_edges(self, edges: Sequence[Edge], maximum: Decimal) -> None:
        """Shows *edges*, the best grade first."""
        self._edges, self._maximum = tuple(edges), maximum
        self._left = left_end(self._edges, self._dots)
        words = "，".join(f"{edge.name} {number_text(edge.value)} 分起" for edge in edges)
        self.setAccessibleName(f"等次分数线：{words}")
        self.update()

    def show_dots(self, dots: Sequence[Dot]) -> None:
        self._dots = tuple(dots)
        self._left = left_end(self._edges, self._dots)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, DOTS + px(WORDS) + 12)

    def _x(self, value: Decimal) -> float:
        share = float((value - self._left) / (self._maximum - self._left))
        return SIDE + min(max(share, 0), 1) * (self.width() - 2 * SIDE)

    def _value(self, x: float) -> Decimal:
        share = (x - SIDE) / max(self.width() - 2 * SIDE, 1)
        span = float(self._maximum - self._left)
        return self._left + Decimal(round(min(max(share, 0), 1) * span))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter)
        self._paint_dots(painter)
        for number, edge in enumerate(self._edges[:-1]):
            self._paint_edge(painter, edge, chosen=self.hasFocus() and number == self._chosen)
        self._paint_figures(painter)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()))

    def _paint_bands(self, painter: QPainter) -> None:
        right = self._x(self._maximum)
        painter.setFont(text_font("small"))
        metrics = QFontMetricsF(painter.font())
        for number, edge in enumerate(self._edges):
            left = self._x(edge.value)
            if right > left:
                band = QRectF(left, DOTS, right - left, 8)
                painter.fillRect(band, washed("accent", 0.42 - 0.12 * min(number, 3)))
                painter.setPen(colour("ink"))
                if metrics.horizontalAdvance(edge.name) < band.width() - 4:
                    name = QRectF(left, DOTS + 10 + px(16), band.width(), px(18))
                    draw_words(painter, name, edge.name, Qt.AlignmentFlag.AlignCenter)
            right = min(left, right)

    def _paint_dots(self, painter: QPainter) -> None:
        heights: dict[int, int] = {}
        for dot in sorted(self._dots, key=lambda dot: dot.total):
            place = round(self._x(dot.total) / (DOT + 1))
            floor = heights.get(place, 0)
            heights[place] = floor + 1
            top = DOTS - 4 - (floor + 1) * (DOT + 1)
            token = "ongoing" if dot.changed else "quiet"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(token) if dot.changed else washed(token, 0.55))
            painter.drawEllipse(QRectF(place * (DOT + 1) - DOT / 2, max(top, 0), DOT, DOT))

    def _paint_edge(self, painter: QPainter, edge: Edge, *, chosen: bool) -> None:
        x = self._x(edge.value)
        painter.setPen(QPen(colour("accent"), 1.5))
        painter.drawLine(QPointF(x, 6), QPointF(x, DOTS + 8))
        painter.setPen(QPen(colour("accent"), 3 if chosen else 1.5))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(QPointF(x, DOTS + 4), HANDLE / 2, HANDLE / 2)

    def _paint_figures(self, painter: QPainter) -> None:
        """The chosen line's figure, then the others' and those of the ends, where there is room."""
        lines = self._edges[:-1]
        first = lines[self._chosen : self._chosen + 1]
        taken: list[QRectF] = []
        for value in (*(edge.value for edge in (*first, *lines)), self._left, self._maximum):
            at_end = value in {self._left, self._maximum}
            painter.setFont(text_font("small", bold=not at_end))
            painter.setPen(colour("quiet" if at_end else "accent"))
            words = number_text(value)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words) + 2 * APART
            left = min(max(self._x(value) - wide / 2, 0), self.width() - wide)
            box = QRectF(left, DOTS + 10, wide, px(18))
            if not any(box.intersects(other) for other in taken):
                draw_words(painter, box, words, Qt.AlignmentFlag.AlignCenter, whole=True)
                taken.append(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (near := self._near(event.position().x())) is not None:
            self._chosen = near
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(self._value(x))
        else:
            shape = Qt.CursorShape
            near = self._near(x) is not None
            self.setCursor(shape.SizeHorCursor if near else shape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        other = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and self._edges:
            self._move_to(self._edges[self._chosen].value + step)
        elif other and len(self._edges) > 1:
            self._chosen = (self._chosen + other) % (len(self._edges) - 1)
            self.update()
        else:
            super().keyPressEvent(event)

    def _near(self, x: float) -> int | None:
        """The movable line under the mouse; None where there is none."""
        places = [(abs(self._x(edge.value) - x), n) for n, edge in enumerate(self._edges[:-1])]
        return min(places)[1] if places and min(places)[0] <= NEAR else None

    def _move_to(self, value: Decimal) -> None:
        """Moves the chosen line, always between its neighbours."""
        if self._chosen >= len(self._edges) - 1:
            return
        above = self._edges[self._chosen - 1].value if self._chosen else self._maximum + 1
        below = self._edges[self._chosen + 1].value
        if below < value < above and value != self._edges[self._chosen].value:
            self.edge_moved.emit(self._chosen, value)

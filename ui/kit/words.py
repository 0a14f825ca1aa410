"""Words painted by hand: shortened where room is short, and told whole to who points at them.

All painted words of the window pass through here, so that a tool tip and a test can ask what was
drawn where, and whether it had room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.kit.label import plain_tip

MIDDLE = Qt.AlignmentFlag.AlignVCenter
MIDDLE_RIGHT = MIDDLE | Qt.AlignmentFlag.AlignRight
ONE_LINE = Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
LEEWAY = 0.5  # px, of rounding


@dataclass(frozen=True)
class Drawn:
    words: str
    shown: str  # of them
    box: QRectF  # the room they had, in the widget
    ink: QRectF  # what they took of it

    @property
    def is_cut(self) -> bool:
        """Shortened, or without the room to be seen whole."""
        return self.words != self.shown or not self.fits

    @property
    def fits(self) -> bool:
        """What is shown lies inside its room."""
        room = self.box.adjusted(-LEEWAY, -LEEWAY, LEEWAY, LEEWAY)
        return room.contains(self.ink)


_records: list[list[Drawn]] = []  # innermost last


@contextmanager
def recorded() -> Iterator[list[Drawn]]:
    """Yields a list of what is drawn meanwhile."""
    _records.append([])
    try:
        yield _records[-1]
    finally:
        _records.pop()


def draw_words(
    painter: QPainter,
    box: QRectF,
    words: str,
    side: Qt.AlignmentFlag = MIDDLE,
    *,
    whole: bool = False,
    left_out: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> str:
    """Draws *words* on one line in *box*; returns what is shown.

    Args:
        whole: never shortened.
        left_out: where they are shortened.
    """
    metrics = QFontMetricsF(painter.font())
    shown = words if whole else metrics.elidedText(words, left_out, box.width() + LEEWAY)
    painter.drawText(box, side.value | ONE_LINE, shown)
    note_words(painter, box, words, shown, side)
    return shown


def note_words(
    painter: QPainter, box: QRectF, words: str, shown: str, side: Qt.AlignmentFlag = MIDDLE
) -> None:
    """Records words that Qt draws itself."""
    if _records:
        ink = _ink(QFontMetricsF(painter.font()), box, shown, side)
        place = painter.worldTransform().mapRect
        _records[-1].append(Drawn(words, shown, place(box), place(ink)))


def draw_lines(
    painter: QPainter,
    box: QRectF,
    words: str,
    lines: int,
    leading: float,
    side: Qt.AlignmentFlag = MIDDLE,
) -> int:
    """Draws *words* on at most *lines* lines from the top of *box*; returns how many."""
    parts = elided_lines(words, painter.font(), box.width(), lines)
    for number, part in enumerate(parts):
        place = QRectF(box.left(), box.top() + number * leading, box.width(), leading)
        painter.drawText(place, side.value | ONE_LINE, part)
        note_words(painter, place, part if "".join(parts) == words else words, part, side)
    return len(parts)


def elided_lines(text: str, font: QFont, width: float, lines: int) -> tuple[str, ...]:
    """At most *lines* lines of *text*, none wider than *width* [px], in *font* itself."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    parts: list[str] = []
    while len(parts) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        parts.append(text[line.textStart() : line.textStart() + line.textLength()])
    rest = text[sum(map(len, parts)) :]
    layout.endLayout()
    if rest and parts:
        ellipsis = Qt.TextElideMode.ElideRight
        parts[-1] = QFontMetricsF(font).elidedText(parts[-1] + rest, ellipsis, width)
    return tuple(parts)


def _ink(metrics: QFontMetricsF, box: QRectF, words: str, side: Qt.AlignmentFlag) -> QRectF:
    """Where *words* stand in *box*, by their glyphs from top to bottom."""
    width, tight = metrics.horizontalAdvance(words), metrics.tightBoundingRect(words)
    left = box.left()
    if side & Qt.AlignmentFlag.AlignRight:
        left = box.right() - width
    elif side & Qt.AlignmentFlag.AlignHCenter:
        left = box.center().x() - width / 2
    top = box.top()
    if side & Qt.AlignmentFlag.AlignVCenter:
        top = box.center().y() - metrics.height() / 2
    elif side & Qt.AlignmentFlag.AlignBottom:
        top = box.bottom() - metrics.height()
    return QRectF(left, top + metrics.ascent() + tight.top(), width, tight.height())


def drawn_in(widget: QWidget) -> list[Drawn]:
    """What *widget* itself paints, without the widgets in it."""
    with recorded() as drawn:
        picture = QPixmap(widget.size())
        widget.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawWindowBackground)
    return drawn


def cut_words(widget: QWidget, place: QPointF) -> str:
    """The whole of what is drawn shortened at *place* of *widget*; "" where all of it is there."""
    words = (one.words for one in drawn_in(widget) if one.is_cut and one.box.contains(place))
    return "\n".join(dict.fromkeys(words))


class WholeWords(QObject):
    """Tells in a tool tip what a window had no room for, where nothing else has one.

    The window says when the mouse comes and goes: a look at every event costs too much.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def look(self, *, mouse: bool) -> None:
        """*mouse*: whether it is over the window now."""
        self._window.removeEventFilter(self)
        if mouse:
            self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            window = self.parent()
            child = window.childAt(event.pos()) if isinstance(window, QWidget) else None
            if child:
                place = child.mapFromGlobal(event.globalPos())
                if words := cut_words(child, QPointF(place)):
                    QToolTip.showText(event.globalPos(), plain_tip(words), child)
                    return True
        return False

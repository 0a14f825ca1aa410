"""How an entry is painted: its mark, its lines, and what stands at the right of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from model.domain.wording import one_line
from ui.kit.entry import ENTRY, Aside, Dots, Entry, Index
from ui.kit.focus_frame import paint_ring
from ui.kit.metrics import (
    ACT,
    AIR,
    AIR_COMPACT,
    AIR_DENSE,
    CHIP,
    CHIP_PAD,
    CHOSEN_EDGE,
    DOTS,
    GAP,
    HEADING_ROW,
    ITEM_ROW,
    LEADING,
    LOW,
    ROW_MARGIN,
    SYMBOL,
    TABLE_ROW,
    is_dense,
)
from ui.kit.words import MIDDLE_RIGHT, draw_lines, draw_words, elided_lines
from ui.status_marks import paint_mark
from ui.theme import colour, icon_pixmap, px, text_font, washed

DOT, COUNTED = 4, 8  # px, the radius of a dot and of one with its number in it
WANTED, WANTED_MET = 6, 13  # px, from the middle of a ◇ to its corners
ROOM_FOR_WORDS = 150  # px: where dots leave them less, they stay away
ROOM_FOR_NAME = 120  # px: where figures leave it less, they stand below
MOST_KNOWN = 5000  # entries whose height is kept


@dataclass(frozen=True, kw_only=True)
class _Line:
    words: str
    size: str = "small"
    ink: str = "quiet"
    bold: bool = False
    most: int = 1  # lines
    asides: tuple[Aside, ...] = ()

    @property
    def font(self) -> QFont:
        return text_font(self.size, bold=self.bold)

    @property
    def leading(self) -> int:
        return px(LEADING[self.size])

    def count(self, width: float) -> int:
        """Lines that the words take in a room of *width* [px]."""
        return 1 if self.most == 1 else len(elided_lines(self.words, self.font, width, self.most))


class EntryDelegate(QStyledItemDelegate):
    """Makes a row as high as its lines ask for."""

    def __init__(self, parent: QListView, margin: int = ROW_MARGIN, *, ruled: bool = True) -> None:
        """*ruled*: a line below each row."""
        super().__init__(parent)
        self._margin = margin
        self._ruled = ruled
        self._heights: dict[int, tuple[Entry, tuple[int, int], int]] = {}  # by id of the entry

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Size of a row, worked out once: the list asks for all of them whenever one changes."""
        entry: Entry = index.data(ENTRY)
        width = self._least_width() - 2 * self._margin
        room = (width, px(100) * (-1 if self.dense else 1))
        known = self._heights.get(id(entry))
        if known is None or known[:2] != (entry, room):
            if len(self._heights) > MOST_KNOWN:
                self._heights.clear()
            known = self._heights[id(entry)] = (entry, room, self._height(entry, width))
        return QSize(200, known[2])

    def _least_width(self) -> int:
        """Width of a row beside a scroll bar, whether one is there or not [px].

        Qt asks for heights before it knows that a bar comes, and not again when it has come.
        """
        view = cast(QListView, self.parent())
        width = view.maximumViewportSize().width()
        if view.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            return width
        return width - view.verticalScrollBar().sizeHint().width()

    @property
    def dense(self) -> bool:
        """Whether every row is one line: people chose it, or the window is low."""
        view = cast(QListView, self.parent())
        return is_dense() or 0 < view.window().height() < px(LOW)

    def _height(self, entry: Entry, width: float) -> int:
        """Height for all lines, chosen or not: chosen, words may have less room."""
        if entry.heading:
            return px(HEADING_ROW)
        dense = self.dense
        left = _left_of(entry)
        act = px(ACT) - self._margin if entry.act else 0
        heights = (
            sum(
                line.count(max(room - left - _taken(entry, line, room), 1)) * line.leading
                for line in _lines(entry, room - left, dense=dense)
            )
            for room in ((width, width - act) if act else (width,))
        )
        least = 0 if entry.compact else px(TABLE_ROW if dense else ITEM_ROW)
        air = px(_air(entry, dense=dense))
        return max(*heights, least - 2 * air) + 2 * air

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        pointed = bool(state & QStyle.StateFlag.State_MouseOver) and not entry.heading
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.heading:
            self.paint_heading(painter, entry, box)
            painter.restore()
            return
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        self._paint_ground(painter, entry, box, selected=selected, focused=focused, pointed=pointed)
        dense = self.dense
        inner = box.adjusted(self._margin, 0, -self._margin, 0)
        if entry.act and (selected or pointed):
            self._paint_act(painter, entry.act, box)
            inner.setRight(box.right() - px(ACT))
        lines = list(_lines(entry, inner.width() - _left_of(entry), dense=dense))
        air = float(px(_air(entry, dense=dense)))
        if box.height() <= px(ITEM_ROW) and len(lines) == 1:
            air = (box.height() - lines[0].leading) / 2
        inner.adjust(0, air, 0, -air)
        self._paint_symbol(painter, entry, inner, lines[0].leading)
        inner.setLeft(inner.left() + _left_of(entry))
        top = inner.top()
        for line in lines:
            room = QRectF(inner.left(), top, inner.width(), line.leading)
            top += self._paint_line(painter, line, room, entry) * line.leading
        painter.restore()

    def paint_heading(self, painter: QPainter, entry: Entry, box: QRectF) -> None:
        """Draws the heading of a group in *box*; lists keep it in sight while its rows are."""
        painter.fillRect(box, colour("quote"))
        inner = box.adjusted(self._margin, 0, -self._margin, 0)
        right = inner.right()
        for aside in entry.aside:
            right = self._paint_aside(painter, aside, inner, right) - GAP
        painter.setFont(text_font("small", bold=entry.bold))
        painter.setPen(colour("quiet"))
        draw_words(
            painter,
            QRectF(inner.left(), inner.top(), right - inner.left(), inner.height()),
            entry.title,
        )

    def _paint_ground(
        self,
        painter: QPainter,
        entry: Entry,
        box: QRectF,
        *,
        selected: bool,
        focused: bool,
        pointed: bool,
    ) -> None:
        if selected:
            painter.fillRect(box, colour("selection"))
            edge = QRectF(box.left(), box.top(), CHOSEN_EDGE, box.height())
            here = cast(QListView, self.parent()).hasFocus()
            painter.fillRect(edge, colour("accent" if here else "edge"))
        elif pointed:
            painter.fillRect(box, washed("accent", 0.04))
        if self._ruled:
            painter.setPen(colour("line"))
            bottom = box.bottom() - 0.5
            left = QPointF(box.left() + self._margin + _left_of(entry), bottom)
            painter.drawLine(left, QPointF(box.right(), bottom))
        if focused:
            paint_ring(painter, box)

    def _paint_act(self, painter: QPainter, words: str, box: QRectF) -> None:
        painter.setFont(text_font("small"))
        painter.setPen(colour("accent"))
        room = QRectF(box.right() - px(ACT), box.top(), px(ACT) - self._margin, box.height())
        draw_words(painter, room, words, MIDDLE_RIGHT, whole=True)

    def _paint_symbol(self, painter: QPainter, entry: Entry, inner: QRectF, leading: float) -> None:
        side = px(SYMBOL)
        top = inner.top() + (leading - side) / 2
        if entry.drawing:
            name, token = entry.drawing
            painter.drawPixmap(QPointF(inner.left(), top), icon_pixmap(name, token, SYMBOL))
        elif entry.mark:
            paint_mark(painter, entry.mark, QRectF(inner.left(), top, side, side))

    def _paint_line(self, painter: QPainter, line: _Line, room: QRectF, entry: Entry) -> int:
        """Number of lines that were drawn."""
        right = room.right()
        for aside in reversed(line.asides):
            right = self._paint_aside(painter, aside, room, right) - GAP
        if entry.dots and _taken(entry, line, room.width()) > _room(line.asides):
            strip = QRectF(right - px(DOTS), room.top(), px(DOTS), room.height())
            paint_dots(painter, entry.dots, strip)
            right = strip.left() - GAP
        words = QRectF(room)
        words.setRight(right)
        painter.setFont(line.font)
        painter.setPen(colour(line.ink))
        if line.most == 1:
            draw_words(painter, words, line.words)
            return 1
        words.setHeight(line.leading * line.most)
        return draw_lines(painter, words, line.words, line.most, line.leading)

    def _paint_aside(self, painter: QPainter, aside: Aside, room: QRectF, right: float) -> float:
        """Left edge [px] of the *aside*, whose right edge is *right*."""
        width = _width(aside)
        place = QRectF(right - width, room.top(), width, room.height())
        if aside.drawing:
            top = place.center().y() - px(SYMBOL) / 2
            pixmap = icon_pixmap(aside.drawing, aside.ink, SYMBOL)
            painter.drawPixmap(QPointF(place.left(), top), pixmap)
            return place.left()
        side = MIDDLE_RIGHT
        if aside.tinted:
            side = Qt.AlignmentFlag.AlignCenter
            middle = place.center().y()
            place = QRectF(place.left(), middle - px(CHIP) / 2, width, px(CHIP))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(f"{aside.ink}_tint"))
            painter.drawRoundedRect(place, 4, 4)
        painter.setFont(text_font(aside.size, bold=aside.bold))
        painter.setPen(colour(aside.ink))
        draw_words(painter, place, aside.words, side, whole=True)
        return place.left()


def paint_dots(painter: QPainter, dots: Dots, strip: QRectF) -> None:
    """Draws *dots* on a line as wide as *strip*; those that would lie on each other are one, with
    their number in it.
    """
    side = px(COUNTED)
    line = strip.adjusted(side, 0, -side, 0)
    middle = line.center().y()
    painter.setPen(colour("edge"))
    painter.drawLine(QPointF(line.left(), middle), QPointF(line.right(), middle))
    painter.setFont(text_font("small"))
    if dots.wanted is not None:
        _paint_wanted(painter, dots, line)
    for at, count in _apart(dots.places, 2 * side / max(line.width(), 1)):
        place = QPointF(line.left() + at * line.width(), middle)
        radius = px(COUNTED if count > 1 else DOT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(place, radius, radius)
        if count > 1:
            box = QRectF(place.x() - side, middle - side, 2 * side, 2 * side)
            painter.setPen(colour("on_accent"))
            draw_words(painter, box, str(count), Qt.AlignmentFlag.AlignCenter, whole=True)


def _paint_wanted(painter: QPainter, dots: Dots, line: QRectF) -> None:
    """Draws a hollow ◇ on the *line*, around the dot that is there."""
    near = 2 * px(COUNTED) / max(line.width(), 1)
    wanted = dots.wanted or 0.0
    met = any(abs(at - wanted) < near for at, _ in dots.places)
    place = QPointF(line.left() + wanted * line.width(), line.center().y())
    painter.setPen(QPen(colour("ink"), 1.4))
    painter.setBrush(colour("surface"))
    reach = px(WANTED_MET if met else WANTED)
    corners = [place + QPointF(x, y) * reach for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]
    painter.drawPolygon(QPolygonF(corners))


def _apart(places: Iterable[tuple[float, int]], least: float) -> list[tuple[float, int]]:
    """*places* from left to right, those nearer than *least* put together."""
    found: list[tuple[float, int]] = []
    for at, count in sorted(places):
        if found and at - found[-1][0] < least:
            found[-1] = (found[-1][0], found[-1][1] + count)
        else:
            found.append((at, count))
    return found


def _lines(entry: Entry, room: float, *, dense: bool) -> Iterator[_Line]:
    """The lines of a row from top to bottom in a *room* [px]; *dense*: each shortened to one."""
    chip = _chip(entry)
    if entry.over:
        yield _Line(words=entry.over, asides=(*entry.over_aside, *chip))
        chip = ()
    title = _Line(
        words=entry.title,
        size="text",
        ink=entry.ink,
        bold=entry.bold,
        most=1 if dense else entry.lines,
        asides=(*entry.aside, *chip),
    )
    if _leaves_name(title, room):
        yield title
    else:
        yield replace(title, asides=())
        yield _Line(words="", size="text", asides=title.asides)
    if entry.note:
        yield _Line(
            words=one_line(entry.note),
            ink=entry.note_ink,
            most=1 if dense else entry.note_lines,
            asides=entry.note_aside,
        )


def _leaves_name(title: _Line, room: float) -> bool:
    """Whether what stands at the right leaves enough of the *title* to know it by."""
    left = room - _room(title.asides)
    if not title.asides or left >= px(ROOM_FOR_NAME):
        return True
    return left >= QFontMetricsF(title.font).horizontalAdvance(title.words)


def _chip(entry: Entry) -> tuple[Aside, ...]:
    mark = entry.chip_mark or entry.mark
    if mark is None or not entry.chip_words:
        return ()
    return (Aside(words=entry.chip_words, ink=mark.token, tinted=True),)


def _air(entry: Entry, *, dense: bool) -> int:
    return AIR_COMPACT if entry.compact else AIR_DENSE if dense else AIR


def _left_of(entry: Entry) -> int:
    """Room for the symbol before the words [px]."""
    return (px(SYMBOL) + GAP if entry.mark or entry.drawing else 0) + entry.indent


def _taken(entry: Entry, line: _Line, room: float) -> float:
    """What asides and dots take of *room* from the words of *line* [px]."""
    asides, dots = _room(line.asides), px(DOTS) + GAP
    shown = entry.dots and line.words == entry.title
    return asides + dots if shown and room - asides - dots >= px(ROOM_FOR_WORDS) else asides


def _room(asides: tuple[Aside, ...]) -> float:
    """What *asides* take from the words [px]."""
    return sum(_width(aside) + GAP for aside in asides)


def _width(aside: Aside) -> float:
    if aside.drawing:
        return px(SYMBOL)
    font = text_font(aside.size, bold=aside.bold)
    words = QFontMetricsF(font).horizontalAdvance(aside.words)
    return max(words + 2 * CHIP_PAD if aside.tinted else words, px(aside.width))

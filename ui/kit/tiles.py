"""Counts as a row of tiles, each with its shape and word; pressing one shows only those."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from ui.kit.focus_frame import paint_ring
from ui.kit.metrics import BLOCK, HAIR, MARK, SNUG, TIGHT
from ui.kit.words import draw_words
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, figure_font, px, text_font

HEIGHT, WIDTH = 52, 110  # px


class Tile(QAbstractButton):
    def __init__(self, key: str, word: str, mark: Mark | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self.word, self.mark = key, word, mark
        self.count = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_count(self, count: int) -> None:
        self.count = count
        self.setAccessibleName(f"{self.word} {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        painter.setPen(QPen(colour("accent" if chosen else "line"), 1.5 if chosen else 1))
        painter.setBrush(
            colour("selection" if chosen else "quote" if self.underMouse() else "surface")
        )
        painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            paint_ring(painter, box.adjusted(2, 2, -2, -2))
        font = text_font("small", bold=chosen)
        words = QFontMetricsF(font).horizontalAdvance(self.word)
        side = px(MARK)
        roomy = box.width() >= words + side + 2 * BLOCK
        inner = box.adjusted(BLOCK, HAIR, -TIGHT, -HAIR)
        if not roomy:
            inner = box.adjusted(SNUG, HAIR, -SNUG, -HAIR)
        painter.setPen(colour("ink" if self.count else "quiet"))
        painter.setFont(figure_font("title"))
        upper = QRectF(inner.left(), inner.top(), inner.width(), px(24))
        draw_words(painter, upper, str(self.count), whole=True)
        line = QRectF(inner.left(), inner.bottom() - px(18), inner.width(), px(18))
        if self.mark:
            left, middle = line.left(), line.center().y()
            if not roomy:  # beside the number: the word needs its whole line
                left, middle = inner.right() - side, upper.center().y()
            square = QRectF(left, middle - side / 2, side, side)
            paint_mark(painter, self.mark, square)
            if roomy:
                line.setLeft(left + side + SNUG)
        painter.setFont(font)
        painter.setPen(colour(self.mark.token if self.mark else "quiet"))
        draw_words(painter, line, self.word)


class Tiles(QWidget):
    chosen = Signal(str)  # key

    def __init__(
        self, tiles: Sequence[tuple[str, str, Mark | None]], parent: QWidget | None = None
    ) -> None:
        """*tiles*: key, word, mark; the first is chosen."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        self._group = QButtonGroup(self)
        self.tiles: dict[str, Tile] = {}
        for key, word, mark in tiles:
            tile = self.tiles[key] = Tile(key, word, mark, self)
            self._group.addButton(tile)
            row.addWidget(tile, 1)
        next(iter(self.tiles.values())).setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def key(self) -> str:
        return next(key for key, tile in self.tiles.items() if tile.isChecked())

    def choose(self, key: str) -> None:
        self.tiles[key].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for key, tile in self.tiles.items():
            tile.show_count(counts.get(key, 0))

    def _on_toggled(self, tile: Tile, checked: bool) -> None:
        if checked:
            self.chosen.emit(tile.key)

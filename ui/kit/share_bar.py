"""How many stand where, as one bar of parts; pressing one keeps what it counts."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget

from ui.kit.focus_frame import paint_ring
from ui.kit.layout import row
from ui.kit.metrics import HAIR, MARK, RADIUS, SNUG, TIGHT
from ui.kit.state_bar import paint_fill
from ui.kit.words import draw_words
from ui.status_marks import Mark, paint_mark
from ui.theme import colour, px, text_font

HEIGHT, FILL = 40, 10  # px: a part, its coloured edge


class Part(QAbstractButton):
    """One state: as wide as its share, but never narrower than its words."""

    def __init__(self, key: str, mark: Mark, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self.mark, self.count = key, mark, 0
        self.setCheckable(True)
        self.setAutoExclusive(True)  # heard as one of several
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        self.count = count
        self.setText(f"{self.mark.word} {count}")
        self.setAccessibleName(self.text())
        self.setVisible(bool(count))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(text_font(bold=True)).horizontalAdvance(self.text())
        return QSize(round(words) + px(MARK) + SNUG + 2 * TIGHT, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, chosen = QRectF(self.rect()), self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selection" if chosen else "quote"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        paint_fill(painter, self.mark, QRectF(box.left(), box.top(), box.width(), px(FILL)))
        line = box.adjusted(TIGHT, px(FILL) + HAIR, -TIGHT, -HAIR)
        side = px(MARK)
        middle = line.center().y() - side / 2
        paint_mark(painter, self.mark, QRectF(line.left(), middle, side, side))
        painter.setFont(text_font(bold=chosen))
        painter.setPen(colour(self.mark.token))
        draw_words(painter, line.adjusted(side + SNUG, 0, 0, 0), self.text())
        if self.hasFocus():
            paint_ring(painter, box)


class ShareBar(QWidget):
    """Parts that count nothing are not there; pressing the chosen one again shows all."""

    chosen = Signal(str)  # key; "": all

    def __init__(self, parts: Sequence[tuple[str, Mark]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = {key: Part(key, mark, self) for key, mark in parts}
        self._all = QPushButton(self)  # the one of the group that is chosen where no part is
        self._all.setCheckable(True)
        self._all.hide()
        self._row = row(*self.parts.values(), spacing=HAIR, parent=self)
        self._group = QButtonGroup(self)
        for button in (self._all, *self.parts.values()):
            self._group.addButton(button)
        self._all.setChecked(True)
        self._was = ""
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def key(self) -> str:
        """The part chosen; "" for none."""
        return next((key for key, part in self.parts.items() if part.isChecked()), "")

    def choose(self, key: str) -> None:
        part = self.parts.get(key)
        (part if part and part.count else self._all).setChecked(True)
        if self._was != self.key:
            self._was = self.key
            self.chosen.emit(self.key)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for place, (key, part) in enumerate(self.parts.items()):
            part.show_count(counts.get(key, 0))
            self._row.setStretch(place, part.count)
        if self.key and not self.parts[self.key].count:
            self.choose("")

    def _on_clicked(self, button: QAbstractButton) -> None:
        key = self.key if isinstance(button, Part) else ""
        self.choose("" if key == self._was else key)

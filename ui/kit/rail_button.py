"""A page in the rail: its icon, its word, and how much waits there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit.focus_frame import paint_ring
from ui.kit.label import plain_tip
from ui.kit.metrics import CHOSEN_EDGE, GAP, HAIR, ICON, NARROW_RAIL_ROW, SNUG, TIGHT
from ui.kit.words import MIDDLE, draw_words
from ui.theme import colour, icon_pixmap, px, text_font

LEFT = 17  # px, from the edge to the icon, as wide as the words of head and foot stand off
NARROW_ICON, NARROW_LINE = ICON, 16  # px, where the icon stands over its word
MOST_SHOWN = 99


class RailButton(QAbstractButton):
    """`short` takes the place of the word where the rail is narrow; the icon goes where even
    that has no room.
    """

    def __init__(self, drawing: str, word: str, short: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._drawing, self._short, self._keys = drawing, short, keys
        self._narrow = False
        self._count, self._urgent = 0, False
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_count(0, "")

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.update()

    def show_count(self, count: int, about: str, *, urgent: bool = False) -> None:
        """*about*: what of there are so many, '被退回'; *urgent*: it is drawn as what came back."""
        self._count, self._urgent = count, urgent
        told = f"{about} {count}" if count else ""
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(told)
        self.setToolTip(
            plain_tip("，".join(filter(None, (f"{self.text()}（{self._keys}）", told))))
        )
        self.update()

    @property
    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(px(NARROW_RAIL_ROW), px(NARROW_RAIL_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, chosen = QRectF(self.rect()), self.isChecked()
        if chosen or self.underMouse():
            painter.fillRect(box, colour("selection" if chosen else "quote"))
        if self.hasFocus():
            paint_ring(painter, box)
        if chosen:
            edge = QRectF(box.left(), box.top(), CHOSEN_EDGE, box.height())
            painter.fillRect(edge, colour("accent"))
        token = "accent" if chosen else "quiet"
        if self._narrow:
            self._paint_narrow(painter, box, token)
        else:
            side = px(ICON)
            place = QPointF(LEFT, box.center().y() - side / 2)
            painter.drawPixmap(place, icon_pixmap(self._drawing, token, ICON))
            right = self._paint_count(painter, box)
            painter.setFont(text_font(bold=chosen))
            painter.setPen(colour("accent" if chosen else "ink"))
            left = LEFT + side + GAP
            draw_words(painter, QRectF(left, box.top(), right - left, box.height()), self.text())

    def _paint_narrow(self, painter: QPainter, box: QRectF, token: str) -> None:
        side, line = px(NARROW_ICON), px(NARROW_LINE)
        with_icon = box.height() >= side + line + HAIR
        top = box.top() + (box.height() - line - (side if with_icon else 0)) / 2
        if with_icon:
            place = QPointF(box.center().x() - side / 2, top)
            painter.drawPixmap(place, icon_pixmap(self._drawing, token, NARROW_ICON))
            top += side
        painter.setFont(text_font("small", bold=self.isChecked()))
        painter.setPen(colour("accent" if self.isChecked() else "ink"))
        words = QRectF(box.left() + CHOSEN_EDGE, top, box.width() - CHOSEN_EDGE, line)
        if self._count and not with_icon:
            words.setRight(words.right() - px(TIGHT * 2))
        draw_words(painter, words, self._short, Qt.AlignmentFlag.AlignCenter)
        if self._count:
            badge = QRectF(box)
            badge.setHeight(side + HAIR if with_icon else box.height())
            if with_icon:
                badge.moveTop(top - side - HAIR / 2)
            self._paint_count(painter, badge)

    def _paint_count(self, painter: QPainter, box: QRectF) -> float:
        """Right edge [px] of what room the count leaves."""
        if not self._count:
            return box.right() - SNUG
        words = str(self._count) if self._count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        font = text_font("small", bold=self._urgent)
        width = QFontMetricsF(font).horizontalAdvance(words)
        right = box.right() - (HAIR if self._narrow else GAP)
        painter.setFont(font)
        painter.setPen(colour("returned" if self._urgent else "quiet"))
        draw_words(
            painter,
            QRectF(right - width, box.top(), width, box.height()),
            words,
            MIDDLE,
            whole=True,
        )
        return right - width - SNUG

"""A drop-down list whose arrow follows the colours."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from ui.kit.metrics import SMALL_ICON, TIGHT
from ui.kit.words import note_words
from ui.theme import icon_pixmap, px

LEAST = 140  # px: with less room for its words it is not made narrower


class Combo(QComboBox):
    """A choice whose words end in … where there is no room for them."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        elide = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self.currentText(), elide, round(self._room.width()))
        option.currentText = words  # type: ignore[attr-defined]

    def sizeHint(self) -> QSize:
        """Wide enough for the longest words in any font: the style knows nothing of _room."""
        hint = super().sizeHint()
        if self.sizeAdjustPolicy() != self.SizeAdjustPolicy.AdjustToContents:
            return hint
        words = (self.itemText(row) for row in range(self.count()))
        widest = max(map(self.fontMetrics().horizontalAdvance, words), default=0)
        beside = self.width() - round(self._room.width())
        # one more, since an advance is rounded
        return QSize(max(hint.width(), widest + 1 + beside), hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(LEAST)), hint.height())

    @property
    def _room(self) -> QRectF:
        """For the words."""
        pictured = not self.itemIcon(self.currentIndex()).isNull()
        left = TIGHT + (self.iconSize().width() + TIGHT if pictured else 0)
        return QRectF(left, 0, self.width() - left - px(SMALL_ICON) - 3 * TIGHT, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        shown = option.currentText  # type: ignore[attr-defined]
        note_words(painter, self._room, self.currentText(), shown)
        painter.drawPixmap(
            self.width() - px(SMALL_ICON) - TIGHT,
            (self.height() - px(SMALL_ICON)) // 2,
            icon_pixmap("chevron-down", "quiet", SMALL_ICON),
        )

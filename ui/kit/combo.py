"""A drop-down list whose arrow follows the colours."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from ui.kit.metrics import SMALL_ICON, TIGHT
from ui.kit.words import note_words
from ui.theme import icon_pixmap, px

LEAST = 140  # px: with less room for its words it is not made narrower


class Combo(QComboBox):
    """A choice whose words end in … where there is no room for them.

    What is chosen is told by what the words stand for, never by a place: where that is not offered,
    nothing is chosen, for the first of a list is somebody else.
    """

    def offer(self, choices: Iterable[tuple[str, object]], otherwise: object = None) -> None:
        """Offers *choices*, words and what they stand for, instead of those before. What was chosen
        stays chosen as long as it is offered.

        Args:
            otherwise: what is chosen else; None: nothing.
        """
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for words, what in choices:
                self.addItem(words, what)
            self.choose(otherwise if chosen is None or not self.offers(chosen) else chosen)

    def offers(self, what: object) -> bool:
        return self._place_of(what) >= 0

    def choose(self, what: object) -> None:
        """Chooses *what*; nothing where it is not offered."""
        self.setCurrentIndex(self._place_of(what))

    def _place_of(self, what: object) -> int:
        """Qt compares no objects of Python but by their place in memory."""
        offered = map(self.itemData, range(self.count()))
        return next((place for place, one in enumerate(offered) if one == what), -1)

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

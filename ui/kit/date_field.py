"""A date, typed or picked from the calendar; its picture follows the colours."""

from PySide6.QtCore import QDate, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from ui.kit.metrics import INSET, SMALL_ICON
from ui.theme import icon_pixmap, px

LONGEST = "2026年12月30日"


class DateField(QDateEdit):
    def __init__(self, date: QDate, parent: QWidget | None = None) -> None:
        super().__init__(date, parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy年M月d日")
        self.lineEdit().setAcceptDrops(False)  # files belong to the window

    @property
    def iso(self) -> str:
        """'2026-03-31', as it is kept."""
        return self.date().toString(Qt.DateFormat.ISODate)

    def show_iso(self, day: str) -> None:
        """Shows *day*, an ISO date, as if nobody had typed it; nothing where it is none."""
        if (found := QDate.fromString(day, Qt.DateFormat.ISODate)).isValid():
            with QSignalBlocker(self):
                self.setDate(found)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest date beside the picture."""
        hint = super().sizeHint()
        words = self.fontMetrics().horizontalAdvance(LONGEST)
        return QSize(max(hint.width(), words + px(SMALL_ICON) + 4 * INSET), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leaves the field; by itself it would go from the year to the month."""
        return QWidget.focusNextPrevChild(self, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(SMALL_ICON)
        painter.drawPixmap(
            self.width() - side - INSET,
            (self.height() - side) // 2,
            icon_pixmap("calendar", "quiet", SMALL_ICON),
        )

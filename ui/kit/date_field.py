"""A date, typed as people write it or picked from the calendar; its picture follows the colours."""

from datetime import datetime

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from model.domain.china_time import CHINA
from model.domain.typed_days import read_day
from model.domain.wording import day_words
from model.errors import AppError
from ui.connection import connect
from ui.kit.line_field import LineField, tell_at
from ui.kit.metrics import INSET, SMALL_ICON
from ui.theme import icon, px, restyle

FORMAT = "yyyy年M月d日"
LONGEST = "2026年12月30日"
YEARS = range(2000, 2100)
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
TURNS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}  # days


def today() -> QDate:
    """The day in China, whatever zone the PC is set to."""
    day = datetime.now(CHINA)
    return QDate(day.year, day.month, day.day)


class DateField(LineField):
    """What it is left with and is no date is told and marked, and nothing goes by a date then."""

    date_changed = Signal(QDate)  # by the user

    def __init__(self, date: QDate, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._date = date
        self._picture = self.addAction(
            icon("calendar", "quiet", SMALL_ICON), QLineEdit.ActionPosition.TrailingPosition
        )
        self._picture.setToolTip("从日历里选（Alt+↓）")
        connect(self._picture.triggered, self, self.open_calendar)
        self.textChanged.connect(self._look)
        self._show()

    @property
    def iso(self) -> str:
        """'2026-03-31', as it is kept; what was typed last counts if it is a date, else the date
        before.
        """
        self._read()
        return self._date.toString(Qt.DateFormat.ISODate)

    def decided(self) -> str:
        """As `iso`, for what goes by it. Raises: AppError: what stands there is no date."""
        if not self._read():
            raise AppError(f"{self._what}：{self._doubt}", hint="请改成日期，例如 2027-3-31。")
        return self.iso

    def asked_for(self) -> str:
        """As `decided`, of a day by which somebody is asked for something.

        Raises:
            AppError: what stands there is no date, or has passed.
        """
        day = self.decided()
        if day < today().toString(Qt.DateFormat.ISODate):
            raise AppError(
                f"{self._what}：{day_words(day)}已经过去，不能再要求在这一天以前办。",
                hint="请改成今天或者以后的日期。",
            )
        return day

    def set_date(self, date: QDate) -> None:
        """Shows *date* as if the user had typed it; nothing where it is out of range."""
        new = date != self._date and date.year() in YEARS
        if new:
            self._date = date
        self._show()  # first: whoever is told reads what stands there
        if new:
            self.date_changed.emit(date)

    def show_iso(self, day: str) -> None:
        """Shows *day*, an ISO date, as if nobody had typed it; nothing where it is none."""
        if (found := _date(day)).isValid():
            self._date = found
            self._show()

    def open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._read()
        calendar.setSelectedDate(self._date)
        for picked in (calendar.clicked, calendar.activated):
            connect(picked, self, self.set_date)
            connect(picked, menu, lambda *_: menu.close())
        whole = QWidgetAction(menu)
        whole.setDefaultWidget(calendar)
        menu.addAction(whole)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _read(self) -> bool:
        """Takes what was typed; False: it is no date."""
        found = _date(self.text())
        if found.isValid() and found != self._date:
            self._date = found
            self.date_changed.emit(found)
        return found.isValid()

    @property
    def _what(self) -> str:
        return self.accessibleName() or "日期"

    @property
    def _doubt(self) -> str:
        return f"“{self.text().strip()}”不是日期。"

    def _settle(self) -> bool:
        """Takes what was typed, or says and marks that it is no date: False."""
        if not self._read():
            words = f"{self._doubt}原来是{self._date.toString(FORMAT)}。"
            tell_at(self, words)
            restyle(self, wrong=True)
            return False
        self._show()
        return True

    def _look(self) -> None:
        """Takes the mark away once a date stands there."""
        if self.property("wrong") and _date(self.text()).isValid():
            restyle(self, wrong=False)

    def _show(self) -> None:
        if self.text() != (words := self._date.toString(FORMAT)):
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            taken = self._settle()
            super().keyPressEvent(event)
            if not taken:
                self.stay()
            return
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        if days := TURNS.get(Qt.Key(event.key())):
            self._read()
            self.set_date(self._date.addDays(days))
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._settle()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._picture.setIcon(icon("calendar", "quiet", SMALL_ICON))

    def sizeHint(self) -> QSize:
        """Wide enough for the longest date beside the picture."""
        hint = super().sizeHint()
        words = self.fontMetrics().horizontalAdvance(LONGEST)
        return QSize(words + 2 * px(SMALL_ICON) + 4 * INSET, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _date(text: str) -> QDate:
    """The date *text* says; an invalid one where it says none, or one of a year mistyped."""
    found = QDate.fromString(read_day(text), Qt.DateFormat.ISODate)
    return found if found.year() in YEARS else QDate()

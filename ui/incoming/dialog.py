"""Tells what a file brought: a sheet over the window, not a message box."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QWidget,
)

from ui.connection import connect
from ui.incoming.news import News
from ui.incoming.origin_part import OriginPart
from ui.incoming.origin_words import SAME, TAKE, OriginQuestion
from ui.kit.announcement import say
from ui.kit.button import Button
from ui.kit.focus_order import put_in_order
from ui.kit.kept_keys import ENTER, keeps_key
from ui.kit.label import Label, Markup, words_label
from ui.kit.layout import REST, at_top, box, column, row, scrolled, wide
from ui.kit.metrics import EDGE, GAP, TIGHT, px
from ui.theme import icon_pixmap

WIDTH, HEIGHT, ROOM = 640, 620, 32  # px, the first two at the usual text size
MARGINS = (32, EDGE, 32, EDGE)
BAR, LEEWAY = 10, 8  # px: a scroll bar's width, and so that none comes
SCRIM = QColor(20, 25, 27, 110)


class NewsSheet(QDialog):
    """Covers its parent until it is read; what lies below hears no key meanwhile."""

    answered = Signal(str)  # the key of the button that was pressed, "" for closing

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)  # a part of the window, heard as a dialog
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet = QFrame(self)
        self.sheet.setObjectName("sheet")
        self._picture, self._title = Label(parent=self.sheet), words_label("title")
        self._said, self._words = words_label(), words_label("paper")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._inner = column(self._words, spacing=GAP)
        self._scroll = scrolled(box(self._inner, "paper"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to be read by keys
        self._buttons = row(REST, spacing=TIGHT)
        self.origin: OriginPart | None = None
        self.answers: tuple[str, ...] = ()  # keys of the buttons, the one that says yes first
        head = row(at_top(self._picture), wide(self._title), spacing=GAP)
        parts = (head, self._said, wide(self._scroll), self._buttons)
        column(*parts, spacing=GAP, margins=MARGINS, parent=self.sheet)
        parent.installEventFilter(self)

    def show_news(self, picture: str, news: News, buttons: Mapping[str, str]) -> None:
        """*buttons*: key -> words; the first is the primary one, closing ("") may be among them."""
        self._picture.setPixmap(icon_pixmap(picture, "accent", 28))
        self._title.setText(news.title)
        self._said.setText(news.said)
        self._words.setText(Markup(news.page))
        self.answers = tuple(buttons)
        for number, (key, words) in enumerate(buttons.items()):
            button = Button(words, self.sheet)
            button.setObjectName("" if number else "primary")
            connect(button.clicked, self, lambda _=False, key=key: self._answer(key))
            self._buttons.insertWidget(1, button)
            if not number:
                button.setDefault(True)
                button.setFocus()
        self._appear()

    def ask_origin(self, question: OriginQuestion, page: str, origin: OriginPart) -> None:
        """Ask whether to take a file in that is not known to come from the office.

        The answers that take it in wait until *origin* says who answers; no key does it by itself.

        Args:
            page: what the file would change, simple HTML.
        """
        self.origin = origin
        self._inner.insertWidget(0, origin)  # within what scrolls, for small windows
        self._words.raise_()  # and is read before it
        self._picture.setPixmap(icon_pixmap("mail", "accent", 28))
        self._title.setText(question.title)
        self._said.setText(question.said)
        self._words.setText(Markup(page))
        self._words.setVisible(bool(page))
        self.answers = tuple(question.answers)
        gated = []
        for key, words in question.answers.items():
            button = Button(words, self.sheet)
            button.setObjectName("primary" if key in {SAME, TAKE} else "")
            button.setAutoDefault(True)  # Enter presses the one that has the focus
            connect(button.clicked, self, lambda _=False, key=key: self._answer(key))
            self._buttons.insertWidget(1, button)
            if key in {SAME, TAKE}:
                gated.append(button)

        def gate() -> None:
            for button in gated:
                button.setEnabled(origin.ready)

        connect(origin.changed, self, gate)
        gate()
        origin.first.setFocus()
        self._appear()

    def _appear(self) -> None:
        put_in_order(self.sheet)
        self.setAccessibleName(self._title.text())
        say(self, f"{self._title.text()}　{self._said.text()}")
        self._fit()
        self.show()
        self.raise_()

    @property
    def words(self) -> str:
        """The whole text of the sheet, for screen readers and tests."""
        return f"{self._title.text()}\n{self._said.text()}\n{self._words.text()}"

    def press(self, key: str) -> None:
        self._answer(key)

    def _answer(self, key: str) -> None:
        self.hide()
        self.answered.emit(key)
        self.close()

    def _fit(self) -> None:
        if (parent := self.parentWidget()) is None:
            return
        self.setGeometry(parent.rect())
        width = min(px(WIDTH), parent.width() - 2 * ROOM)
        height = min(self._height(width), px(HEIGHT), parent.height() - 2 * ROOM)
        left, top = (parent.width() - width) // 2, (parent.height() - height) // 2
        self.sheet.setGeometry(left, top, width, height)

    def _height(self, width: int) -> int:
        """The height that the whole text needs in a sheet of this *width*."""
        column = self.sheet.layout()
        margins = column.contentsMargins()
        inner = width - margins.left() - margins.right() - BAR
        own = column.totalHeightForWidth(width) - self._scroll.sizeHint().height()
        within = max(self._inner.totalHeightForWidth(inner), self._inner.sizeHint().height())
        inside = (within if self.origin else self._words.heightForWidth(inner)) + LEEWAY
        return own + max(inside, self._scroll.minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def event(self, event: QEvent) -> bool:
        return keeps_key(event, ENTER) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer("")
        else:
            event.ignore()  # Enter presses nothing but what has the focus

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), SCRIM)
